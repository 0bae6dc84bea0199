using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>
/// The two parts that the surprisals of counts share, without cancellation where model and data agree.
/// </summary>
/// <remarks>
/// Loader, Fast and Accurate Computation of Binomial Probabilities (2000), writes a log-probability as a deviance plus Stirling errors;
/// here the deviance is a Bregman divergence in the working value, so that its derivatives are free of cancellation too.
/// </remarks>
internal static class Divergences
{
    /// <summary>
    /// y log(y/mu) + mu − y for y &gt; 0, as y·(eᵘ − 1 − u) with u = log mu − log y.
    /// </summary>
    public static T Poisson<T>(T y, T logRatio)
        where T : struct, IReal<T> => y * T.Expm1MinusX(logRatio);

    /// <summary>½ log 2πy + StirlingError(y) for y &gt; 0, which is log y! − y log y + y; 0 for y = 0.</summary>
    public static T FactorialRest<T>(T y, T positiveY, T logY)
        where T : struct, IReal<T> =>
        T.SelectLess(y, 0.5, 0.0, ((0.5 * logY) + Constants.HalfLogTwoPi) + T.StirlingError(positiveY));
}
