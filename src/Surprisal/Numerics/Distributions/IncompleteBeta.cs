using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Distributions;

/// <summary>
/// The regularised incomplete beta function I_x(a, b) = ∫₀ˣ tᵃ⁻¹(1 − t)ᵇ⁻¹ dt/B(a, b) and its complement, with logarithms and inverse: the
/// tails of beta, binomial, negative-binomial and student-t.
/// </summary>
/// <remarks>
/// Both tails are accurate in relative terms. The side that does not hold the mean is computed: by the series of positive terms (NIST DLMF
/// 8.17.8) where its shape is below 15, else by the tail integral on the scale of logit t (<see cref="TailQuadrature"/>). Where that
/// side still
/// holds nearly all mass (a shape near 0), the other comes from e^x − 1 forms of the power series (DiDonato and Morris 1992,
/// doi:10.1145/131766.131776, BPSER and APSER). The prefactor is in Loader's form. x comes with y = 1 − x; the smaller of the two is
/// taken as
/// exact. Measured for shapes from 1e-10 to 1e10: 2e-15 where the result is above 1e-300. Arguments outside a, b &gt; 0 and
/// 0 ≤ x, y ≤ 1 give NaN.
/// </remarks>
internal static partial class IncompleteBeta
{
    private const double LargeShape = 15.0;
    private const double SmallArgument = 1.0;
    private const double MostlyBelow = 0.6;

    /// <summary>I_x(a, b).</summary>
    public static double Lower(double a, double b, double x, double y) => Tails(a, b, x, y).Lower;

    /// <summary>1 − I_x(a, b).</summary>
    public static double Upper(double a, double b, double x, double y) => Tails(a, b, x, y).Upper;

    /// <summary>log I_x(a, b).</summary>
    public static double LogLower(double a, double b, double x, double y) => Tails(a, b, x, y).LogLower;

    /// <summary>log(1 − I_x(a, b)).</summary>
    public static double LogUpper(double a, double b, double x, double y) => Tails(a, b, x, y).LogUpper;

    /// <summary>Both tails at x = 1 − y, the smaller of the two taken as exact.</summary>
    public static TailPair Tails(double a, double b, double x, double y)
    {
        if (!(x >= 0.0) || !(y >= 0.0) || x > 1.0 || y > 1.0) return TailPair.Undefined;
        (DoubleDouble exactX, DoubleDouble exactY) = SaddlePoint.Complement(x, y);
        return Tails(a, b, exactX, exactY);
    }

    /// <summary>Both tails at an x that is known, like its complement, to more than double precision.</summary>
    public static TailPair Tails(double a, double b, DoubleDouble x, DoubleDouble y)
    {
        if (!(a > 0.0) || !(b > 0.0) || double.IsInfinity(a) || double.IsInfinity(b)) return TailPair.Undefined;
        if (x.High == 0.0) return TailPair.AllUpper;
        if (y.High == 0.0) return TailPair.AllLower;
        return Tails(a, b, x, y, Density(a, b, x, y));
    }

    /// <summary>x(1 − x) times the density of the beta distribution: xᵃyᵇ/B(a, b).</summary>
    public static ScaledTail Density(double a, double b, DoubleDouble x, DoubleDouble y)
    {
        if (a >= 1.0 && b >= 1.0)
        {
            DoubleDouble n = DoubleDouble.Sum(a, b);
            DoubleDouble deviance = SaddlePoint.Deviance(a, n * x) + SaddlePoint.Deviance(b, n * y);
            double stirling = Elementary.StirlingError(n.High) - Elementary.StirlingError(a) - Elementary.StirlingError(b);
            return new ScaledTail(stirling - deviance, Math.Sqrt(a / n.High * b / SaddlePoint.TwoPi.High));
        }

        if (a > b) return Density(b, a, y, x);
        if (b < 1.0)
        {
            DoubleDouble powers = (a * DoubleDouble.Log(x)) + (b * DoubleDouble.Log(y));
            return new ScaledTail(powers - GammaRatio.Log(1.0, a) + GammaRatio.Log(b + 1.0, a), a / (a + b) * b);
        }

        DoubleDouble exponent = (a * LogScaledArgument(b, x)) + (b * DoubleDouble.Log(y));
        return new ScaledTail(exponent + ScaledGammaRatio(b, a), a);
    }

    private static TailPair Tails(double a, double b, DoubleDouble x, DoubleDouble y, ScaledTail density)
    {
        DoubleDouble slope = (a * y) - (b * x);
        return slope.High >= 0.0
            ? BelowMean(a, b, x.High, y.High, density, slope.High)
            : BelowMean(b, a, y.High, x.High, density, -slope.High).Mirror();
    }

    private static TailPair BelowMean(double a, double b, double x, double y, ScaledTail density, double slope)
    {
        if (a >= LargeShape && (a + b) * y >= SmallArgument)
            return TailPair.FromLower(Scale(density, TailQuadrature.Integrate(new LogitExponent(a, b, x, y, slope))));
        return a < LargeShape && (b >= LargeShape || x <= 0.5)
            ? Small(a, b, x, y, density)
            : Small(b, a, y, x, density).Mirror();
    }

    // x ≤ ½ or so: the series in x converges fast. For large b it is mostly below only where a is small, or near e⁻¹ of the mass is above.
    private static TailPair Small(double a, double b, double x, double y, ScaledTail density)
    {
        ScaledTail lower = Scale(density, Series(a, b, x));
        bool isSmall = b <= 1.0 || b * x <= SmallArgument;
        if (lower.Value < MostlyBelow || (b >= LargeShape && !isSmall)) return TailPair.FromLower(lower);
        double upper = isSmall ? SmallUpper(a, b, x) : Scale(density, Series(b, a, y)).Value;
        return TailPair.FromBoth(lower, upper);
    }

    private static ScaledTail Scale(ScaledTail density, double ratio) => density with { Factor = density.Factor * ratio };

    // I_x = xᵃyᵇ/(a B) Σ (a + b)ₙ/(a + 1)ₙ xⁿ: all terms positive.
    private static double Series(double a, double b, double x)
    {
        double n = a + b;
        double term = 1.0;
        double sum = 1.0;
        for (double k = 1.0; ; k++)
        {
            term *= (n + (k - 1.0)) / (a + k) * x;
            double next = sum + term;
            if (!(next > sum)) return sum / a;
            sum = next;
        }
    }

    // 1 − I_x = 1 − xᵃ/(a B) (1 + a Σ (1 − b)ₙ xⁿ/((a + n) n!)): every part of the order of a.
    private static double SmallUpper(double a, double b, double x)
    {
        double power = 1.0;
        double sum = 0.0;
        for (double n = 1.0; ; n++)
        {
            power *= (n - b) / n * x;
            double next = sum + (power / (a + n));
            if (!(Math.Abs(next - sum) > 0.0)) break;
            sum = next;
        }

        double exponent = (a * LogScaledArgument(b, x).High) + ScaledGammaRatio(b, a);
        return -Elementary.Expm1(exponent) - (Elementary.Exp(exponent) * a * sum);
    }

    // log(xᵃ/(a B(a, b))) is a times the one plus the other; for large b the powers bᵃ of Γ(a + b)/Γ(b) go to x, where they cancel exactly.
    private static DoubleDouble LogScaledArgument(double b, DoubleDouble x) => DoubleDouble.Log(b >= LargeShape ? b * x : x);

    private static double ScaledGammaRatio(double b, double a) =>
        (b >= LargeShape ? GammaRatio.LogScaled(b, a) : GammaRatio.Log(b, a)) - GammaRatio.Log(1.0, a);

    // Lower tail with logit t = logit x − s: h = (ay − bx)s + (a + b)(log(1 + z(e^u − 1)) − zu), z the smaller of x and y, u = −s or s.
    [StructLayout(LayoutKind.Auto)]
    private readonly struct LogitExponent(double a, double b, double x, double y, double slope) : ITailExponent
    {
        public double Slope => slope;

        public double Curvature => (a + b) * x * y;

        public double Value(double s) => (slope * s) + ((a + b) * (x <= y ? Bulge(x, -s) : Bulge(y, s)));

        public double Derivative(double s)
        {
            double shrink = Elementary.Exp(-s);
            double rest = y + (x * shrink);
            return ((a * y) - (b * x * shrink)) / rest;
        }

        private static double Bulge(double z, double u)
        {
            double w = z * Elementary.Expm1(u);
            return w > 0.5 ? Elementary.Log1p(w) - (z * u) : Elementary.Log1pMinusX(w) + (z * Elementary.Expm1MinusX(u));
        }
    }
}
