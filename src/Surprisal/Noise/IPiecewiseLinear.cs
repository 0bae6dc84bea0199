namespace Surprisal.Noise;

/// <summary>
/// A noise model of two parameters, location and scale in this order, whose surprisal is φ(z) + log scale + a constant, z = (y − location)/scale, with
/// φ convex and piecewise linear, or max(0, |y − location| − epsilon)/scale + log(scale + epsilon) + a constant: the exact solvers for medians and quantiles serve it.
/// </summary>
/// <remarks>
/// Only the slopes matter: φ is taken to be the sum over the kinks κₖ of hinges, (z − κₖ)₊ times the jump of the slope for all but the first,
/// whose slopes are the first two. laplace: kink 0, slopes −1, 1. asymmetric-laplace: kink 0, slopes tau − 1, tau. epsilon-insensitive: kinks
/// −epsilon, epsilon in units of the response, slopes −1, 0, 1. Kinks away from 0 must lie symmetrically with symmetric slopes, so that location
/// and scale are orthogonal. Implementations are immutable.
/// </remarks>
internal interface IPiecewiseLinear
{
    /// <summary>Where φ's slope jumps, in z or in y − location: finite, strictly ascending, at least one.</summary>
    IReadOnlyList<double> Kinks { get; }

    /// <summary>φ's slopes from left to right, one more than kinks: strictly ascending, the first negative, the last positive.</summary>
    IReadOnlyList<double> Slopes { get; }

    /// <summary>
    /// Whether the kinks are in units of the response and stay where they are as the scale changes: then they are −epsilon and epsilon, the slopes −1, 0, 1. A
    /// kink at 0 is in both units; it is false there.
    /// </summary>
    bool HasKinksInResponseUnits => false;
}
