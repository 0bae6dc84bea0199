namespace Surprisal.Losses;

/// <summary>What a loss assumes: the answer of <see cref="LossTranslation"/>, with everything its text says. Immutable and thread-safe.</summary>
public sealed record Explanation
{
    /// <summary>What was asked for, as it was given.</summary>
    public required string Input { get; init; }

    /// <summary>What it is: <c>huber loss, k = 1.345</c>; a clause without a full stop.</summary>
    public required string Title { get; init; }

    /// <summary>Whether it is the surprisal −log p(y) of a noise model, up to a factor and constants.</summary>
    public required bool IsLikelihood { get; init; }

    /// <summary>The noise model in the grammar of <c>--noise</c>; null where there is none, or none that is registered.</summary>
    public string? Noise { get; init; }

    /// <summary>The loss as people write it, a formula.</summary>
    public required string Loss { get; init; }

    /// <summary>The density of the noise model, or the kernel that is normalised numerically; null where there is none.</summary>
    public string? Density { get; init; }

    /// <summary>
    /// What the density's kernel, exp(−loss) with the loss counted from its least value and at scale 1, integrates to; +∞ where it is infinite; 1 for noise
    /// models that are no function of a residual; null where there is nothing to integrate.
    /// </summary>
    public double? Normaliser { get; init; }

    /// <summary>Where the normaliser comes from, a clause.</summary>
    public string? NormaliserMethod { get; init; }

    /// <summary>What the predictor then estimates, a clause.</summary>
    public required string Estimates { get; init; }

    /// <summary>The shape of the penalty: quadratic, linear, redescending, a clause.</summary>
    public required string Shape { get; init; }

    /// <summary>The gradient in what is predicted, a formula; null where none is given.</summary>
    public string? Gradient { get; init; }

    /// <summary>The surprisal with all its constants, a formula; null where it is no likelihood.</summary>
    public string? Surprisal { get; init; }

    /// <summary>What the surprisal's gradient is multiplied by to be that of the loss as written, a formula: <c>2 sigma^2</c>; null where there is none.</summary>
    public string? Factor { get; init; }

    /// <summary>The number of <see cref="Factor"/> at scale 1; null where there is none.</summary>
    public double? FactorAtUnitScale { get; init; }

    /// <summary>The asymptotic efficiency relative to the mean where the noise is gaussian with standard deviation 1, by quadrature; null where there is none.</summary>
    public double? Efficiency { get; init; }

    /// <summary>The most that one response moves the estimate, in units of 1/n, gaussian noise being the rest; +∞ where it has no bound; null where there is none.</summary>
    public double? GrossErrorSensitivity { get; init; }

    /// <summary>The residual from where on a response has no influence at all; null where there is none.</summary>
    public double? RejectedFrom { get; init; }

    /// <summary>Readings that help, sentences without full stops, their numbers computed.</summary>
    public IReadOnlyList<string> Readings { get; init; } = [];

    /// <summary>Why it is, or is not, the surprisal of a noise model; a clause.</summary>
    public required string Why { get; init; }

    /// <summary>What it is instead, where it is no likelihood; else null.</summary>
    public string? Instead { get; init; }

    /// <summary>Of which other observation it is a likelihood; null where of none.</summary>
    public OtherLikelihood? LikelihoodOf { get; init; }

    /// <summary>Loss, density and influence along a line; null where they are functions of more than one number.</summary>
    public LossCurve? Curve { get; init; }
}

/// <summary>A likelihood, but not of the data that the loss is used on. Immutable.</summary>
/// <param name="Noise">The noise model.</param>
/// <param name="Response">Its response, a few words: which candidate is the positive.</param>
public sealed record OtherLikelihood(string Noise, string Response);

/// <summary>A loss along a line. Immutable.</summary>
/// <param name="Argument">What the line is: <c>r = y - mu</c>.</param>
/// <param name="Influence">What the influence is: <c>d loss / d r</c>.</param>
/// <param name="Density">What the density is; null where there is none.</param>
/// <param name="IsDiscrete">Whether the points are all that there are.</param>
/// <param name="Points">The points in order.</param>
public sealed record LossCurve(string Argument, string Influence, string? Density, bool IsDiscrete, IReadOnlyList<LossPoint> Points);

/// <summary>A point of a loss's curve. Immutable.</summary>
/// <param name="At">Where.</param>
/// <param name="Loss">The loss, counted from its least value.</param>
/// <param name="Density">The density or probability; null where there is none.</param>
/// <param name="Influence">The derivative.</param>
public sealed record LossPoint(double At, double Loss, double? Density, double Influence);
