using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// What the leading term of Debye's expansion leaves of log Iₙ(z), n the data (0, 1, 2, ...), z = eˣ: log Iₙ(z) − R + n arsinh(n/z) + ½ log 2πR,
/// R = √(n² + z²). Absolute error some 1e-14 of the value and both derivatives in x; at n = 0 it falls like ½ log z as z → 0. No dependence on y.
/// </summary>
/// <remarks>
/// From R = 25 on by the logarithm of Debye's series, uniform in n (NIST DLMF 10.41.3, whose terms are here polynomials in n²/R² over powers of R,
/// differentiated term by term); below it by the power series, whose terms are positive: the derivatives of its logarithm are mean and variance of its
/// index.
/// </remarks>
internal readonly struct BesselRemainder : IScalarFunction
{
    private const int Terms = 20;
    private const double Far = 25.0;
    private static readonly double[][][] Debye = MakeDebye();

    public static Derivatives2<Lane1> At(double data, double x, double y)
    {
        (double value, double first, double second) = Of(data, Elementary.Exp(x));
        Lane1 zero = new(0.0);
        return new() { Value = new Lane1(value), X = new Lane1(first), XX = new Lane1(second), Y = zero, XY = zero, YY = zero };
    }

    /// <summary>The remainder at z with its first and second derivative in log z.</summary>
    public static (double Value, double First, double Second) Of(double n, double z)
    {
        double root = Math.Max(n, z), ratio = Math.Min(n, z) / root, size = root * Math.Sqrt(1.0 + (ratio * ratio));
        if (!(root > 0.0) || double.IsInfinity(size)) return root == 0.0 ? (double.NegativeInfinity, 0.5, 0.0) : (double.IsNaN(root) ? double.NaN : 0.0, 0.0, 0.0);
        return size >= Far ? BySeriesOfDebye(n, size) : ByPowers(n, z, size);
    }

    private static (double Value, double First, double Second) BySeriesOfDebye(double n, double size)
    {
        double s = n / size * (n / size), inverse = 1.0 / size, power = inverse;
        double[] sums = new double[3];
        for (int k = 1; k <= Terms; k++, power *= inverse)
        {
            for (int order = 0; order < 3; order++)
            {
                double[] c = Debye[order][k];
                double value = 0.0;
                for (int i = c.Length - 1; i >= 0; i--) value = (value * s) + c[i];
                sums[order] += value * power;
            }
        }

        double first = sums[1] / (1.0 + sums[0]);
        return (Elementary.Log1p(sums[0]), first, (sums[2] / (1.0 + sums[0])) - (first * first));
    }

    private static (double Value, double First, double Second) ByPowers(double n, double z, double size)
    {
        // Moments of the index about (R − n)/2, where it has its mean to leading order.
        double quarter = 0.25 * z * z, centre = 0.5 * (size - n), term = 1.0, sum = 1.0, index = -centre, square = centre * centre;
        for (double k = 1.0; term > 1e-18 * sum; k++)
        {
            term *= quarter / (k * (n + k));
            sum += term;
            index += (k - centre) * term;
            square += (k - centre) * (k - centre) * term;
        }

        double mean = index / sum, variance = (square / sum) - (mean * mean), share = z / size * (z / size), part = n / size * (n / size);
        double leading = n == 0.0
            ? (0.5 * Elementary.Log(size)) + Constants.HalfLogTwoPi
            : (n * Elementary.Log((n + size) / (2.0 * n))) + n - Elementary.StirlingError(n) + (0.5 * Elementary.Log(size / n));
        double first = (2.0 * mean) + (0.5 * share);
        return (leading + (Elementary.Log(sum) - size), first, (4.0 * variance) - (z * (z / size)) + (share * part));
    }

    // Coefficients in s = n²/R² of the k-th term, and of its first and second derivatives in log z.
    private static double[][][] MakeDebye()
    {
        double[][] terms = new double[Terms + 1][];
        terms[0] = [1.0];
        for (int k = 0; k < Terms; k++)
        {
            terms[k + 1] = new double[k + 2];
            for (int i = 0; i <= k; i++)
            {
                double m = k + (2.0 * i), c = terms[k][i];
                terms[k + 1][i] += c * ((0.5 * m) + (0.125 / (m + 1.0)));
                terms[k + 1][i + 1] -= c * ((0.5 * m) + (0.625 / (m + 3.0)));
            }
        }

        double[][] first = Slopes(terms);
        return [terms, first, Slopes(first)];
    }

    // In log z the derivative of v(s)/Rᵏ is −(1 − s)(2s v′ + k v)/Rᵏ.
    private static double[][] Slopes(double[][] terms)
    {
        double[][] result = new double[terms.Length][];
        for (int k = 0; k < terms.Length; k++)
        {
            result[k] = new double[terms[k].Length + 1];
            for (int i = 0; i < terms[k].Length; i++)
            {
                double c = ((2.0 * i) + k) * terms[k][i];
                result[k][i] -= c;
                result[k][i + 1] += c;
            }
        }

        return result;
    }
}
