namespace Surprisal.Numerics.Distributions;

/// <content>
/// Quantiles: Newton on the logarithm of the smaller tail in logit x, where the density is log-concave for every pair of shapes, so that
/// the
/// iteration converges from anywhere.
/// </content>
internal static partial class IncompleteBeta
{
    private const double PowerLawEnd = 1e-18;
    private const double LongestStep = 20.0;

    /// <summary>x with I_x(a, b) = p, and 1 − x; relative error 1e-14 of each or what one rounding of p makes of it; 0 where one
    /// underflows.</summary>
    public static (double X, double Y) InverseLower(double a, double b, double p) => Inverse(a, b, QuantileTarget.FromCdf(p));

    /// <summary>x with 1 − I_x(a, b) = q, and 1 − x.</summary>
    public static (double X, double Y) InverseUpper(double a, double b, double q) => Inverse(a, b, QuantileTarget.FromCdf(q).Mirror());

    /// <summary>x with log I_x(a, b) = logP, and 1 − x.</summary>
    public static (double X, double Y) InverseLogLower(double a, double b, double logP) => Inverse(a, b, QuantileTarget.FromLogCdf(logP));

    /// <summary>x with log(1 − I_x(a, b)) = logQ, and 1 − x.</summary>
    public static (double X, double Y) InverseLogUpper(double a, double b, double logQ) =>
        Inverse(a, b, QuantileTarget.FromLogCdf(logQ).Mirror());

    private static (double X, double Y) Inverse(double a, double b, QuantileTarget target)
    {
        if (!(a > 0.0) || !(b > 0.0) || double.IsInfinity(a) || double.IsInfinity(b) || !target.IsValid) return (double.NaN, double.NaN);
        if (double.IsNegativeInfinity(target.Lower.Log)) return (0.0, 1.0);
        if (double.IsNegativeInfinity(target.Upper.Log)) return (1.0, 0.0);

        // I_x = xᵃ/(a B(a, b)) near 0, and likewise at the other end: there log x is known in closed form.
        double low = PowerLaw(a, b, target);
        if (low * (1.0 + b) < PowerLawEnd) return (low, 1.0);
        double high = PowerLaw(b, a, target.Mirror());
        if (high * (1.0 + a) < PowerLawEnd) return (1.0, high);
        if (target.IsLower) return Solve(a, b, target.Lower, low);
        (double y, double x) = Solve(b, a, target.Upper, high);
        return (x, y);
    }

    private static double PowerLaw(double a, double b, QuantileTarget target)
    {
        DoubleDouble log = target.IsLower ? target.Lower.ExactLog : Elementary.Log1p(-target.Upper.Value);
        DoubleDouble exponent = (log + GammaRatio.Log(1.0, a) - GammaRatio.Log(b, a)) / a;
        return exponent.High < -760.0 ? 0.0 : exponent.High > 700.0 ? double.PositiveInfinity : exponent.Exp();
    }

    private static (double X, double Y) Solve(double a, double b, TailTarget goal, double powerLaw)
    {
        double odds = Guess(a, b, goal, powerLaw);
        double x = odds / (1.0 + odds);
        double y = 1.0 / (1.0 + odds);
        NewtonSteps steps = default;
        while (true)
        {
            (DoubleDouble exactX, DoubleDouble exactY) = SaddlePoint.Complement(x, y);
            ScaledTail density = Density(a, b, exactX, exactY);
            TailPair tails = Tails(a, b, exactX, exactY, density);
            double slope = tails.LowerOver(density);
            double step = Math.Clamp(-goal.Excess(tails.Lower, tails.LogLower) * slope, -LongestStep, LongestStep);
            if (steps.IsNoise(step)) return (x, y);
            double growth = Elementary.Expm1(step);
            double total = Math.FusedMultiplyAdd(x, growth, 1.0);
            x = Math.FusedMultiplyAdd(x, growth, x) / total;
            y /= total;

            // Only the smaller one is iterated on; the other would drift off 1 − it.
            if (x <= y) y = 1.0 - x;
            else x = 1.0 - y;
            if (NewtonSteps.IsLast(step)) return (x, y);
        }
    }

    // Odds: lognormal for moderate shapes, the power law where the shape is small.
    private static double Guess(double a, double b, TailTarget goal, double powerLaw)
    {
        if (a < 1.0) return Math.Min(powerLaw, a / b + 1.0);
        double spread = Math.Sqrt((1.0 / a) + (1.0 / b));
        double z = Math.Max(Normal.QuantileFromLog(goal.Log), -50.0);
        return Math.Max(a / b * Elementary.Exp(Math.Clamp(z * spread, -600.0, 0.0)), 1e-290);
    }
}
