namespace Surprisal.Losses;

/// <summary>A loss of the residual.</summary>
/// <param name="Names">Its names.</param>
/// <param name="Keys">Its numbers.</param>
/// <param name="Written">The formula in r that people write, of its numbers.</param>
/// <param name="Kernel">The noise model whose surprisal it is, of its numbers; null where it is looked for.</param>
internal sealed record ResidualEntry(IReadOnlyList<string> Names, IReadOnlyList<LossKey> Keys, Func<double[], string> Written, Func<double[], string>? Kernel = null)
    : LossEntry(Names, Keys)
{
    /// <summary>The noise model to name instead of the kernel's, where residuals are of transformed responses.</summary>
    public string? Noise { get; init; }

    /// <summary>What the residual is.</summary>
    public string Residual { get; init; } = "y - mu";

    /// <summary>The power of the scale in the factor to the surprisal, for formulas whose thresholds go with the scale; null where the formula itself says it.</summary>
    public double? ScalePower { get; init; }

    /// <summary>Whether the threshold of the noise model is in units of the response, not of the scale.</summary>
    public bool HasOwnThreshold { get; init; }

    /// <summary>The gradient of the surprisal in mu; null for the general one.</summary>
    public string? Gradient { get; init; }

    /// <summary>The surprisal with all constants; null for the general one.</summary>
    public string? Surprisal { get; init; }

    /// <summary>What is estimated, where the noise model does not say it.</summary>
    public string? Estimates { get; init; }

    /// <summary>Further readings.</summary>
    public Func<double[], IEnumerable<string>>? Notes { get; init; }

    /// <inheritdoc/>
    public override Explanation Explain(double[] values) => ResidualExplainer.OfLoss(this, values, Title(values));
}
