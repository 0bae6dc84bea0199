using Surprisal.Models;

namespace Surprisal.Solvers.Paths;

/// <summary>
/// A path for any smooth surprisal, all parameters of the noise model jointly: proximal Newton on a working set, with a curvature that is looked at seldom and kept up
/// to date by what the slopes say.
/// </summary>
/// <remarks>
/// <para>1. At each λ the working set gains the coefficients that the sequential strong rule cannot discard. 2. The quadratic picture of the objective at the last
/// point plus the penalty is minimised (<see cref="QuadraticDescent"/>); its first minimum costs no pass over the rows, the slopes being known. 3. A pass at
/// that point; a line search where it is not lower. 4. The curvature takes up the change of slopes along the step (Broyden, Fletcher, Goldfarb, Shanno: the
/// directions of a path repeat), and is looked at again once the passes that its age has cost are worth more than a look. 5. Back to 2, until the decrease that
/// the picture foresees is far below what matters. 6. The conditions of all coefficients; those that fail join: back to 2.</para>
/// <para>Several λ are on the way at a time, each starting from the last one's picture, and share every pass: what a pass costs is reading the rows.</para>
/// <para>Lee, Sun, Saunders (2014), doi:10.1137/130921428; Nocedal, Wright, Numerical Optimization, 2nd ed. (2006), section 6.1.</para>
/// </remarks>
internal sealed partial class SmoothPath
{
    private const double SmallestScale = 0.1;
    private const double KktTolerance = 1e-4;
    private const double SufficientDecrease = 1e-4;
    private const double Rounding = 1e-13;
    private const double Inexactness = 1e-2;
    private const int MostSteps = 200;
    private const int MostHalvings = 40;
    private const int MostRounds = 50;
    private const int MostBent = 500;

    // A row of a column costs a pass as much as so many products of two columns.
    private const double ProductsPerCell = 16;
    private const int PassesPerPoint = 3;
    private readonly PathPenalty _penalty;
    private readonly WorkingObjective _objective;
    private readonly WorkingCurvature _curvature;
    private readonly QuadraticMatrix _matrix;
    private readonly QuadraticDescent _descent;
    private readonly List<int> _working = [];
    private readonly bool[] _isWorking;
    private double[] _point = [];
    private double[] _slope = [];
    private double _value;
    private double _damping;
    private double _wasted;
    private bool _isFresh;
    private bool _isBent;
    private double _unit;

    /// <summary>Prepares a path.</summary>
    /// <param name="objective">The objective over all coefficients, without a prior.</param>
    /// <param name="total">Σw.</param>
    /// <param name="penalty">The penalty.</param>
    /// <param name="start">The optimum of the free coefficients, all others zero.</param>
    /// <param name="options">Threads and cancellation.</param>
    public SmoothPath(Objective objective, double total, PathPenalty penalty, double[] start, EvaluationOptions options)
    {
        _penalty = penalty;
        _objective = new WorkingObjective(objective, total, options);
        _curvature = new WorkingCurvature(objective, total, options);
        _matrix = new QuadraticMatrix(Math.Min(objective.CoefficientCount, 512));
        _descent = new QuadraticDescent(_matrix);
        _isWorking = new bool[objective.CoefficientCount];
        List<int> free = [.. Enumerable.Range(0, start.Length).Where(penalty.IsFree)];
        Take(free);
        for (int k = 0; k < free.Count; k++) _point[k] = start[free[k]];
    }

    /// <summary>The decrease, as a share of the objective, that is too small to go for.</summary>
    public double RelativeDecrease { get; init; } = 5e-14;

    /// <summary>Passes over the rows so far.</summary>
    public int Passes => _objective.Passes;

    /// <summary>Looks at the curvature so far.</summary>
    public int Looks { get; private set; }

    /// <summary>Runs down a sequence of λ.</summary>
    /// <param name="lambdas">How they are chosen.</param>
    /// <param name="progress">Told of each point; null for nobody.</param>
    /// <returns>First the optimum of the free coefficients alone, with λ = ∞; then one point a λ.</returns>
    public IReadOnlyList<PathPoint> Run(LambdaSequence lambdas, Action<int>? progress = null)
    {
        Look();
        _value = _objective.EvaluateAll(_point, _slope);
        _unit = Math.Max(LambdaSequence.Largest(_penalty, _objective.Slopes), double.Epsilon);
        Descend(double.PositiveInfinity);
        _value = _objective.EvaluateAll(_point, _slope);
        double before = LambdaSequence.Largest(_penalty, _objective.Slopes);
        List<PathPoint> points = [Point(double.PositiveInfinity)];
        double[] values = lambdas.For(_penalty, _objective.Slopes);
        while (points.Count <= values.Length)
        {
            int done = points.Count;
            points.AddRange(Window(values.AsSpan(done - 1), before));
            if (points.Count == done) points.Add(Solve(values[done - 1], before));
            before = values[points.Count - 2];
            for (int k = done; k < points.Count; k++) progress?.Invoke(k);
        }

        return points;
    }

    private PathPoint Solve(double lambda, double before)
    {
        Join(Candidates(lambda, before));
        for (int round = 0; round < MostRounds; round++)
        {
            bool converged = Descend(lambda);
            if (_objective.IsWhole && _working.Count == _isWorking.Length) break;
            if (!_objective.IsWhole) _value = _objective.EvaluateAll(_point, _slope);
            List<int> failing = Failing(lambda);
            if (failing.Count == 0 && (converged || round > 2)) break;
            if (failing.Count > 0) Join(Candidates(lambda, lambda));
        }

        return Point(lambda);
    }

    /// <summary>What the strong rule keeps; where any is new, those that will soon be too, so that the set grows seldom.</summary>
    private List<int> Candidates(double lambda, double before)
    {
        double strong = Math.Max((2 * lambda) - before, lambda / 2);
        return Candidates(strong, 0.5 * strong, _objective.Slopes);
    }

    private List<int> Candidates(double strong, double generous, double[] slopes)
    {
        bool any = false;
        List<int> found = [];
        for (int j = 0; j < slopes.Length; j++)
        {
            if (_isWorking[j] || Math.Abs(slopes[j]) < _penalty.Kink(j, generous)) continue;
            any |= Math.Abs(slopes[j]) >= _penalty.Kink(j, strong);
            found.Add(j);
        }

        return any ? found : [];
    }

    private List<int> Failing(double lambda)
    {
        List<int> failing = [];
        for (int j = 0; j < _isWorking.Length; j++)
        {
            if (!_isWorking[j] && _penalty.Violation(j, 0, _objective.Slopes[j], lambda) > KktTolerance * lambda * _penalty.Factors[j]) failing.Add(j);
        }

        return failing;
    }

    private void Join(List<int> added)
    {
        if (added.Count == 0) return;
        int old = _working.Count;
        Take(added);
        for (int k = old; k < _working.Count; k++) _slope[k] = _objective.Slopes[_working[k]];
        _curvature.Fill(_matrix, _working, old);
    }

    private void Take(List<int> added)
    {
        foreach (int j in added)
        {
            _working.Add(j);
            _isWorking[j] = true;
        }

        _matrix.Grow(_working.Count);
        _descent.Reserve();
        Array.Resize(ref _point, _working.Count);
        Array.Resize(ref _slope, _working.Count);
        _objective.Take(_working);
    }

    /// <summary>Looks at the curvature where the path is.</summary>
    private void Look()
    {
        _value = _objective.Evaluate(_point, _slope, _curvature.Rows);
        Renew();
    }

    private void Renew()
    {
        Looks++;
        _curvature.Fill(_matrix, _working, 0);
        _descent.Forget();
        _wasted = 0;
        _isFresh = true;
        _isBent = false;
        _damping = 0;
    }

    /// <summary>Steps 2 to 5.</summary>
    private bool Descend(double lambda)
    {
        double[] target = new double[_point.Length], slope = new double[_point.Length];
        if (_damping > 1) Look();
        double lastDecrease = double.PositiveInfinity;
        for (int step = 0; step < MostSteps; step++)
        {
            double violation = Violation(lambda);
            double decrease = Picture(lambda, violation, target);
            if (IsSettled(decrease, violation)) return true;
            if (step >= PassesPerPoint - 1) _wasted += 1;
            bool look = IsLookDue() && decrease > 0.02 * lastDecrease;
            lastDecrease = decrease;
            if (!Search(lambda, decrease, target, slope, look))
            {
                if (_isFresh && _damping > 1e8) return violation <= 100 * KktTolerance;
                if (_isFresh) Damp();
                else Look();
                continue;
            }
        }

        return false;
    }

    private bool IsSettled(double decrease, double violation) => !(decrease > RelativeDecrease * Math.Max(Math.Abs(_value), SmallestScale)) && violation <= KktTolerance;

    /// <summary>Whether the passes that the curvature's age has cost are worth a look.</summary>
    private bool IsLookDue() => !_isFresh && _wasted * ProductsPerCell * _objective.ColumnsRead > 0.5 * _working.Count * _working.Count;

    /// <summary>The worst failure of a condition of the working set, in units of λ.</summary>
    private double Violation(double lambda)
    {
        double worst = 0;
        for (int k = 0; k < _point.Length; k++)
        {
            int j = _working[k];
            if (!double.IsFinite(lambda) && !_penalty.IsFree(j)) continue;
            worst = Math.Max(worst, _penalty.Violation(j, _point[k], _slope[k], double.IsFinite(lambda) ? lambda : 0) / Unit(j, lambda));
        }

        return worst;
    }

    private double Unit(int j, double lambda) => (double.IsFinite(lambda) ? lambda : _unit) * (_penalty.IsFree(j) ? 1 : _penalty.Factors[j]);

    /// <summary>Minimises the quadratic picture plus the penalty; how much lower it foresees the objective there.</summary>
    private double Picture(double lambda, double violation, double[] target)
    {
        Span<double> point = _descent.Point, slope = _descent.Slope, kink = _descent.Kink, ridge = _descent.Ridge, lower = _descent.Lower, upper = _descent.Upper, tolerance = _descent.Tolerance;
        double lowering = RelativeDecrease * Math.Max(Math.Abs(_value), SmallestScale) / _point.Length;
        for (int k = 0; k < _point.Length; k++)
        {
            int j = _working[k];
            point[k] = _point[k];
            slope[k] = _slope[k];
            bool free = _penalty.IsFree(j), finite = double.IsFinite(lambda);
            kink[k] = free ? 0 : finite ? _penalty.Kink(j, lambda) : double.PositiveInfinity;
            ridge[k] = free || !finite ? 0 : _penalty.Ridge(j, lambda);
            lower[k] = _penalty.LowerOf(j);
            upper[k] = _penalty.UpperOf(j);
            tolerance[k] = Math.Max(Unit(j, lambda) * Inexactness * Math.Min(violation, 1), Math.Min(0.1 * KktTolerance * Unit(j, lambda), Math.Max(Math.Sqrt(lowering * Math.Abs(_matrix[k])), 1e-15)));
        }

        _descent.Minimise();
        _descent.Point.CopyTo(target);
        double change = 0;
        for (int k = 0; k < target.Length; k++)
        {
            double move = target[k] - _point[k];
            if (move == 0) continue;
            change += move * (_slope[k] + (0.5 * (_descent.Slope[k] - _slope[k])) + (ridge[k] * (_point[k] + (0.5 * move))));
            if (kink[k] > 0) change += kink[k] * (Math.Abs(target[k]) - Math.Abs(_point[k]));
        }

        return -change;
    }

    /// <summary>Step 3 and 4; false where no point on the way is lower.</summary>
    private bool Search(double lambda, double decrease, double[] target, double[] slope, bool look)
    {
        double here = _value + Penalty(_point, lambda), slack = Rounding * Math.Max(1, Math.Abs(here)), length = 1;
        double[] trial = target;
        bool spoiled = false;
        for (int halving = 0; halving < MostHalvings; halving++, length /= 2)
        {
            if (halving > 0) trial = [.. _point.Zip(target, (from, to) => from + (length * (to - from)))];
            double value = _objective.Evaluate(trial, slope, look ? _curvature.Rows : null), there = value + Penalty(trial, lambda);
            if (there <= here - (SufficientDecrease * length * Math.Max(decrease, 0)) + slack && Array.TrueForAll(slope, double.IsFinite))
            {
                Accept(trial, slope, value, look);
                if (spoiled) Look();
                return true;
            }

            // What was looked at is a point that is not taken: the curvature is to be had where the path is.
            spoiled |= look;
            look = false;
            if (length * Math.Abs(decrease) < slack) break;
        }

        if (spoiled) Look();
        return false;
    }

    private double Penalty(double[] point, double lambda)
    {
        if (!double.IsFinite(lambda)) return 0;
        double sum = 0;
        for (int k = 0; k < point.Length; k++)
        {
            double b = point[k];
            if (b != 0 && !_penalty.IsFree(_working[k])) sum += (_penalty.Kink(_working[k], lambda) * Math.Abs(b)) + (0.5 * _penalty.Ridge(_working[k], lambda) * b * b);
        }

        return sum;
    }

    private void Accept(double[] trial, double[] slope, double value, bool look)
    {
        if (!look) TakeSecant(_point, _slope, trial, slope);
        trial.CopyTo(_point, 0);
        slope.CopyTo(_slope, 0);
        _value = value;
        if (look) Renew();
    }

    private void TakeSecant(double[] from, double[] slopesFrom, double[] to, double[] slopesTo)
    {
        double[] step = new double[from.Length], change = new double[from.Length];
        for (int k = 0; k < step.Length; k++)
        {
            step[k] = to[k] - from[k];
            change[k] = slopesTo[k] - slopesFrom[k];
        }

        _isFresh = false;
        _descent.TakeSecant(step, change);
    }

    /// <summary>A fresh curvature whose minimum is no way down: bent upwards where it is not a bowl, else made steeper.</summary>
    private void Damp()
    {
        if (!_isBent && _working.Count <= MostBent)
        {
            _isBent = true;
            if (_descent.Bend()) return;
        }

        _damping = Math.Max(10 * _damping, 1e-3);
        _descent.Damp(_damping);
    }

    private PathPoint Point(double lambda)
    {
        double worst = Violation(lambda);
        if (double.IsFinite(lambda))
        {
            for (int j = 0; j < _isWorking.Length; j++)
            {
                if (!_isWorking[j]) worst = Math.Max(worst, _penalty.Violation(j, 0, _objective.Slopes[j], lambda) / Unit(j, lambda));
            }
        }

        List<(int Place, double Value)> found = [];
        for (int k = 0; k < _point.Length; k++)
        {
            if (_point[k] != 0 || _penalty.IsFree(_working[k])) found.Add((_working[k], _point[k]));
        }

        found.Sort();
        return new PathPoint(lambda, [.. found.Select(static f => f.Place)], [.. found.Select(static f => f.Value)], _value, Penalty(_point, lambda), worst, worst <= 10 * KktTolerance);
    }
}
