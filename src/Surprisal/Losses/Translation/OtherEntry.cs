namespace Surprisal.Losses;

/// <summary>A loss that is no likelihood of the data.</summary>
/// <param name="Names">Its names.</param>
/// <param name="Keys">Its numbers.</param>
/// <param name="Written">The formula that people write.</param>
internal sealed record OtherEntry(IReadOnlyList<string> Names, IReadOnlyList<LossKey> Keys, string Written)
    : LossEntry(Names, Keys)
{
    /// <summary>What is estimated.</summary>
    public required string Estimates { get; init; }

    /// <summary>Its shape.</summary>
    public required string Shape { get; init; }

    /// <summary>Why it is no likelihood, of its numbers.</summary>
    public required Func<double[], string> Why { get; init; }

    /// <summary>What it is instead.</summary>
    public required string Instead { get; init; }

    /// <summary>The gradient; null where none is given.</summary>
    public string? Gradient { get; init; }

    /// <summary>Of what it is a likelihood; null where of nothing.</summary>
    public OtherLikelihood? LikelihoodOf { get; init; }

    /// <summary>Value and derivative along a line, of its numbers; null where there is no line.</summary>
    public Func<double[], double, (double Value, double Derivative)>? Curve { get; init; }

    /// <summary>What the line is.</summary>
    public string Argument { get; init; } = "m = label times score";

    /// <summary>How far the line goes.</summary>
    public double Reach { get; init; } = 4.0;

    /// <summary>Further readings, of its numbers.</summary>
    public Func<double[], IEnumerable<string>>? Notes { get; init; }

    /// <inheritdoc/>
    public override Explanation Explain(double[] values) => new()
    {
        Input = Name,
        Title = Title(values),
        IsLikelihood = false,
        Loss = Written,
        Estimates = Estimates,
        Shape = Shape,
        Gradient = Gradient,
        Readings = [.. Notes?.Invoke(values) ?? []],
        Why = Why(values),
        Instead = Instead,
        LikelihoodOf = LikelihoodOf,
        Curve = Curve is null ? null : new LossCurve(Argument, $"d loss / d {Argument.Split(' ')[0].TrimEnd(',')}", null, false, [.. Enumerable.Range(-40, 81).Select(i => Point(values, Reach * i / 40.0))]),
    };

    private LossPoint Point(double[] values, double at)
    {
        (double value, double derivative) = Curve!(values, at);
        return new LossPoint(at, value, null, derivative);
    }
}
