namespace Surprisal.Numerics.Distributions;

/// <content>
/// Quantiles: Newton on the logarithm of the smaller tail in log x. That function is concave, because the density on the scale of log x is
/// log-concave for every shape, so Newton converges from anywhere, monotonically after its first step.
/// </content>
internal static partial class IncompleteGamma
{
    private const double PowerLawEnd = 1e-18;
    private const double LongestStep = 20.0;

    /// <summary>x with P(a, x) = p; relative error 1e-14 or what one rounding of p makes of it; 0 where x underflows.</summary>
    public static double InverseP(double a, double p) => Inverse(a, QuantileTarget.FromCdf(p));

    /// <summary>x with Q(a, x) = q.</summary>
    public static double InverseQ(double a, double q) => Inverse(a, QuantileTarget.FromCdf(q).Mirror());

    /// <summary>x with log P(a, x) = logP.</summary>
    public static double InverseLogP(double a, double logP) => Inverse(a, QuantileTarget.FromLogCdf(logP));

    /// <summary>x with log Q(a, x) = logQ.</summary>
    public static double InverseLogQ(double a, double logQ) => Inverse(a, QuantileTarget.FromLogCdf(logQ).Mirror());

    private static double Inverse(double a, QuantileTarget target)
    {
        if (!(a > 0.0) || double.IsInfinity(a) || !target.IsValid) return double.NaN;
        if (double.IsNegativeInfinity(target.Lower.Log)) return 0.0;
        if (double.IsNegativeInfinity(target.Upper.Log)) return double.PositiveInfinity;

        // P = xᵃ/Γ(a + 1) near 0, where x may lie far below the range in which a step on log x is exact.
        DoubleDouble logLower = target.IsLower ? target.Lower.ExactLog : Elementary.Log1p(-target.Upper.Value);
        DoubleDouble logPowerLaw = (logLower + GammaRatio.Log(1.0, a)) / a;
        double powerLaw = logPowerLaw.High < -760.0 ? 0.0 : logPowerLaw.High > 700.0 ? double.PositiveInfinity : logPowerLaw.Exp();
        if (powerLaw < PowerLawEnd) return powerLaw;
        return Solve(a, target, Guess(a, target, powerLaw));
    }

    private static double Solve(double a, QuantileTarget target, double x)
    {
        TailTarget goal = target.Smaller;
        NewtonSteps steps = default;
        while (true)
        {
            ScaledTail density = Density(a, x);
            TailPair tails = Tails(a, x, density);
            double value = target.IsLower ? tails.Lower : tails.Upper;
            double log = target.IsLower ? tails.LogLower : tails.LogUpper;
            double slope = target.IsLower ? -tails.LowerOver(density) : tails.UpperOver(density);
            double step = Math.Clamp(goal.Excess(value, log) * slope, -LongestStep, LongestStep);
            if (steps.IsNoise(step)) return x;
            x = Math.FusedMultiplyAdd(x, Elementary.Expm1(step), x);
            if (NewtonSteps.IsLast(step)) return x;
        }
    }

    // Wilson and Hilferty (1931) doi:10.1073/pnas.17.12.684 where its cube is sound, else the power law or the exponential tail.
    private static double Guess(double a, QuantileTarget target, double powerLaw)
    {
        double z = target.IsLower ? Normal.QuantileFromLog(target.Lower.Log) : Normal.QuantileFromLogSurvival(target.Upper.Log);
        double root = 1.0 - (1.0 / (9.0 * a)) + (z / (3.0 * Math.Sqrt(a)));
        if (root > 0.2 && a > 0.5) return a * root * root * root;
        return target.IsLower ? Math.Min(powerLaw, a + 1.0) : Math.Min(powerLaw, Math.Max(0.1, Elementary.Log(a) - target.Upper.Log));
    }
}
