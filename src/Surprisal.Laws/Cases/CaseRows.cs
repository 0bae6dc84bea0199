using Surprisal.Noise;
using Surprisal.Numerics.Random;

namespace Surprisal.Laws;

/// <summary>The rows at which the formula of a case is examined.</summary>
internal static class CaseRows
{
    private const int Draws = 8;
    private const long Seed = 3;

    /// <summary>All classes, draws of several responses, or responses from tail to tail: with every code where they may be censored, and with bounds where
    /// each row has its own.</summary>
    public static Observations Of(NoiseCase @case)
    {
        NoiseModel noise = @case.Noise;
        if (noise.ResponseCount > 1) return Drawn(@case, Draws, new RandomStream(Seed));
        if (noise.Support == Support.Classes) return new Observations(Enumerable.Range(0, Classes(@case)).Select(static k => (double)k).ToArray());
        double[] points = @case.Points();
        return noise switch
        {
            CensoredNoise => Censored(@case, points),
            TruncatedNoise { Lower: double.NegativeInfinity, Upper: double.PositiveInfinity } => Bounded(@case, points),
            _ => @case.RowsOf(points),
        };
    }

    /// <summary>How many classes a noise model has at a case's parameters.</summary>
    public static int Classes(NoiseCase @case) => @case.Noise is OrdinalNoise ? @case.Working.Length : @case.Working.Length + 1;

    /// <summary>Random rows.</summary>
    public static Observations Drawn(NoiseCase @case, int count, RandomStream stream)
    {
        double[][] columns = [.. Enumerable.Range(0, @case.Noise.ResponseCount).Select(_ => new double[count])];
        double[] row = new double[columns.Length];
        for (int i = 0; i < count; i++)
        {
            @case.Noise.Sample(@case.Parameters, @case.Trials, stream, row);
            for (int j = 0; j < row.Length; j++) columns[j][i] = row[j];
        }

        return new Observations([.. columns.Select(static c => (ReadOnlyMemory<double>)c)]);
    }

    /// <summary>Rows of several sets, one after another.</summary>
    public static Observations Stack(IReadOnlyList<(Observations Rows, int Row)> picked)
    {
        Observations first = picked[0].Rows;
        ReadOnlyMemory<double> Column(Func<Observations, ReadOnlyMemory<double>> of, double absent) =>
            picked.All(p => of(p.Rows).IsEmpty) ? default : picked.Select(p => of(p.Rows) is { IsEmpty: false } column ? column.Span[p.Row] : absent).ToArray();
        return new Observations([.. Enumerable.Range(0, first.Responses.Count).Select(j => Column(o => o.Responses[j], double.NaN))])
        {
            Trials = Column(static o => o.Trials, 1.0),
            Censoring = Column(static o => o.Censoring, 0.0),
            CensoringUpper = Column(static o => o.CensoringUpper, double.PositiveInfinity),
            TruncationLower = Column(static o => o.TruncationLower, double.NegativeInfinity),
            TruncationUpper = Column(static o => o.TruncationUpper, double.PositiveInfinity),
        };
    }

    /// <summary>Each response observed, as the least and as the greatest that it can be, and as the lower end of an interval.</summary>
    private static Observations Censored(NoiseCase @case, double[] points)
    {
        List<(double Y, double Code, double Upper)> rows = [];
        for (int i = 0; i < points.Length; i++)
        {
            rows.Add((points[i], 0.0, double.PositiveInfinity));
            rows.Add((points[i], 1.0, double.PositiveInfinity));
            rows.Add((points[i], -1.0, double.PositiveInfinity));
            if (i + 1 < points.Length) rows.Add((points[i], 2.0, points[i + 1]));
        }

        return @case.RowsOf([.. rows.Select(static r => r.Y)]) with { Censoring = rows.Select(static r => r.Code).ToArray(), CensoringUpper = rows.Select(static r => r.Upper).ToArray() };
    }

    /// <summary>Each response with a bound below it, above it, and on both sides.</summary>
    private static Observations Bounded(NoiseCase @case, double[] points)
    {
        List<(double Y, double Lower, double Upper)> rows = [];
        for (int i = 0; i < points.Length; i++)
        {
            double below = i == 0 ? double.NegativeInfinity : points[i - 1], above = i + 1 == points.Length ? double.PositiveInfinity : points[i + 1];
            if (i > 0) rows.Add((points[i], below, double.PositiveInfinity));
            if (i + 1 < points.Length) rows.Add((points[i], double.NegativeInfinity, above));
            rows.Add((points[i], below, above));
        }

        return @case.RowsOf([.. rows.Select(static r => r.Y)]) with { TruncationLower = rows.Select(static r => r.Lower).ToArray(), TruncationUpper = rows.Select(static r => r.Upper).ToArray() };
    }
}
