using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Primitives;

/// <summary>The Conway-Maxwell-Poisson distribution of a given mean: its rate, its normaliser, and the cumulants that their derivatives are made of.</summary>
/// <remarks>
/// With the poisson surprisal D(j) = r − j log r + log j! of a rate r, probabilities are in proportion to e^−νD(j) (λ = rᵛ). The rate of a mean is
/// found by Newton's method on the logarithm of the mean. Where the standard deviation is large and the end at 0 far, sums go in strides of half a
/// standard deviation: by Poisson's summation formula that leaves e⁻⁷⁹ (NIST DLMF 1.8.14). Sums of more than five million terms, which small ν with a
/// large mean needs, are given up: NaN.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal struct ConwayMaxwell
{
    private const int MostTerms = 5_000_000;
    private const int MostSteps = 100;
    private const double Depth = 60.0;
    private const double FarFromZero = 80.0;
    private const double LargestMean = 1e12;
    private double _sum, _x, _d, _xx, _xd, _dd, _x3, _xxd, _xdd;

    /// <summary>log r.</summary>
    public double LogRate { get; private set; }

    /// <summary>log Σ e^−νD(j).</summary>
    public double LogNormaliser { get; private set; }

    /// <summary>E D.</summary>
    public double Surprisal { get; private set; }

    /// <summary>The cumulants of j and D: Var j, Cov(j, D), Var D and the third ones.</summary>
    public double XX { get; private set; }

    /// <inheritdoc cref="XX"/>
    public double XD { get; private set; }

    /// <inheritdoc cref="XX"/>
    public double DD { get; private set; }

    /// <inheritdoc cref="XX"/>
    public double X3 { get; private set; }

    /// <inheritdoc cref="XX"/>
    public double XXD { get; private set; }

    /// <inheritdoc cref="XX"/>
    public double XDD { get; private set; }

    private double Mean { get; set; }

    /// <summary>r − j log r + log j!, without cancellation.</summary>
    public static double PoissonSurprisal(double j, double logRate)
    {
        if (j == 0.0) return Elementary.Exp(logRate);
        double logJ = Elementary.Log(j);
        return (j * Elementary.Expm1MinusX(logRate - logJ)) + (0.5 * logJ) + Constants.HalfLogTwoPi + Elementary.StirlingError(j);
    }

    /// <summary>The distribution with this mean and ν; NaN where there is none.</summary>
    public static ConwayMaxwell OfMean(double logMean, double nu)
    {
        ConwayMaxwell result = default;
        double mean = Elementary.Exp(logMean), shifted = mean + (0.5 * (nu - 1.0) / nu);
        if (!(mean > 0.0 && mean <= LargestMean && nu > 0.0 && double.IsFinite(nu))) return Undefined();

        // Far from 0 the rate is about mean + (1 − 1/ν)/2; near it the distribution is nearly that of two numbers, or geometric.
        double q = shifted > 0.5 * mean ? Elementary.Log(shifted) : (nu < 1.0 ? -Elementary.Softplus(-logMean) : logMean) / nu;
        double low = double.NegativeInfinity, high = double.PositiveInfinity;
        for (int step = 0; step < MostSteps; step++)
        {
            if (!result.Fill(q, nu)) return Undefined();
            double excess = Elementary.Log(result.Mean) - logMean, move = -excess * result.Mean / (nu * result.XX);
            if (excess > 0.0) high = q;
            else low = q;
            if (!(Math.Abs(move) > 4e-16 * (1.0 + Math.Abs(q))) || step == MostSteps - 1) break;
            double next = q + move;
            q = next > low && next < high ? next : double.IsFinite(low + high) ? 0.5 * (low + high) : next;
        }

        return result;
    }

    private static ConwayMaxwell Undefined() => new() { LogRate = double.NaN, LogNormaliser = double.NaN, XX = double.NaN };

    private bool Fill(double q, double nu)
    {
        this = default;
        LogRate = q;
        double r = Elementary.Exp(q), peak = Math.Floor(r);
        if (!(r <= 10.0 * LargestMean)) return false;
        double stride = nu * r > FarFromZero ? Math.Max(1.0, Math.Floor(0.5 * Math.Sqrt(r / nu))) : 1.0, origin = PoissonSurprisal(peak, q);
        int terms = 0;
        for (double j = peak; terms < MostTerms && Add(j, peak, PoissonSurprisal(j, q) - origin, nu); j += stride) terms++;
        for (double j = peak - stride; j >= 0.0 && terms < MostTerms && Add(j, peak, PoissonSurprisal(j, q) - origin, nu); j -= stride) terms++;
        if (terms >= MostTerms) return false;
        Finish(peak, origin, stride, nu);
        return true;
    }

    private bool Add(double j, double peak, double d, double nu)
    {
        double x = j - peak, w = Elementary.Exp(-nu * d), wx = w * x, wd = w * d;
        _sum += w;
        _x += wx;
        _d += wd;
        _xx += wx * x;
        _xd += wx * d;
        _dd += wd * d;
        _x3 += wx * x * x;
        _xxd += wx * x * d;
        _xdd += wx * d * d;
        return nu * d <= Depth;
    }

    private void Finish(double peak, double origin, double stride, double nu)
    {
        double x = _x / _sum, d = _d / _sum, xx = _xx / _sum, xd = _xd / _sum, dd = _dd / _sum;
        Mean = peak + x;
        Surprisal = origin + d;
        LogNormaliser = Elementary.Log(stride * _sum) - (nu * origin);
        XX = xx - (x * x);
        XD = xd - (x * d);
        DD = dd - (d * d);
        X3 = (_x3 / _sum) - (3.0 * x * xx) + (2.0 * x * x * x);
        XXD = (_xxd / _sum) - (2.0 * x * xd) - (d * xx) + (2.0 * x * x * d);
        XDD = (_xdd / _sum) - (2.0 * d * xd) - (x * dd) + (2.0 * x * d * d);
    }
}
