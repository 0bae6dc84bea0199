using Surprisal.Priors;

namespace Surprisal.Fits;

/// <summary>The priors that a fit was made with, and the penalties that they amount to in the conventions in use. Immutable.</summary>
/// <param name="Blocks">Prior by prior, those of each parameter together.</param>
/// <param name="LogDensity">log p of the coefficients at the estimate, in nats, normalisers included where priors have one.</param>
/// <param name="IsStandardized">Whether priors are of the coefficients of standardised columns; estimates are of the columns as they are.</param>
public sealed record PriorFit(IReadOnlyList<PriorBlock> Blocks, double LogDensity, bool IsStandardized)
{
    /// <summary>How many coefficients stand exactly at a prior's kink or bound.</summary>
    public int Pinned => Blocks.Sum(static b => b.Pinned);

    /// <summary>√(Σ(y − mu)²/n) of a gaussian whose sigma is 1 in its objective because a penalty means the sum of squares; standard errors then are those for this sigma. Null elsewhere.</summary>
    public double? ResidualSigma { get; init; }

    /// <summary>
    /// Effective parameters: tr(H(H + P)⁻¹) over all coefficients that stand at no kink or bound, H the observed information and P the curvature of −log p. A coefficient that
    /// the prior leaves alone counts 1, one that it holds counts 0. Null where there is no optimum.
    /// </summary>
    public double? EffectiveParameters { get; init; }

    /// <summary>
    /// The logarithm of the marginal likelihood by Laplace's approximation over all coefficients: exact for a gaussian with sigma held. Coefficients without a prior have density 1,
    /// so that it is right up to a constant which no strength changes. Null with kinks and bounds, and where sigma is 1 because a penalty means the sum of squares.
    /// </summary>
    public double? LogEvidence { get; init; }

    /// <summary>How strengths were chosen; null where all were given.</summary>
    public StrengthChoice? Choice { get; init; }

    /// <summary>Akaike's criterion of effective parameters, −2 log-likelihood + 2k; null without them.</summary>
    /// <param name="logLikelihood">The fit's log-likelihood.</param>
    public double? Aic(double logLikelihood) => (-2 * logLikelihood) + (2 * EffectiveParameters);

    /// <summary>Schwarz's criterion of effective parameters, −2 log-likelihood + k log n; null without them.</summary>
    /// <param name="logLikelihood">The fit's log-likelihood.</param>
    /// <param name="observations">n.</param>
    public double? Bic(double logLikelihood, double observations) => (-2 * logLikelihood) + (Numerics.Elementary.Log(observations) * EffectiveParameters);

    /// <summary>log p(data | coefficients) + log p(coefficients): the log-posterior up to the evidence, which a fit with a prior maximises.</summary>
    /// <param name="logLikelihood">The fit's log-likelihood.</param>
    public double LogPosterior(double logLikelihood) => logLikelihood + LogDensity;
}

/// <summary>How the strength of a prior or penalty was chosen. Immutable.</summary>
/// <param name="Rule">By what.</param>
/// <param name="Given">The priors as given: <c>lasso(cv)</c>.</param>
/// <param name="Chosen">The same with numbers.</param>
public sealed record StrengthChoice(StrengthRule Rule, IReadOnlyList<string> Given, IReadOnlyList<string> Chosen)
{
    /// <summary>How, in a sentence.</summary>
    public required string Explanation { get; init; }

    /// <summary>What it did not settle, sentences: no maximum inside, the end of a path.</summary>
    public IReadOnlyList<string> Limits { get; init; } = [];

    /// <summary>The largest log-evidence where that was the rule, else null.</summary>
    public double? LogEvidence { get; init; }

    /// <summary>The cross-validation where that was the rule, else null.</summary>
    public CrossValidation? CrossValidation { get; init; }

    /// <summary>The path whose criteria were compared; null elsewhere.</summary>
    public RegularisationPath? Path { get; init; }
}

/// <summary>A prior of some coefficients of one parameter. Immutable.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Prior">The prior.</param>
/// <param name="Terms">The columns whose coefficients it holds for, in order; of a prior of the predictor at their means, all columns.</param>
/// <param name="Pinned">How many of them stand exactly at its kink or bound.</param>
/// <param name="IsProper">Whether it has a finite integral.</param>
/// <param name="Penalties">The same objective as others write it; empty where nobody does.</param>
public sealed record PriorBlock(string Parameter, Prior Prior, IReadOnlyList<string> Terms, int Pinned, bool IsProper, IReadOnlyList<PriorPenalty> Penalties)
{
    /// <summary>The penalty that it was given as; null for a prior.</summary>
    public Penalty? Penalty { get; init; }

    /// <summary>Whether it is of the predictor at the means of its columns instead of their coefficients.</summary>
    public bool IsOfCentre { get; init; }

    /// <summary>Whether the weakly informative defaults chose it.</summary>
    public bool IsDefault { get; init; }
}

/// <summary>An objective with a penalty that has the same minimum as a fit with a prior.</summary>
/// <param name="Name">Short: <c>summed</c>, <c>averaged</c>, <c>sumOfSquares</c>.</param>
/// <param name="Objective">The objective as text, lambda in it.</param>
/// <param name="Lambda">The penalty's factor; null where there is none.</param>
/// <param name="Reason">Why there is none; null where there is one.</param>
public sealed record PriorPenalty(string Name, string Objective, double? Lambda, string? Reason = null)
{
    /// <summary>alpha of an elastic net: the share of absolute values, that of half squares being the rest; null elsewhere.</summary>
    public double? Mixing { get; init; }
}
