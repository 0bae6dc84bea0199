namespace Surprisal.Numerics.Distributions;

/// <summary>The standard sinh-arcsinh distribution: X = sinh((asinh Z + ε)/δ) with a standard normal Z. Tails, quantiles, moments, mode, entropy.</summary>
/// <remarks>
/// Tails are normal ones at sinh(δ asinh x − ε), whose argument is carried to 31 digits up to its last step. Expectations are over t = asinh Z, in which the
/// normal density falls double exponentially and the integrand is entire, so the trapezoidal rule is exact to rounding (Trefethen and Weideman 2014,
/// doi:10.1137/130932132). Measured for δ from 0.2 to 10, |ε| to 5: 1e-12 for tails to 1e-300, 1e-14 for moments.
/// </remarks>
internal static class SinhArcsinh
{
    private const double Step = 1.0 / 32.0;
    private const int Nodes = 150;
    private const double SmallAngle = 0.5;
    private const double Far = 1e150;
    private const double ModeAccuracy = 1e-16;
    private const int MaximumSteps = 200;

    /// <summary>sinh(δ asinh x − ε): the normal quantile of the same probability.</summary>
    public static double ToNormal(double x, double epsilon, double delta)
    {
        DoubleDouble r = (Asinh(x) * delta) - epsilon;
        if (Math.Abs(r.High) < SmallAngle) return Sinh(r.High) + (r.Low * Math.Sqrt(1.0 + (r.High * r.High)));
        double e = r.Exp();
        return 0.5 * (e - (1.0 / e));
    }

    /// <summary>x of a normal quantile.</summary>
    public static double FromNormal(double normal, double epsilon, double delta) => Sinh(((Asinh(normal) + epsilon) / delta).High);

    /// <summary>The mean and the variance.</summary>
    public static (double Mean, double Variance) Moments(double epsilon, double delta)
    {
        // About the median, so that neither loses digits to it: sinh a − sinh m = 2 cosh((a + m)/2) sinh((a − m)/2).
        double median = epsilon / delta;
        double Deviation(double t) => 2.0 * Cosh(median + (0.5 * t / delta)) * Sinh(0.5 * t / delta);
        double first = Expectation(Deviation);
        return (Sinh(median) + first, Expectation(t => Square(Deviation(t) - first)));
    }

    /// <summary>E of ½ log(1 + X²) − ½ log(1 + Z²): what the entropy has besides that of the normal distribution and log δ.</summary>
    public static double Stretch(double epsilon, double delta) => Expectation(t => Elementary.LogCosh((t + epsilon) / delta) - Elementary.LogCosh(t));

    /// <summary>The mode: δ sinh³ r/cosh r + tanh a = 0 at x = sinh a, r = δa − ε, of which the left side rises; by Newton's method within a bracket.</summary>
    public static double Mode(double epsilon, double delta)
    {
        double low = Math.Min(0.0, epsilon / delta), high = Math.Max(0.0, epsilon / delta), a = 0.5 * (low + high);
        for (int i = 0; i < MaximumSteps && low < high; i++)
        {
            double r = (delta * a) - epsilon, tanhR = Elementary.Tanh(r), sinh = Sinh(r), tanh = Elementary.Tanh(a);
            double value = (delta * sinh * sinh * tanhR) + tanh;
            double slope = (delta * delta * sinh * sinh * (3.0 - (tanhR * tanhR))) + (1.0 - (tanh * tanh));
            if (value > 0.0) high = a;
            else low = a;
            double next = a - (value / slope);
            if (!(next > low && next < high)) next = 0.5 * (low + high);
            bool last = Math.Abs(next - a) <= ModeAccuracy * (1.0 + Math.Abs(a));
            a = next;
            if (last) break;
        }

        return Sinh(a);
    }

    private static double Expectation(Func<double, double> function)
    {
        double sum = 0.0;
        for (int k = -Nodes; k <= Nodes; k++)
        {
            double t = k * Step, weight = Normal.Density(Sinh(t)) * Cosh(t);
            if (weight > 0.0) sum += weight * function(t);
        }

        return Step * sum;
    }

    private static DoubleDouble Asinh(double x)
    {
        double distance = Math.Abs(x);
        if (distance < SmallAngle) return Elementary.Asinh(x);
        DoubleDouble sum = distance > Far ? DoubleDouble.Log(distance) + DoubleDouble.LogTwo : DoubleDouble.Log(DoubleDouble.Sqrt(1.0 + DoubleDouble.Product(x, x)) + distance);
        return x < 0.0 ? -sum : sum;
    }

    private static double Sinh(double x)
    {
        double m = Elementary.Expm1(Math.Abs(x)), half = double.IsInfinity(m) ? m : 0.5 * (m + (m / (1.0 + m)));
        return Math.CopySign(half, x);
    }

    private static double Cosh(double x)
    {
        double e = Elementary.Exp(Math.Abs(x));
        return 0.5 * (e + (1.0 / e));
    }

    private static double Square(double x) => x * x;
}
