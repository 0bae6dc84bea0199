namespace Surprisal.Numerics.Distributions;

/// <summary>Tails of the standard exponential distribution: what exponential, weibull, rayleigh and pareto-lomax share.</summary>
/// <remarks>A tail e^−x has x times the rounding of x as its relative error: 2e-13 where it underflows.</remarks>
internal static class Exponential
{
    /// <summary>Both tails at e^logX, finite or −∞; the lower one and its logarithm also where e^logX underflows.</summary>
    public static TailPair TailsAtExp(DoubleDouble logX)
    {
        double x = logX.Exp();
        return x == 0.0 ? TailPair.FromLower(new ScaledTail(logX, 1.0)) : Tails(x, new ScaledTail(logX, -Elementary.Expm1(-x) / x));
    }

    /// <summary>Both tails at x ≥ 0.</summary>
    public static TailPair Tails(double x) => Tails(x, new ScaledTail(0.0, -Elementary.Expm1(-x)));

    // Up to the median the lower tail is the smaller one.
    private static TailPair Tails(double x, ScaledTail lower)
    {
        if (double.IsNaN(x)) return TailPair.Undefined;
        if (double.IsInfinity(x)) return TailPair.AllLower;
        return x < DoubleDouble.LogTwo.High ? TailPair.FromLower(lower) : TailPair.FromUpper(new ScaledTail(-x, 1.0));
    }
}
