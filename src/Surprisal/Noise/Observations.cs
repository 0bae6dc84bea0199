namespace Surprisal.Noise;

/// <summary>What was observed in the rows of a data set, as a noise model takes it. The memory is read, never written.</summary>
/// <param name="Responses">One column a response, all of one length: one for most noise models, several for vectors and for joint ones.</param>
public sealed record Observations(IReadOnlyList<ReadOnlyMemory<double>> Responses)
{
    /// <summary>Observations of a single response.</summary>
    /// <param name="response">The responses.</param>
    public Observations(ReadOnlyMemory<double> response)
        : this([response])
    {
    }

    /// <summary>The first response.</summary>
    public ReadOnlyMemory<double> Response => Responses[0];

    /// <summary>The number of rows.</summary>
    public int Count => Responses[0].Length;

    /// <summary>Numbers of trials; empty for ones.</summary>
    public ReadOnlyMemory<double> Trials { get; init; }

    /// <summary>0 where the response itself was observed, 1 where it is at least the number given, −1 at most, 2 between it and <see cref="CensoringUpper"/>; empty
    /// for zeros.</summary>
    public ReadOnlyMemory<double> Censoring { get; init; }

    /// <summary>The upper ends of interval-censored rows; anything in other rows; empty where there are none.</summary>
    public ReadOnlyMemory<double> CensoringUpper { get; init; }

    /// <summary>What a response had to reach to be seen at all; −∞ for no bound; empty for none.</summary>
    public ReadOnlyMemory<double> TruncationLower { get; init; }

    /// <summary>What a response could not exceed and be seen; ∞ for no bound; empty for none.</summary>
    public ReadOnlyMemory<double> TruncationUpper { get; init; }

    /// <summary>Whether some rows may be censored.</summary>
    public bool IsCensored => !Censoring.IsEmpty;

    /// <summary>Whether rows have truncation bounds of their own.</summary>
    public bool IsTruncated => !TruncationLower.IsEmpty || !TruncationUpper.IsEmpty;

    /// <summary>Some of the rows, in the order asked for.</summary>
    /// <param name="rows">Indices of rows.</param>
    public Observations Pick(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Map(column =>
        {
            double[] picked = new double[rows.Count];
            ReadOnlySpan<double> source = column.Span;
            for (int i = 0; i < picked.Length; i++) picked[i] = source[rows[i]];
            return picked;
        });
    }

    /// <summary>A run of neighbouring rows, without copying.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="count">How many.</param>
    public Observations Slice(int first, int count) => Map(column => column.Slice(first, count));

    /// <summary>The rows with their responses, and every bound of them, moved down.</summary>
    internal Observations ShiftedBy(ReadOnlySpan<double> centre)
    {
        double[] shift = centre.ToArray();
        ReadOnlyMemory<double> Down(ReadOnlyMemory<double> column) => column.IsEmpty ? column : column.ToArray().Select((value, i) => value - shift[i]).ToArray();
        return this with
        {
            Responses = [Down(Response)],
            CensoringUpper = Down(CensoringUpper),
            TruncationLower = Down(TruncationLower),
            TruncationUpper = Down(TruncationUpper),
        };
    }

    /// <summary>Only one of the responses, with what else was observed.</summary>
    internal Observations Of(int response, int count) => this with { Responses = [.. Responses.Skip(response).Take(count)] };

    private Observations Map(Func<ReadOnlyMemory<double>, ReadOnlyMemory<double>> map)
    {
        ReadOnlyMemory<double> Column(ReadOnlyMemory<double> column) => column.IsEmpty ? column : map(column);
        return new Observations([.. Responses.Select(Column)])
        {
            Trials = Column(Trials),
            Censoring = Column(Censoring),
            CensoringUpper = Column(CensoringUpper),
            TruncationLower = Column(TruncationLower),
            TruncationUpper = Column(TruncationUpper),
        };
    }
}
