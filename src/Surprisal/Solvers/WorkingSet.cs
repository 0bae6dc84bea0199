using Surprisal.Models;
using Surprisal.Numerics.Dense;
using Surprisal.Priors;

namespace Surprisal.Solvers;

/// <summary>
/// Some coordinates of a quadratic picture plus the rough part of a prior, all others held: minimised by coordinate descent and, as soon as it is known which coordinates stand at
/// kinks and bounds, by Newton's steps in the others.
/// </summary>
internal sealed class WorkingSet
{
    private const int MostSweeps = 1000;
    private const int MostPolishes = 60;
    private const double Tolerance = 1e-13;
    private readonly ScalarPrior?[] _rough;
    private readonly (BlockTerm Term, int[] Places, GroupStep Step)[] _groups;
    private readonly bool[] _isGrouped;
    private readonly double[] _curvature;
    private readonly int _size;

    /// <summary>The coordinates with the picture at a point.</summary>
    /// <param name="prior">The prior of all coordinates.</param>
    /// <param name="coordinates">Which.</param>
    /// <param name="at">Their values.</param>
    /// <param name="slope">The slopes of the picture there.</param>
    /// <param name="curvature">Its curvature, positive definite, row by row.</param>
    public WorkingSet(CoefficientPrior prior, int[] coordinates, double[] at, double[] slope, double[] curvature)
    {
        (_size, _curvature, At, Slope) = (coordinates.Length, curvature, at, slope);
        _rough = [.. coordinates.Select(prior.RoughAt)];
        _isGrouped = new bool[_size];
        Dictionary<int, int> places = [];
        for (int j = 0; j < _size; j++) places.Add(coordinates[j], j);
        _groups = [.. prior.Groups.Where(g => places.ContainsKey(g.Positions[0])).Select(g => Prepared(g, [.. g.Positions.Select(p => places[p])]))];
    }

    /// <summary>The coordinates' values.</summary>
    public double[] At { get; }

    /// <summary>The slopes of the picture at these values, the prior left aside.</summary>
    public double[] Slope { get; }

    /// <summary>Minimises.</summary>
    public void Minimise()
    {
        string? pattern = null;
        for (int sweep = 1; sweep <= MostSweeps; sweep++)
        {
            Sweep();
            string now = Pattern();
            bool isSettled = string.Equals(now, pattern, StringComparison.Ordinal);
            pattern = now;
            if (!isSettled && sweep % 10 != 0) continue;
            Polish();
            if (Residual() <= Tolerance * Size()) return;
        }
    }

    private (BlockTerm Term, int[] Places, GroupStep Step) Prepared(BlockTerm term, int[] places)
    {
        double[] block = new double[places.Length * places.Length];
        for (int a = 0; a < places.Length; a++)
        {
            _isGrouped[places[a]] = true;
            for (int b = 0; b < places.Length; b++) block[(a * places.Length) + b] = _curvature[(places[a] * _size) + places[b]] / term.Scales[a] / term.Scales[b];
        }

        return (term, places, new GroupStep(block, places.Length, term.KinkSlope));
    }

    /// <summary>One pass over coordinates and blocks, each to its own minimum.</summary>
    private void Sweep()
    {
        for (int j = 0; j < _size; j++)
        {
            double own = _curvature[(j * _size) + j];
            if (_isGrouped[j] || !(own > 0)) continue;
            double minimum = At[j] - (Slope[j] / own);
            Move(j, _rough[j]?.Proximal(minimum, 1 / own) ?? minimum);
        }

        foreach ((BlockTerm term, int[] places, GroupStep step) in _groups)
        {
            double[] pull = new double[places.Length];
            for (int a = 0; a < places.Length; a++)
            {
                double sum = -Slope[places[a]];
                for (int b = 0; b < places.Length; b++) sum += _curvature[(places[a] * _size) + places[b]] * At[places[b]];
                pull[a] = sum / term.Scales[a];
            }

            double[] next = step.Minimum(pull);
            for (int a = 0; a < places.Length; a++) Move(places[a], next[a] / term.Scales[a]);
        }
    }

    private void Move(int j, double to)
    {
        double by = to - At[j];
        if (by == 0 || double.IsNaN(by)) return;
        At[j] = to;
        DenseKernels.AddMultiple(Slope, by, _curvature.AsSpan(j * _size, _size));
    }

    /// <summary>Where every coordinate stands: at or on which side of its kink, at which bound.</summary>
    private string Pattern() => string.Create(_size, this, static (pattern, set) =>
    {
        for (int j = 0; j < pattern.Length; j++)
        {
            double x = set.At[j];
            pattern[j] = set._rough[j] is not { } prior ? (set._isGrouped[j] && x == 0 ? '0' : '.')
                : x == prior.Lower ? 'l' : x == prior.Upper ? 'u' : !prior.HasKink ? '.' : x == prior.Mean ? '0' : x > prior.Mean ? '+' : '-';
        }
    });

    /// <summary>Newton's steps in the coordinates that stand at no kink or bound, each as far as the first of them that comes to one.</summary>
    private void Polish()
    {
        for (int polish = 0; polish < MostPolishes; polish++)
        {
            int[] free = [.. Enumerable.Range(0, _size).Where(IsFree)];
            if (free.Length == 0 || Direction(free) is not { } step) return;
            (double length, int first) = Room(free, step);
            double before = Model();
            double[] at = (double[])At.Clone(), slope = (double[])Slope.Clone();
            for (int a = 0; a < free.Length; a++) Move(free[a], a == first ? Stop(free[a], step[a]) : At[free[a]] + (length * step[a]));
            if (!(Model() <= before + (Rounding * Math.Max(1, Math.Abs(before)))))
            {
                at.CopyTo(At, 0);
                slope.CopyTo(Slope, 0);
                return;
            }

            if (first < 0 && (IsQuadratic || Residual(free) <= Tolerance * Size())) return;
        }
    }

    private const double Rounding = 1e-13;

    private bool IsQuadratic => _groups.Length == 0 && Array.TrueForAll(_rough, static p => p is null or LaplacePrior or GaussianPrior or ElasticNetPrior or EvenPrior);

    private bool IsFree(int j)
    {
        if (_rough[j] is { } prior)
        {
            (double least, double greatest) = prior.Slopes(At[j]);
            return least == greatest;
        }

        return !_isGrouped[j] || !_groups.First(g => g.Places.Contains(j)).Places.All(k => At[k] == 0);
    }

    /// <summary>The Newton step of some coordinates; null where their curvature is not positive definite.</summary>
    private double[]? Direction(int[] free)
    {
        int count = free.Length;
        double[] whole = Left(), block = new double[count * count], step = new double[count];
        double[] curvature = Curved();
        for (int a = 0; a < count; a++)
        {
            step[a] = -whole[free[a]];
            for (int b = 0; b < count; b++) block[(a * count) + b] = curvature[(free[a] * _size) + free[b]];
        }

        Cholesky factor = Cholesky.Factor(block, count);
        if (!factor.IsPositiveDefinite) return null;
        factor.Solve(step);
        return step;
    }

    /// <summary>The picture's curvature with that of the prior.</summary>
    private double[] Curved()
    {
        if (_groups.Length == 0 && Array.TrueForAll(_rough, static p => p is null or LaplacePrior or EvenPrior)) return _curvature;
        double[] curvature = (double[])_curvature.Clone();
        for (int j = 0; j < _size; j++) curvature[(j * _size) + j] += _rough[j]?.Curvature(At[j]) ?? 0;
        foreach ((BlockTerm term, int[] places, _) in _groups) new BlockTerm(Laplace(term), places, term.Scales).AddTo(new ObjectiveValue(0, [], curvature) { Shape = CurvatureShape.Dense(_size) }, At, 1);
        return curvature;
    }

    private static GroupLaplacePrior Laplace(BlockTerm term) => new(Math.Sqrt(term.Positions.Count) / term.KinkSlope);

    /// <summary>How far a step can go until the first coordinate comes to a kink or a bound, and which that is; 1 and -1 where none does.</summary>
    private (double Length, int First) Room(int[] free, double[] step)
    {
        double length = 1;
        int first = -1;
        for (int a = 0; a < free.Length; a++)
        {
            if (_rough[free[a]] is null) continue;
            double distance = Stop(free[a], step[a]) - At[free[a]];
            if (!(Math.Abs(distance) < length * Math.Abs(step[a]))) continue;
            (length, first) = (distance / step[a], a);
        }

        return (length, first);
    }

    /// <summary>The first kink or bound that a coordinate meets on its way; infinite where it meets none.</summary>
    private double Stop(int j, double step)
    {
        ScalarPrior prior = _rough[j]!;
        bool meetsKink = prior.HasKink && (prior.Mean - At[j]) * step > 0;
        return meetsKink ? prior.Mean : step > 0 ? prior.Upper : prior.Lower;
    }

    /// <summary>The slopes of picture and prior, those that a kink or bound takes up left out.</summary>
    private double[] Left()
    {
        double[] left = (double[])Slope.Clone();
        for (int j = 0; j < _size; j++)
        {
            if (_rough[j] is not { } prior) continue;
            (double least, double greatest) = prior.Slopes(At[j]);
            left[j] = left[j] + least > 0 ? left[j] + least : left[j] + greatest < 0 ? left[j] + greatest : 0;
        }

        foreach ((BlockTerm term, int[] places, _) in _groups)
        {
            BlockTerm local = new(Laplace(term), places, term.Scales);
            if (!local.IsZero(At))
            {
                local.AddTo(ObjectiveValue.OfSlopes(left), At, 1);
                continue;
            }

            double[] pull = [.. places.Select((k, a) => left[k] / term.Scales[a])];
            double length = GroupLaplacePrior.Length(pull), share = length > term.KinkSlope ? 1 - (term.KinkSlope / length) : 0;
            foreach (int k in places) left[k] *= share;
        }

        return left;
    }

    private double Residual() => Residual([.. Enumerable.Range(0, _size)]);

    private double Residual(int[] coordinates)
    {
        double[] left = Left();
        double largest = 0;
        foreach (int j in coordinates)
        {
            double own = _curvature[(j * _size) + j];
            largest = Math.Max(largest, own > 0 ? Math.Abs(left[j]) / Math.Sqrt(own) : Math.Abs(left[j]));
        }

        return largest;
    }

    /// <summary>The largest coordinate in units of its curvature: what rounding is a share of.</summary>
    private double Size()
    {
        double largest = 1;
        for (int j = 0; j < _size; j++) largest = Math.Max(largest, Math.Abs(At[j]) * Math.Sqrt(_curvature[(j * _size) + j]));
        return largest;
    }

    /// <summary>The model up to a constant: half of slope and curvature times the place, and the prior.</summary>
    private double Model()
    {
        // q(x) = c·x + ½xᵀAx with slope c + Ax, so q(x) = ½x·(slope + c), and c stays what it was at the start.
        _linear ??= Linear();
        double sum = 0;
        for (int j = 0; j < _size; j++) sum += (0.5 * At[j] * (Slope[j] + _linear[j])) - (_rough[j]?.LogDensity(At[j]) ?? 0);
        foreach ((BlockTerm term, int[] places, _) in _groups) sum += new BlockTerm(Laplace(term), places, term.Scales).Surprisal(At);
        return sum;
    }

    private double[]? _linear;

    private double[] Linear()
    {
        double[] linear = (double[])Slope.Clone();
        for (int j = 0; j < _size; j++) DenseKernels.AddMultiple(linear, -At[j], _curvature.AsSpan(j * _size, _size));
        return linear;
    }
}
