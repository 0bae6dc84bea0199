namespace Surprisal.Priors;

/// <summary>What student-t and cauchy share: −log p = ½(nu + 1) log(1 + b²/(nu scale²)) up to a constant.</summary>
internal static class HeavyTail
{
    private const int MostSteps = 200;

    /// <summary>(nu + 1) b/(nu scale² + b²), in scales so that no square overflows early.</summary>
    public static double Slope(double b, double nu, double scale)
    {
        double z = b / scale;
        return double.IsInfinity(z * z) ? (nu + 1) / b : (nu + 1) * z / (nu + (z * z)) / scale;
    }

    /// <summary>(nu + 1)(nu scale² − b²)/(nu scale² + b²)².</summary>
    public static double Curvature(double b, double nu, double scale)
    {
        double z = b / scale, sum = nu + (z * z);
        return double.IsInfinity(sum) ? -(nu + 1) / b / b : (nu + 1) / scale / scale * ((nu - (z * z)) / sum) / sum;
    }

    /// <summary>
    /// The minima of ½(b − at)² + step (−log p(b)): roots of (z − a)(nu + z²) + t(nu + 1)z with z in scales, the nearest to zero and the nearest to a; the same root
    /// twice where there is one.
    /// </summary>
    public static (double Near, double Far) Roots(double at, double step, double nu, double scale)
    {
        double a = Math.Abs(at / scale), weight = step / scale / scale * (nu + 1), linear = nu + weight;
        if (!(a > 0)) return (at, at);

        // z³ − a z² + linear z − a nu rises, falls between its critical points, and rises: a minimum on either rise.
        double inner = (a * a) - (3 * linear);
        double near, far;
        if (inner <= 0)
        {
            near = far = Root(0, a);
        }
        else
        {
            double spread = Math.Sqrt(inner), first = linear / (a + spread), second = (a + spread) / 3;
            near = Value(first) >= 0 ? Root(0, first) : double.NaN;
            far = Value(second) <= 0 ? Root(second, a) : double.NaN;
            if (double.IsNaN(near)) near = far;
            if (double.IsNaN(far)) far = near;
        }

        return (Math.CopySign(near * scale, at), Math.CopySign(far * scale, at));

        double Value(double z) => ((((z - a) * z) + linear) * z) - (a * nu);

        // Newton's step where it stays inside the bracket, else its middle.
        double Root(double low, double high)
        {
            double z = high;
            for (int i = 0; i < MostSteps; i++)
            {
                double value = Value(z);
                if (value == 0) return z;
                if (value > 0) high = z;
                else low = z;
                double next = z - (value / ((((3 * z) - (2 * a)) * z) + linear));
                if (!(next > low && next < high)) next = 0.5 * (low + high);
                if (next == z || next == low || next == high) return next;
                z = next;
            }

            return z;
        }
    }
}
