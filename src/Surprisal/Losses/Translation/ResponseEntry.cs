namespace Surprisal.Losses;

/// <summary>A loss that is the surprisal of a noise model, but no function of a residual.</summary>
/// <param name="Names">Its names.</param>
/// <param name="Keys">Its numbers.</param>
/// <param name="Written">The formula that people write.</param>
/// <param name="Noise">The noise model, of its numbers.</param>
internal sealed record ResponseEntry(IReadOnlyList<string> Names, IReadOnlyList<LossKey> Keys, string Written, Func<double[], string> Noise)
    : LossEntry(Names, Keys)
{
    /// <summary>The loss of response and prediction, of its numbers; null where it is not a function of two numbers.</summary>
    public Func<double[], double, double, double>? Value { get; init; }

    /// <summary>What the surprisal's gradient is multiplied by, a formula.</summary>
    public required string Factor { get; init; }

    /// <summary>The surprisal with all constants, a formula in terms of the loss.</summary>
    public required string Surprisal { get; init; }

    /// <summary>The gradient of the surprisal in the predictor.</summary>
    public required string Gradient { get; init; }

    /// <summary>Further readings.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <inheritdoc/>
    public override Explanation Explain(double[] values) => ResponseExplainer.OfLoss(this, values, Title(values));
}
