using Surprisal.Priors;

namespace Surprisal.Fits;

/// <summary>The prior that a fit was made with, and the penalties that it amounts to in the conventions in use. Immutable.</summary>
/// <param name="Prior">The prior.</param>
/// <param name="Terms">The terms whose coefficients it holds for, as <c>parameter: term</c>, in order.</param>
/// <param name="LogDensity">log p of these coefficients at the estimate, in nats, normalisers included.</param>
/// <param name="Zeros">How many of them are exactly zero.</param>
/// <param name="Penalties">The same objective as others write it.</param>
public sealed record PriorFit(Prior Prior, IReadOnlyList<string> Terms, double LogDensity, int Zeros, IReadOnlyList<PriorPenalty> Penalties)
{
    /// <summary>log p(data | coefficients) + log p(coefficients): the log-posterior up to the evidence, which a fit with a prior maximises.</summary>
    /// <param name="logLikelihood">The fit's log-likelihood.</param>
    public double LogPosterior(double logLikelihood) => logLikelihood + LogDensity;
}

/// <summary>An objective with a penalty that has the same minimum as a fit with a prior.</summary>
/// <param name="Name">Short: <c>summed</c>, <c>averaged</c>, <c>sumOfSquares</c>.</param>
/// <param name="Objective">The objective as text, lambda in it.</param>
/// <param name="Lambda">The penalty's factor; null where there is none.</param>
/// <param name="Reason">Why there is none; null where there is one.</param>
public sealed record PriorPenalty(string Name, string Objective, double? Lambda, string? Reason = null);
