using Surprisal.Models;

namespace Surprisal.Fits;

/// <summary>A fitted model: the estimate with its certificate. Immutable and thread-safe.</summary>
public sealed partial class Fit
{
    private readonly Lazy<IReadOnlyList<double>?> _residualQuantiles;

    internal Fit(Model model, PredictionRecipe prediction, Lazy<IReadOnlyList<double>?> residualQuantiles)
    {
        Model = model;
        _prediction = prediction;
        _residualQuantiles = residualQuantiles;
    }

    /// <summary>What was fitted.</summary>
    public Model Model { get; }

    /// <summary>The noise model as text, held values included: <c>student-t(nu=4)</c>.</summary>
    public required string Noise { get; init; }

    /// <summary>The estimates of every parameter that has a predictor, in the noise model's order.</summary>
    public required IReadOnlyList<ParameterFit> Parameters { get; init; }

    /// <summary>The texts that a response's 0, 1, ... stand for: failure and success, or the classes; empty for a response of numbers.</summary>
    public IReadOnlyList<string> ResponseLevels { get; init; } = [];

    /// <summary>Natural values of the parameters that were held.</summary>
    public required IReadOnlyDictionary<string, double> Held { get; init; }

    /// <summary>Number of observations: rows used, or the sum of their frequency weights.</summary>
    public required double Observations { get; init; }

    /// <summary>Rows used.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows left out: missing values, zero weights, zero trials.</summary>
    public required int Dropped { get; init; }

    /// <summary>The full log-likelihood in nats, all constants included; null where it does not exist.</summary>
    public required double? LogLikelihood { get; init; }

    /// <summary>Numbers estimated from the data, those of scale and shape included; without those that a prior holds at exactly zero.</summary>
    public required int ParametersEstimated { get; init; }

    /// <summary>The prior and the penalties that it amounts to; null for maximum likelihood.</summary>
    public PriorFit? Prior { get; init; }

    /// <summary>
    /// ½ log det of the expected information at the estimate: what Firth's penalty (Jeffreys's prior, which has no normaliser) adds to the log-likelihood; null
    /// without it.
    /// </summary>
    public double? LogJeffreys { get; init; }

    /// <summary>Akaike's criterion, −2 log-likelihood + 2 parameters; null without a log-likelihood, and with a prior or a penalty, which it does not know of.</summary>
    public double? Aic => LogLikelihood is { } l && Prior is null && LogJeffreys is null ? (-2 * l) + (2 * ParametersEstimated) : null;

    /// <summary>Schwarz's criterion, −2 log-likelihood + log(n) parameters; null without a log-likelihood, and with a prior or a penalty.</summary>
    public double? Bic => LogLikelihood is { } l && Prior is null && LogJeffreys is null ? (-2 * l) + (Numerics.Elementary.Log(Observations) * ParametersEstimated) : null;

    /// <summary>How the fit ended.</summary>
    public required FitStatus Status { get; init; }

    /// <summary>Why it ended so, and what to do about it; one sentence each. Empty for a plain convergence.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>What a careful reader should know: aliased terms, many levels, near collinearity; one sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The evidence that the estimate is an optimum.</summary>
    public required Certificate Certificate { get; init; }

    /// <summary>Where the standard errors come from.</summary>
    public required CovarianceKind CovarianceKind { get; init; }

    /// <summary>Whether standard errors use the unbiased residual variance and statistics are Student's t (gaussian, identity link, constant sigma).</summary>
    public required bool UsesStudentT { get; init; }

    /// <summary>Degrees of freedom of the t statistics; null where they are normal.</summary>
    public required double? ResidualDegreesOfFreedom { get; init; }

    /// <summary>The level of the intervals.</summary>
    public required double Level { get; init; }

    /// <summary>What the intervals and p values are made of.</summary>
    public IntervalKind Intervals { get; init; }

    /// <summary>
    /// Quantiles (0, ¼, ½, ¾, 1) of the normalised quantile residuals Φ⁻¹(P(Y ≤ y)), middle of the jump for counts; null where the fit has no
    /// distribution to take them from. Of at most 2,048 rows in evenly spaced runs of eight.
    /// </summary>
    public IReadOnlyList<double>? ResidualQuantiles => _residualQuantiles.Value;

    /// <summary>Wall time of the stages.</summary>
    public required FitTiming Timing { get; init; }

    /// <summary>
    /// The covariance of all coefficients that exist, in the order of <see cref="Parameters"/>, row by row; null where it does not exist. With a prior, that of
    /// the posterior by its curvature at the mode; zeros for coefficients that are held at exactly zero.
    /// </summary>
    public required ReadOnlyMemory<double>? Covariance { get; init; }
}
