using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>
/// Deviances of count and proportion models as functions of log-scale arguments, without cancellation where model and data agree.
/// </summary>
/// <remarks>
/// Loader, Fast and Accurate Computation of Binomial Probabilities (2000), writes a log-probability as a deviance plus Stirling errors;
/// here
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
    /// n times the Kullback-Leibler divergence of a Bernoulli distribution with success probability a = count/n, at most ½, from one
    /// given by its logit.
    /// </summary>
    /// <param name="total">n.</param>
    /// <param name="count">na.</param>
    /// <param name="complement">−log(1 − a), which is softplus of the logit of a.</param>
    /// <param name="logit">The other distribution's logit.</param>
    /// <param name="difference">δ: that logit less the logit of a.</param>
    /// <param name="limit">The v below which the form for nearby distributions is used: 1; −1 for never, as for a = 0, where δ stands for
    /// ∞.</param>
    /// <remarks>
    /// The divergence is softplus(logit) − softplus(logit of a) − aδ = log(1 + v) − aδ with v = a(e^δ − 1). For v &lt; 1 the linear terms
    /// of both
    /// are taken out: n(log(1 + v) − v) + count (e^δ − 1 − δ), two terms whose sum is at least 0.4 of the larger because a ≤ ½, and of
    /// which
    /// the second does not depend on n. Beyond, every term of the first form is of the order of a, and nothing overflows.
    /// </remarks>
    public static T Binomial<T>(T total, T count, T complement, T logit, T difference, T limit)
        where T : struct, IReal<T>
    {
        T excess = T.Expm1MinusX(difference);
        T v = (count / total) * (excess + difference);
        T near = (total * T.Log1pMinusX(v)) + (count * excess);
        T far = (total * (T.Softplus(logit) - complement)) - (count * difference);
        return T.SelectLess(v, limit, near, far);
    }

    /// <summary>½ log 2πy + StirlingError(y) for y &gt; 0, which is log y! − y log y + y; 0 for y = 0.</summary>
    public static T FactorialRest<T>(T y, T positiveY, T logY)
        where T : struct, IReal<T> =>
        T.SelectLess(y, 0.5, 0.0, ((0.5 * logY) + Constants.HalfLogTwoPi) + T.StirlingError(positiveY));
}
