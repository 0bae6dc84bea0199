using System.Runtime.InteropServices;
using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Quadrature;

namespace Surprisal.Numerics.Distributions;

/// <summary>Tails and quantiles of the inverse gaussian distribution with mean mu and shape λ.</summary>
/// <remarks>
/// With φ = λ/mu, a = √(λ/y)(y/mu − 1) and b = √(λ/y)(y/mu + 1), so that b² = a² + 4φ, the textbook's Φ(a) + e^2φ Φ(−b) and Φ(−a) − e^2φ Φ(−b) are φ(a)
/// (M(−a) + M(b)) and φ(a) (M(a) − M(b)), M being Mills' ratio: nothing overflows. The difference is ∫ (1 − x M(x)) dx from a to b, whose
/// integrand is positive; where it cancels, a and b are close and eight nodes integrate it. a² is carried to 31 digits. Held to
/// 1e-12 in both tails by reference values for φ from 1e-10 to 1e12; arguments must be positive and finite.
/// </remarks>
internal static class InverseGaussian
{
    private const double LargestExponent = 1e290;
    private const double Cancels = 0.7;
    private const double LongestStep = 20.0;

    /// <summary>Both tails at y.</summary>
    public static TailPair Tails(double y, double mu, double shape) => Tails(new Place(y, mu, shape));

    /// <summary>½λ(y − mu)²/(mu² y), relative error below 1e-30.</summary>
    public static DoubleDouble Exponent(double y, double mu, double shape)
    {
        DoubleDouble difference = DoubleDouble.Sum(y, -mu);
        return 0.5 * ((DoubleDouble)shape / mu) * (difference / mu) * (difference / y);
    }

    /// <summary>The quantile of a target strictly between 0 and 1; relative error 1e-14 or what one rounding of the probability makes of it.</summary>
    /// <remarks>Newton on the logarithm of the smaller tail in log y: the density of log y is log-concave, so it converges from anywhere.</remarks>
    public static double Quantile(QuantileTarget target, double mu, double shape)
    {
        TailTarget goal = target.Smaller;
        NewtonSteps steps = default;
        double y = Guess(target, mu, shape);
        while (true)
        {
            Place place = new(y, mu, shape);
            TailPair tails = Tails(place);
            double value = target.IsLower ? tails.Lower : tails.Upper, log = target.IsLower ? tails.LogLower : tails.LogUpper;
            double slope = target.IsLower ? -tails.LowerOver(place.Density) : tails.UpperOver(place.Density);
            double step = Math.Clamp(goal.Excess(value, log) * slope, -LongestStep, LongestStep);
            if (steps.IsNoise(step)) return y;
            y = Math.FusedMultiplyAdd(y, Elementary.Expm1(step), y);
            if (NewtonSteps.IsLast(step)) return y;
        }
    }

    private static TailPair Tails(Place place)
    {
        double a = place.A, b = place.B;
        if (!(place.Exponent.High < LargestExponent)) return a < 0.0 ? TailPair.AllUpper : TailPair.AllLower;
        if (a > 0.0) return TailPair.FromUpper(place.Scale(Difference(a, b, place.Width)));
        ScaledTail lower = place.Scale(Elementary.MillsRatio(-a) + Elementary.MillsRatio(b));
        return lower.Value < 0.5 ? TailPair.FromLower(lower) : TailPair.FromBoth(lower, place.Scale(Difference(a, b, place.Width)).Value);
    }

    // M(a) − M(b).
    private static double Difference(double a, double b, double width)
    {
        double left = Mills(a), right = Elementary.MillsRatio(b);
        if (right < Cancels * left) return left - right;
        double sum = 0.0, half = 0.5 * width, middle = a + half;
        SymmetricRule rule = GaussLegendre.Eight;
        for (int i = rule.HalfNodes.Length - 1; i >= 0; i--)
        {
            double offset = half * rule.HalfNodes[i];
            sum += rule.HalfWeights[i] * (Fall(middle - offset) + Fall(middle + offset));
        }

        return half * sum;
    }

    private static double Mills(double x) =>
        x < 0.0 ? (Constants.SqrtTwoPi * Elementary.Exp(0.5 * x * x)) - Elementary.MillsRatio(-x) : Elementary.MillsRatio(x);

    // −M′(x) = 1 − x M(x), without cancellation.
    private static double Fall(double x)
    {
        if (x < 0.0) return 1.0 - (x * Mills(x));
        double excess = Primitives.MillsRatio.Excess(new Lane1(x)).Value;
        return excess / (x + excess);
    }

    // Φ(a) ≤ P(Y ≤ y) ≤ 2Φ(a) where a ≤ 0, and P(Y > y) is below Φ(−a) and below that of mean ∞, the Lévy distribution.
    private static double Guess(QuantileTarget target, double mu, double shape)
    {
        double root = 2.0 * Math.Sqrt(shape / mu);
        if (target.IsLower)
        {
            double below = -Normal.QuantileFromLog(target.Lower.Log - DoubleDouble.LogTwo.High) / root, inverse = below + Math.Sqrt(1.0 + (below * below));
            return mu / inverse / inverse;
        }

        double above = Math.Max(Normal.QuantileFromLogSurvival(target.Upper.Log) / root, 0.0), factor = above + Math.Sqrt(1.0 + (above * above));
        double centre = Normal.QuantileFromCentre(0.5 * target.Upper.Value), levy = shape / centre / centre;
        return Math.Clamp(Math.Min(mu * factor * factor, levy), double.Epsilon, double.MaxValue);
    }

    /// <summary>A response in the terms of the formulas.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly struct Place
    {
        public Place(double y, double mu, double shape)
        {
            Exponent = InverseGaussian.Exponent(y, mu, shape);
            double square = 2.0 * Exponent.High, distance = Math.Sqrt(square), four = 4.0 * (shape / mu);
            A = y < mu ? -distance : distance;
            B = Math.Sqrt(square + four);
            Width = A < 0.0 ? B - A : four / (A + B);
        }

        public DoubleDouble Exponent { get; }

        public double A { get; }

        public double B { get; }

        /// <summary>B − A = 2√(λ/y).</summary>
        public double Width { get; }

        /// <summary>y times the density.</summary>
        public ScaledTail Density => Scale(0.5 * Width);

        public ScaledTail Scale(double factor) => new(-Exponent, Constants.InverseSqrtTwoPi * factor);
    }
}
