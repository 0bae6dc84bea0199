using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>
/// Deviances of count and proportion models as functions of log-scale arguments, without cancellation where model and data agree.
/// </summary>
/// <remarks>
/// Loader, Fast and Accurate Computation of Binomial Probabilities (2000), writes a log-probability as a deviance plus Stirling errors; here
/// the deviance is a Bregman divergence in the working value, so that its derivatives are free of cancellation too.
/// </remarks>
internal static class Divergences
{
    /// <summary>
    /// y log(y/mu) + mu − y for y &gt; 0, as y·(eᵘ − 1 − u) with u = log mu − log y.
    /// </summary>
    public static T Poisson<T>(T y, T logRatio)
        where T : struct, IReal<T> => y * T.Expm1MinusX(logRatio);

    /// <summary>
    /// The Kullback-Leibler divergence of a Bernoulli distribution with success probability a = <paramref name="share"/> from one with
    /// logit <paramref name="logit"/>, of which a must be the smaller share: a ≤ ½.
    /// </summary>
    /// <param name="share">a, at most ½.</param>
    /// <param name="shareSoftplus">softplus of the logit of a: −log(1 − a).</param>
    /// <param name="logit">The other distribution's logit.</param>
    /// <param name="difference">δ: that logit less the logit of a.</param>
    /// <param name="distance">Below 1 where the form for nearby distributions is to be used: |δ|, except where a = 0.</param>
    /// <remarks>
    /// The divergence is softplus(logit) − softplus(logit of a) − aδ = log(1 + v) − aδ with v = a(e^δ − 1). Nearby, the linear terms of both
    /// cancel: (log(1 + v) − v) + a(e^δ − 1 − δ), two terms whose sum is at least half of the larger because a ≤ ½. Far away every term of
    /// the first form is of the order of a, and nothing overflows.
    /// </remarks>
    public static T Bernoulli<T>(T share, T shareSoftplus, T logit, T difference, T distance)
        where T : struct, IReal<T>
    {
        T excess = T.Expm1MinusX(difference);
        T near = T.Log1pMinusX(share * (excess + difference)) + (share * excess);
        T far = (T.Softplus(logit) - shareSoftplus) - (share * difference);
        return T.SelectLess(distance, 1.0, near, far);
    }

    /// <summary>½ log 2πy + StirlingError(y) for y &gt; 0, which is log y! − y log y + y; 0 for y = 0.</summary>
    public static T FactorialRest<T>(T y, T positiveY, T logY)
        where T : struct, IReal<T> =>
        T.SelectLess(y, 0.5, 0.0, ((0.5 * logY) + Constants.HalfLogTwoPi) + T.StirlingError(positiveY));
}
