using System.Globalization;
using Surprisal.Solvers;

namespace Surprisal.Fits;

/// <summary>Finds where the profile of a coefficient has lost as much as an interval allows.</summary>
/// <remarks>
/// <para>The profile P(c) is the least value with the coefficient held at c; r(c) = √(2 (P(c) − P(estimate))) is nearly a straight line, with slope P′(c)/r, P′ the
/// target's own derivative there. 1. Start where the curvature says. 2. Others anew, from a line through the last two points. 3. Newton's step on r(c) = z,
/// kept between the nearest points known to be inside and outside, at most doubling the distance while nothing is known outside. 4. Where r
/// levels off below z, the interval has no end on that side.</para>
/// <para>Venzon, Moolgavkar (1988), doi:10.2307/2347496; Bates, Watts, Nonlinear Regression Analysis (1988), section 6.1.</para>
/// </remarks>
/// <param name="target">What was minimised.</param>
/// <param name="optimum">Where its minimum is.</param>
/// <param name="covariance">The inverse of the curvature there.</param>
internal sealed class ProfileSearch(ISmoothTarget target, double[] optimum, double[] covariance)
{
    private const double InnerTolerance = 1e-7;
    private const double RootTolerance = 1e-10;
    private const int MostPoints = 80;
    private const int MostInnerSteps = 100;
    private const int Strides = 8;

    // Over a doubling of the distance so small a share of what is missing was gained: it will never be.
    private const double Level = 1e-3;

    // A profile below the optimum by more than rounding: the optimum was not the global one.
    private const double Better = 1e-7;
    private readonly double _least = target.Evaluate(optimum).Value;

    /// <summary>The interval of one coefficient, with the test of its being zero.</summary>
    /// <param name="at">The coefficient.</param>
    /// <param name="z">The normal quantile of the level.</param>
    public ProfileInterval Of(int at, double z)
    {
        (double? lower, string? below) = End(at, -1, z);
        (double? upper, string? above) = End(at, 1, z);
        double? statistic = AtZero(at);
        string?[] reasons = [below, above, statistic is null ? "the likelihood where it is zero could not be found" : null];
        string reason = string.Join("; ", reasons.OfType<string>());
        return new ProfileInterval(lower, upper, statistic, reason.Length == 0 ? null : reason);
    }

    private double StandardError(int at) => Math.Sqrt(covariance[(at * target.Count) + at]);

    /// <summary>A profile point on the line through two others.</summary>
    private Point Fit(int at, double value, double[] from, double[] through)
    {
        double[] start = (double[])through.Clone();
        double share = (value - through[at]) / (through[at] - from[at]);
        if (double.IsFinite(share))
        {
            for (int j = 0; j < start.Length; j++) start[j] += share * (through[j] - from[j]);
        }

        start[at] = value;
        TargetOptimum end = new TargetSolver(target, at).Minimise(start, InnerTolerance, MostInnerSteps);
        if (end.Status != SolverStatus.Converged && !ReferenceEquals(from, through))
        {
            // From where the last point was, rather than from where a line leads.
            double[] near = (double[])through.Clone();
            near[at] = value;
            end = new TargetSolver(target, at).Minimise(near, InnerTolerance, MostInnerSteps);
        }

        if (end.Status != SolverStatus.Converged) return new Point(end.Point, double.NaN, double.NaN, false);
        double loss = end.Value.Value - _least;
        if (loss < -Better * Math.Max(1, Math.Abs(_least))) return new Point(end.Point, double.NaN, double.NaN, true);
        return new Point(end.Point, Math.Sqrt(2 * Math.Max(0, loss)), end.Value.Gradient[at], false);
    }

    /// <summary>Where the curvature says that a profile point is.</summary>
    private double[] Tangent(int at, double value)
    {
        double[] point = (double[])optimum.Clone();
        double variance = covariance[(at * target.Count) + at];
        for (int j = 0; j < point.Length; j++) point[j] += covariance[(j * target.Count) + at] / variance * (value - optimum[at]);
        point[at] = value;
        return point;
    }

    private (double? End, string? Reason) End(int at, int side, double z)
    {
        string name = side < 0 ? "lower" : "upper";
        double error = StandardError(at), inside = 0, outside = double.PositiveInfinity, distance = z * error, rootInside = 0;
        double[] last = optimum, through = Tangent(at, optimum[at] + (side * distance));
        for (int count = 0; count < MostPoints; count++)
        {
            Point point = Fit(at, optimum[at] + (side * distance), last, through);
            if (point.IsBetter) return (null, $"no {name} end: a lower minimum was found on the way, so the estimate is not the global one");
            double slope = side * point.Slope / point.Root;
            if (Math.Abs(point.Root - z) <= RootTolerance * z) return (optimum[at] + (side * distance), null);
            double next;
            if (!double.IsFinite(point.Root) || point.Root > z)
            {
                outside = distance;
                next = double.IsFinite(point.Root) && slope > 0 ? distance + ((z - point.Root) / slope) : double.NaN;
            }
            else
            {
                bool isLevel = double.IsPositiveInfinity(outside) && inside > 0 && distance >= 2 * inside * (1 - RootTolerance) && point.Root - rootInside < Level * (z - point.Root);
                if (isLevel)
                {
                    string lost = (point.Root * point.Root / 2).ToString("G3", CultureInfo.InvariantCulture), needed = (z * z / 2).ToString("G3", CultureInfo.InvariantCulture);
                    return (null, $"no {name} end: the profile log-likelihood never falls by {needed}, only by {lost}");
                }

                inside = distance;
                rootInside = point.Root;
                next = slope > 0 ? distance + ((z - point.Root) / slope) : double.NaN;
            }

            if (double.IsFinite(point.Root)) (last, through) = (ReferenceEquals(last, optimum) && count == 0 ? optimum : through, point.Coefficients);
            if (double.IsPositiveInfinity(outside)) next = next > inside && next < 2 * inside ? next : 2 * inside;
            else if (!(next > inside && next < outside)) next = (inside + outside) / 2;
            if (Math.Abs(next - distance) <= 1e-14 * distance) return (optimum[at] + (side * next), null);
            distance = next;
        }

        return (null, $"no {name} end was found: the other coefficients could not be estimated anew");
    }

    /// <summary>The signed root where the coefficient is zero.</summary>
    private double? AtZero(int at)
    {
        Point direct = Fit(at, 0, optimum, Tangent(at, 0));
        if (!double.IsFinite(direct.Root))
        {
            // In strides, each from the one before.
            double[] last = optimum, through = optimum;
            for (int stride = 1; stride <= Strides; stride++)
            {
                direct = Fit(at, stride == Strides ? 0 : optimum[at] * (1 - ((double)stride / Strides)), last, through);
                if (!double.IsFinite(direct.Root)) return null;
                (last, through) = (through, direct.Coefficients);
            }
        }

        return Math.CopySign(direct.Root, optimum[at]);
    }

    private readonly record struct Point(double[] Coefficients, double Root, double Slope, bool IsBetter);
}
