namespace Surprisal.Solvers.Paths;

/// <summary>
/// A path of least squares: minimises ½ mean (y − Xb)² + λ Σ (α f|b| + (1 − α)/2 h b²) at each λ. The intercept is taken up by means.
/// </summary>
/// <remarks>
/// <para>1. With more rows than columns the products of all columns are formed once, and no row is looked at again ("covariance updates"). Else those of the
/// working set only, as it grows, and the slopes of all columns come from the residuals once a λ ("naive updates"). 2. At each λ the working set gains the
/// columns that the sequential strong rule cannot discard; 3. the quadratic of the working set is minimised from the last λ's optimum
/// (<see cref="QuadraticDescent"/>); 4. the conditions of all columns are looked at with slopes formed afresh, and columns that fail join: back to 3.</para>
/// <para>Tibshirani, Bien, Friedman, Hastie, Simon, Taylor, Tibshirani (2012), doi:10.1111/j.1467-9868.2011.01004.x.</para>
/// </remarks>
internal sealed unsafe class GaussianPath
{
    private const int MostColumnsAtOnce = 4096;
    private const int FewColumns = 512;
    private const double Rounding = 1e-14;
    private const int MostRounds = 50;
    private readonly GaussianMoments _moments;
    private readonly PathPenalty _penalty;
    private readonly int _skipped;
    private readonly bool _isWhole;
    private readonly QuadraticMatrix _matrix;
    private readonly QuadraticDescent _descent;
    private readonly List<int> _working = [];
    private readonly bool[] _isWorking;
    private readonly double[] _slopes;
    private readonly double[] _first;
    private double _meanSquare;
    private double _largest;

    /// <summary>Prepares a path.</summary>
    /// <param name="moments">The data.</param>
    /// <param name="penalty">The penalty, over all coefficients.</param>
    public GaussianPath(GaussianMoments moments, PathPenalty penalty)
    {
        _moments = moments;
        _penalty = penalty;
        _skipped = moments.HasIntercept ? 1 : 0;
        int count = moments.Count;
        _isWhole = ServesWhole(count, moments.Rows);
        _matrix = new QuadraticMatrix(_isWhole ? count : Math.Min(count, 1024));
        _descent = new QuadraticDescent(_matrix);
        _isWorking = new bool[count];
        _slopes = new double[count];
        _meanSquare = moments.Residuals([], [], _slopes);
        _first = (double[])_slopes.Clone();
        Join([.. Enumerable.Range(0, count).Where(j => _isWhole || penalty.IsFree(j + _skipped))]);
    }

    /// <summary>Prepares a path on products that others have formed.</summary>
    /// <param name="moments">Means of the data.</param>
    /// <param name="penalty">The penalty, over all coefficients.</param>
    /// <param name="products">Mean products of all columns, both triangles.</param>
    /// <param name="slopes">Minus the mean products of the columns and the response.</param>
    public GaussianPath(GaussianMoments moments, PathPenalty penalty, QuadraticMatrix products, double[] slopes)
    {
        _moments = moments;
        _penalty = penalty;
        _skipped = moments.HasIntercept ? 1 : 0;
        _isWhole = true;
        _matrix = products;
        _descent = new QuadraticDescent(_matrix);
        _working = [.. Enumerable.Range(0, moments.Count)];
        _isWorking = [.. Enumerable.Repeat(true, moments.Count)];
        _slopes = (double[])slopes.Clone();
        _first = slopes;
        _meanSquare = moments.ResponseVariance;
        slopes.CopyTo(_descent.Slope);
    }

    /// <summary>How far a condition may fail, in units of λ.</summary>
    public double RelativeTolerance { get; init; } = 1e-8;

    /// <summary>Whether least squares of that size is solved on the products of all columns.</summary>
    public static bool ServesWhole(int columns, int rows) => columns <= MostColumnsAtOnce && (columns <= rows || columns <= FewColumns);

    /// <summary>Whether the products of all columns are formed.</summary>
    public bool IsWhole => _isWhole;

    /// <summary>Runs down a sequence of λ.</summary>
    /// <param name="lambdas">How they are chosen.</param>
    /// <param name="progress">Told of each point; null for nobody.</param>
    /// <returns>First the optimum of the free coefficients alone, with λ = ∞; then one point a λ.</returns>
    public IReadOnlyList<PathPoint> Run(LambdaSequence lambdas, Action<int>? progress = null)
    {
        List<PathPoint> points = [Solve(double.PositiveInfinity, double.PositiveInfinity)];
        double before = 0;
        double[] all = new double[_slopes.Length + _skipped];
        _slopes.CopyTo(all, _skipped);
        foreach (double lambda in lambdas.For(_penalty, all))
        {
            points.Add(Solve(lambda, before == 0 ? LambdaSequence.Largest(_penalty, all) : before));
            before = lambda;
            progress?.Invoke(points.Count - 1);
        }

        return points;
    }

    private PathPoint Solve(double lambda, double before)
    {
        if (double.IsFinite(lambda)) Join(Strong(lambda, before));
        bool settled = false;
        for (int round = 0; round < MostRounds; round++)
        {
            SetPenalty(lambda);
            settled = _descent.Minimise();
            Refresh();
            int[] failing = Failing(lambda);
            if (failing.Length == 0)
            {
                if (settled && _descent.WorstViolation() <= 1) break;
                if (round > 0) break;
            }

            Join(failing);
        }

        return Point(lambda);
    }

    private int[] Strong(double lambda, double before)
    {
        if (_isWhole) return [];
        double bound = Math.Max(2 * lambda - before, lambda / 2);
        return [.. Enumerable.Range(0, _slopes.Length).Where(j => !_isWorking[j] && Math.Abs(_slopes[j]) >= _penalty.Kink(j + _skipped, bound))];
    }

    private int[] Failing(double lambda)
    {
        if (_isWhole || !double.IsFinite(lambda)) return [];
        return [.. Enumerable.Range(0, _slopes.Length).Where(j => !_isWorking[j] && _penalty.Violation(j + _skipped, 0, _slopes[j], lambda) > ToleranceOf(j, lambda))];
    }

    private double ToleranceOf(int column, double lambda)
    {
        double factor = _penalty.IsFree(column + _skipped) ? 1 : _penalty.Factors[column + _skipped];
        double rounding = Rounding * Math.Max(Math.Abs(_first[column]), factor * _largest);
        return Math.Max(RelativeTolerance * factor * (double.IsFinite(lambda) ? lambda : 0), rounding);
    }

    private void SetPenalty(double lambda)
    {
        Span<double> kink = _descent.Kink, ridge = _descent.Ridge, lower = _descent.Lower, upper = _descent.Upper, tolerance = _descent.Tolerance;
        if (_largest == 0) _largest = double.Max(LambdaSequence.Largest(new PathPenalty(1, [.. _penalty.Factors.Skip(_skipped)], [], [], []), _first), double.Epsilon);
        for (int k = 0; k < _working.Count; k++)
        {
            int j = _working[k] + _skipped;
            bool free = _penalty.IsFree(j);
            kink[k] = free ? 0 : double.IsFinite(lambda) ? _penalty.Kink(j, lambda) : double.PositiveInfinity;
            ridge[k] = free || !double.IsFinite(lambda) ? 0 : _penalty.Ridge(j, lambda);
            lower[k] = _penalty.LowerOf(j);
            upper[k] = _penalty.UpperOf(j);
            tolerance[k] = ToleranceOf(_working[k], lambda);
        }
    }

    /// <summary>Takes columns into the working set.</summary>
    private void Join(int[] columns)
    {
        if (columns.Length == 0) return;
        int old = _working.Count;
        foreach (int j in columns)
        {
            _working.Add(j);
            _isWorking[j] = true;
        }

        _matrix.Grow(_working.Count);
        _descent.Reserve();
        int[] all = [.. _working], before = all[..old];
        double[]? centres = _moments.HasIntercept ? _moments.Means : null;
        if (old > 0) _moments.Columns.Gram(before, columns, triangle: false, _moments.Weights, centres, _matrix.Pointer + old, _matrix.Stride);
        _moments.Columns.Gram(columns, columns, triangle: true, _moments.Weights, centres, _matrix.Row(old) + old, _matrix.Stride);
        for (int i = 0; i < all.Length; i++)
        {
            for (int k = Math.Max(i, old); k < all.Length; k++) _matrix.Row(i)[k] /= _moments.Total;
        }

        _matrix.Mirror(old);
        for (int k = old; k < all.Length; k++) _descent.Slope[k] = _slopes[all[k]];
    }

    /// <summary>Slopes formed afresh: of the working set alone where that is all, else of all columns from the residuals.</summary>
    private void Refresh()
    {
        Span<double> point = _descent.Point, slope = _descent.Slope;
        if (!_isWhole)
        {
            List<int> places = [];
            List<double> values = [];
            for (int k = 0; k < point.Length; k++)
            {
                if (point[k] == 0) continue;
                places.Add(_working[k]);
                values.Add(point[k]);
            }

            _meanSquare = _moments.Residuals([.. places], [.. values], _slopes);
            for (int k = 0; k < point.Length; k++) slope[k] = _slopes[_working[k]];
            return;
        }

        _descent.Restart(_first);
        double change = 0;
        for (int k = 0; k < point.Length; k++)
        {
            _slopes[k] = slope[k];
            change += point[k] * (_first[k] + slope[k]);
        }

        // ½ mean square = ½ (that of the response) + first·b + ½ bᵀQb, and Qb = slope − first.
        _meanSquare = _moments.ResponseVariance + change;
    }

    private PathPoint Point(double lambda)
    {
        ReadOnlySpan<double> point = _descent.Point;
        List<(int Place, double Value)> found = [];
        double[] dense = new double[_slopes.Length + _skipped];
        double intercept = _moments.ResponseMean, worst = 0;
        for (int k = 0; k < point.Length; k++)
        {
            int j = _working[k];
            intercept -= _moments.Means[j] * point[k];
            dense[j + _skipped] = point[k];
            if (point[k] != 0 || _penalty.IsFree(j + _skipped)) found.Add((j + _skipped, point[k]));
        }

        double unit = double.IsFinite(lambda) ? lambda : _largest;
        for (int j = 0; j < _slopes.Length; j++)
        {
            if (!double.IsFinite(lambda) && !_penalty.IsFree(j + _skipped)) continue;
            double violation = _penalty.Violation(j + _skipped, dense[j + _skipped], _slopes[j], double.IsFinite(lambda) ? lambda : 0);
            worst = Math.Max(worst, violation / (unit * (_penalty.IsFree(j + _skipped) ? 1 : _penalty.Factors[j + _skipped])));
        }

        if (_skipped > 0) found.Add((0, intercept));
        found.Sort();
        return new PathPoint(
            lambda, [.. found.Select(static f => f.Place)], [.. found.Select(static f => f.Value)], 0.5 * _meanSquare, double.IsFinite(lambda) ? _penalty.Of(dense, lambda) : 0, worst, worst <= 1e-6);
    }
}
