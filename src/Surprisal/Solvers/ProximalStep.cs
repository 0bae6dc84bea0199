using Surprisal.Models;
using Surprisal.Numerics.Dense;
using Surprisal.Priors;

namespace Surprisal.Solvers;

/// <summary>
/// The point that minimises the local quadratic picture of a smooth objective plus a prior with a kink at zero:
/// g·(u − b) + ½(u − b)ᵀH(u − b) + Σ −log p(uⱼ), by coordinate descent and, once the zeros are found, exactly.
/// </summary>
/// <remarks>
/// 1. Sweeps: each coordinate goes to the proximal map of its own minimum, step 1/Hⱼⱼ; zeros are exact. 2. From time to time the coordinates that are not
/// zero are solved for together, signs held; where no sign flips and no zero is pulled harder than the kink holds, that is the minimum.
/// Friedman, Hastie, Tibshirani (2010), doi:10.18637/jss.v033.i01.
/// </remarks>
internal sealed class ProximalStep
{
    private const int MostSweeps = 2000;
    private const int SweepsBetweenPolishes = 5;
    private const double Settled = 1e-15;
    private const double SmallestPivot = 1e-13;
    private const double Ridge = 1e-9;
    private readonly CoefficientPrior _prior;
    private readonly double[] _from;
    private readonly double[] _gradient;
    private readonly double[] _curvature;
    private readonly int _size;

    private ProximalStep(CoefficientPrior prior, double[] from, ObjectiveValue value)
    {
        _prior = prior;
        _from = from;
        _gradient = value.Gradient;
        _size = from.Length;
        _curvature = IsBowl(value.Curvature, _size) ? value.Curvature : Bent(Open(prior, from, value), _size);
    }

    private Prior Prior => _prior.Prior;

    /// <summary>The minimum.</summary>
    /// <param name="prior">The prior and where it holds.</param>
    /// <param name="from">Where the picture was taken.</param>
    /// <param name="value">Gradient and curvature there.</param>
    public static double[] From(CoefficientPrior prior, double[] from, ObjectiveValue value) => new ProximalStep(prior, from, value).Solve();

    private double[] Solve()
    {
        double[] u = (double[])_from.Clone(), slope = (double[])_gradient.Clone();
        for (int sweep = 1; sweep <= MostSweeps; sweep++)
        {
            double largest = Sweep(u, slope);
            if (sweep % SweepsBetweenPolishes != 0 && largest > Settled) continue;
            if (Polish(u) is { } exact) return exact;
            if (largest <= Settled) break;
        }

        return u;
    }

    /// <summary>One pass over the coordinates; the largest move, in units in which a coordinate's own curvature is 1.</summary>
    private double Sweep(double[] u, double[] slope)
    {
        double largest = 0;
        for (int j = 0; j < _size; j++)
        {
            double own = _curvature[(j * _size) + j];
            if (!(own > 0)) continue;
            double minimum = u[j] - (slope[j] / own), next = _prior.Covers(j) ? Prior.Proximal(minimum, 1 / own) : minimum, move = next - u[j];
            if (move == 0) continue;
            u[j] = next;
            DenseKernels.AddMultiple(slope, move, _curvature.AsSpan(j * _size, _size));
            largest = Math.Max(largest, Math.Abs(move) * Math.Sqrt(own));
        }

        return largest;
    }

    /// <summary>The minimum among points with these zeros and signs, if it is the minimum of all; else null.</summary>
    private double[]? Polish(double[] u)
    {
        int[] active = [.. Enumerable.Range(0, _size).Where(j => u[j] != 0 || !_prior.Covers(j))];
        int count = active.Length;
        double[] block = new double[count * count], right = new double[count], exact = new double[_size];
        for (int a = 0; a < count; a++)
        {
            int row = active[a] * _size;
            for (int b = 0; b < count; b++) block[(a * count) + b] = _curvature[row + active[b]];

            // The zeros move from where they were to zero.
            right[a] = -_gradient[active[a]] - (_prior.Covers(active[a]) ? Prior.Slope(u[active[a]]) : 0);
            for (int j = 0; j < _size; j++)
            {
                if (u[j] == 0 && _prior.Covers(j)) right[a] += _curvature[row + j] * _from[j];
            }
        }

        Cholesky factor = Cholesky.Factor(block, count);
        if (!factor.IsPositiveDefinite) return null;
        factor.Solve(right);
        for (int a = 0; a < count; a++)
        {
            exact[active[a]] = _from[active[a]] + right[a];
            if (_prior.Covers(active[a]) && !(exact[active[a]] * u[active[a]] > 0)) return null;
        }

        return ZerosHold(exact) ? exact : null;
    }

    private bool ZerosHold(double[] exact)
    {
        double[] slope = (double[])_gradient.Clone();
        for (int j = 0; j < _size; j++) DenseKernels.AddMultiple(slope, exact[j] - _from[j], _curvature.AsSpan(j * _size, _size));
        for (int j = 0; j < _size; j++)
        {
            if (exact[j] == 0 && _prior.Covers(j) && !(Math.Abs(slope[j]) <= Prior.KinkSlope)) return false;
        }

        return true;
    }

    private static bool IsBowl(double[] curvature, int size)
    {
        Cholesky factor = Cholesky.Factor(NewtonDirection.ToUnitDiagonal(curvature, size), size);
        return factor.IsPositiveDefinite && (size == 0 || factor.SmallestRelativePivot > SmallestPivot);
    }

    /// <summary>The curvature with the zeros that the kink holds standing alone, where they stay: what bends the wrong way is often among them only.</summary>
    private static double[] Open(CoefficientPrior prior, double[] from, ObjectiveValue value)
    {
        int size = from.Length;
        double[] open = (double[])value.Curvature.Clone();
        for (int j = 0; j < size; j++)
        {
            if (from[j] != 0 || !prior.Covers(j) || !(Math.Abs(value.Gradient[j]) <= prior.Prior.KinkSlope)) continue;
            for (int k = 0; k < size; k++)
            {
                open[(j * size) + k] = 0;
                open[(k * size) + j] = 0;
            }

            open[(j * size) + j] = 1;
        }

        return open;
    }

    /// <summary>A curvature, bent upwards where it is not a bowl: by a billionth where columns depend on one another, eigenvalue by eigenvalue elsewhere.</summary>
    internal static double[] Bent(double[] curvature, int size)
    {
        if (IsBowl(curvature, size)) return curvature;
        SymmetricEigen eigen = SymmetricEigen.Decompose(NewtonDirection.ToUnitDiagonal(curvature, size), size);
        double[] result = new double[curvature.Length], scale = new double[size];
        for (int i = 0; i < size; i++) scale[i] = Math.Sqrt(Math.Abs(curvature[(i * size) + i]));
        for (int k = 0; k < size; k++)
        {
            double value = Math.Max(Math.Abs(eigen.Values[k]), Ridge);
            ReadOnlySpan<double> vector = eigen.Vector(k);
            for (int i = 0; i < size; i++) DenseKernels.AddMultiple(result.AsSpan(i * size, size), value * vector[i], vector);
        }

        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++) result[(i * size) + j] *= (scale[i] > 0 ? scale[i] : 1) * (scale[j] > 0 ? scale[j] : 1);
        }

        return result;
    }
}
