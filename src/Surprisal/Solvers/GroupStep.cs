using Surprisal.Numerics.Dense;
using Surprisal.Priors;

namespace Surprisal.Solvers;

/// <summary>
/// The exact minimum of a quadratic over a block plus a slope times its length: ½cᵀMc − r·c + κ|c|. Zero where |r| ≤ κ; else c = (M + κ/t)⁻¹r, t = |c| the root of a
/// secular equation.
/// </summary>
/// <remarks>
/// With M = VDVᵀ the length solves |(tD + κ)⁻¹Vᵀr| = 1, whose left side falls: Newton's steps on its reciprocal, which is nearly straight, inside a bracket. Qin, Scheinberg,
/// Goldfarb (2013), doi:10.1007/s12532-013-0051-x.
/// </remarks>
internal sealed class GroupStep
{
    private const int MostSteps = 200;
    private readonly SymmetricEigen _eigen;
    private readonly double _slope;

    /// <summary>A block.</summary>
    /// <param name="matrix">M, positive definite, row by row.</param>
    /// <param name="size">Its rows.</param>
    /// <param name="slope">κ; positive.</param>
    public GroupStep(double[] matrix, int size, double slope)
    {
        _eigen = SymmetricEigen.Decompose(matrix, size);
        _slope = slope;
    }

    /// <summary>The minimum for a pull r.</summary>
    public double[] Minimum(ReadOnlySpan<double> pull)
    {
        int size = pull.Length;
        double[] result = new double[size];
        if (!(GroupLaplacePrior.Length(pull) > _slope)) return result;
        double[] along = new double[size];
        for (int k = 0; k < size; k++) along[k] = DenseKernels.Dot(_eigen.Vector(k), pull);
        double length = Root(along);
        for (int k = 0; k < size; k++) DenseKernels.AddMultiple(result, along[k] / (_eigen.Values[k] + (_slope / length)), _eigen.Vector(k));
        return result;
    }

    private double Root(double[] along)
    {
        double low = 0, high = double.PositiveInfinity, t = 0;
        for (int i = 0; i < MostSteps; i++)
        {
            double square = 0, change = 0;
            for (int k = 0; k < along.Length; k++)
            {
                double bottom = (t * _eigen.Values[k]) + _slope, share = along[k] / bottom;
                square += share * share;
                change += share * share * (_eigen.Values[k] / bottom);
            }

            // 1/h(t) − 1 with h² the sum of squares; h′ = −change/h.
            double h = Math.Sqrt(square);
            if (h > 1) low = t;
            else high = t;
            double next = t + ((h - 1) * square / change);
            if (!(next > low && next < high)) next = double.IsFinite(high) ? 0.5 * (low + high) : 2 * t;
            if (next == t || next == low || next == high) return next;
            t = next;
        }

        return t;
    }
}
