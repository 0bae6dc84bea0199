using Surprisal.Numerics.Primitives;

namespace Surprisal.Numerics.Distributions;

/// <summary>The standard generalised gamma distribution in Prentice's form: w = log(G/k)/q, G gamma with shape k = 1/q²; normal for q = 0.</summary>
/// <remarks>
/// Tails by <see cref="GammaTailRatio"/>, which takes log(G/k) = qw itself: for q near 0 G/k has none of the digits of w. Relative error of both
/// tails 5e-13 at 1e-300, 1e-14 at 1e-10; quantiles by Newton on the logarithm of the smaller tail, which is concave in w. NaN in gives NaN.
/// </remarks>
internal static class GeneralisedGamma
{
    private const double NormalBelow = 1e-20;
    private const double LargeShape = 15.0;
    private const double PowerLaw = -36.0;
    private const double LongestStep = 5.0;

    /// <summary>Whether q is so near 0 that the distribution is the normal one to the last digit.</summary>
    public static bool IsNormal(double q) => Math.Abs(q) < NormalBelow;

    /// <summary>1/q².</summary>
    public static double Shape(double q) => 1.0 / (q * q);

    /// <summary>Both tails at w.</summary>
    public static TailPair Tails(DoubleDouble w, double q)
    {
        if (double.IsNaN(w.High)) return TailPair.Undefined;
        if (IsNormal(q))
        {
            DoubleDouble distance = DoubleDouble.Abs(w);
            double ratio = Constants.InverseSqrtTwoPi * Elementary.MillsRatio(distance.High);
            TailPair upper = TailPair.FromUpper(new ScaledTail(-0.5 * (distance * distance), ratio));
            return w.High < 0.0 ? upper.Mirror() : upper;
        }

        TailPair tails = GammaTails(w * q, Shape(q));
        return q < 0.0 ? tails.Mirror() : tails;
    }

    /// <summary>w that <paramref name="target"/> defines.</summary>
    public static double Quantile(QuantileTarget target, double q)
    {
        if (!target.IsValid || double.IsNaN(q)) return double.NaN;
        if (double.IsNegativeInfinity(target.Lower.Log)) return double.NegativeInfinity;
        if (double.IsNegativeInfinity(target.Upper.Log)) return double.PositiveInfinity;
        double normal = target.IsLower ? Normal.QuantileFromLog(target.Lower.Log) : Normal.QuantileFromLogSurvival(target.Upper.Log);
        if (IsNormal(q)) return normal;
        double k = Shape(q);
        if (k >= LargeShape) return Solve(target, q, normal);
        QuantileTarget gamma = q > 0.0 ? target : target.Mirror();

        // P = xᵏ/Γ(k + 1) for small x, which may lie below the smallest double where w does not.
        double logPowerLaw = (gamma.Lower.Log + GammaRatio.Log(1.0, k)) / k;
        if (gamma.IsLower && logPowerLaw < PowerLaw) return (logPowerLaw - Elementary.Log(k)) / q;
        double x = gamma.IsLower ? IncompleteGamma.InverseLogP(k, gamma.Lower.Log) : IncompleteGamma.InverseLogQ(k, gamma.Upper.Log);
        return Elementary.Log(x / k) / q;
    }

    /// <summary>log E e^(rqw), the r-th moment of G/k, for r = sigma/q; ∞ where it does not exist.</summary>
    public static double LogMoment(double sigma, double q)
    {
        if (IsNormal(q)) return 0.5 * sigma * sigma;
        double k = Shape(q), r = sigma / q, sum = k * (1.0 + (sigma * q));
        if (!(sum > 0.0)) return double.PositiveInfinity;
        if (r > 0.0) return k >= 10.0 ? GammaRatio.LogScaled(k, r) : GammaRatio.Log(k, r) - (r * Elementary.Log(k));
        return sum >= 10.0
            ? (r * Elementary.Log1p(sigma * q)) - GammaRatio.LogScaled(sum, -r)
            : -GammaRatio.Log(sum, -r) - (r * Elementary.Log(k));
    }

    /// <summary>S(k), and ψ(k) − log k + 1/(2k), its slope.</summary>
    public static (double Error, double Slope) Stirling(double q)
    {
        if (IsNormal(q)) return (0.0, 0.0);
        (double error, double slope, _) = Elementary.Derivatives<StirlingError>(Shape(q));
        return (error, slope);
    }

    private static TailPair GammaTails(DoubleDouble z, double k)
    {
        if (k >= LargeShape) return GammaTailRatio.Tails(k, z.High);
        double x = k * z.Exp();
        if (double.IsInfinity(x)) return TailPair.AllLower;
        if (x > 1e-290) return IncompleteGamma.Tails(k, x);
        return TailPair.FromLower(new ScaledTail((k * (z + Elementary.Log(k))) - GammaRatio.Log(1.0, k), 1.0));
    }

    private static double Solve(QuantileTarget target, double q, double w)
    {
        TailTarget goal = target.Smaller;
        double k = Shape(q), size = Math.Abs(q);
        NewtonSteps steps = default;
        while (true)
        {
            TailPair tails = Tails(w, q);
            ScaledTail density = GammaTailRatio.Density(k, q * w);
            double value = target.IsLower ? tails.Lower : tails.Upper, log = target.IsLower ? tails.LogLower : tails.LogUpper;
            double inverse = (target.IsLower ? -tails.LowerOver(density) : tails.UpperOver(density)) / size;
            double step = Math.Clamp(goal.Excess(value, log) * inverse, -LongestStep, LongestStep);
            if (steps.IsNoise(step)) return w;
            w += step;
            if (Math.Abs(step) <= 2.2e-16 * Math.Abs(w)) return w;
        }
    }
}
