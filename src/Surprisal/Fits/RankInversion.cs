using Surprisal.Models;
using Surprisal.Numerics.Dense;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;
using Surprisal.Solvers;
using Surprisal.Solvers.Kinks;

namespace Surprisal.Fits;

/// <summary>
/// Intervals of a quantile's coefficients by inversion of the regression rank score test: the values b at which the test of "the coefficient is b", all
/// others estimated anew, does not reject.
/// </summary>
/// <remarks>
/// <para>With the coefficient held at b the slopes d of the rows prove the optimum of the others; the score is T(b) = Σ x d over √(tau(1 − tau) q), q the sum of
/// squares of x less its regression on the other columns. T is constant between values of b at which a row meets its kink: 1. from the vertex of the estimate the
/// coefficient is let go in one direction; the slope that first meets its bound leaves the basis. 2. Along the line of optima to the next row that meets its
/// kink: its slope moves to its other bound, unless a slope of the basis meets its own before; then the two change places. 3. Until |T| passes Student's t
/// quantile with n − p degrees of freedom; the end is interpolated between the last two jumps.</para>
/// <para>Koenker (1994), in Asymptotic Statistics, 349-359; Koenker, Machado (1999), doi:10.1080/01621459.1999.10473882; d'Orey, Koenker (1987),
/// doi:10.2307/2347802. Conventions of R's quantreg 5.94, summary.rq(se = "rank"), with rows of one scale and independent errors.</para>
/// </remarks>
internal sealed class RankInversion
{
    private const double Moves = 1e-11;
    private const double Together = 1e-12;

    // Where more rows than coefficients stand on the kink, targets are moved apart by this share of the residuals.
    private const double Perturbation = 1e-9;
    private readonly double[][] _cells;
    private readonly double[] _cost;
    private readonly double _tau;
    private readonly int _rows;
    private readonly int _size;
    private readonly double _critical;
    private readonly KinkSolution _solution;

    private RankInversion(KinkSolution solution, double tau, double observations, double level)
    {
        _solution = solution;
        _tau = tau;
        _rows = solution.Problem.RowCount;
        _size = solution.Problem.Columns.Count;
        _cost = solution.Problem.Cost;
        _critical = StudentT.QuantileFromSurvival((1 - level) / 2, observations - _size);
        _cells = new double[_rows][];
        double[] column = new double[_rows];
        for (int i = 0; i < _rows; i++) _cells[i] = new double[_size];
        for (int j = 0; j < _size; j++)
        {
            solution.Problem.Columns[j].Fill(0, column);
            for (int i = 0; i < _rows; i++) _cells[i][j] = column[i];
        }
    }

    /// <summary>The intervals of the location's coefficients; ends may be infinite. Null where no vertex was proven or no degrees of freedom are left.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="columns">Its columns as the user knows them.</param>
    /// <param name="level">The level of the intervals.</param>
    /// <param name="options">Threads and cancellation.</param>
    /// <exception cref="InputException">The noise model has kinks away from 0, or the scale another link than log.</exception>
    public static (double Lower, double Upper)[]? Of(Estimate estimate, IReadOnlyList<Formulas.DesignColumn> columns, double level, EvaluationOptions options)
    {
        KinkRows rows = KinkRows.Of(estimate, CovarianceWords.Of(CovarianceKind.Rank));
        if (!(rows.Observations > columns.Count) || estimate.Kinks is not { } solution || solution.Basis.Count != columns.Count) return null;

        // Slopes in units in which they lie between tau − 1 and tau, times weight over scale.
        double[] cost = [.. rows.Weights.Zip(rows.Scales, static (w, s) => w / s)];
        CheckFunction check = new(new Noise.AsymmetricLaplaceNoise().WithHyperValue("tau", rows.Tau) as Noise.IPiecewiseLinear ?? throw new InvalidOperationException("no kink"));
        KinkProblem problem = Merged(new KinkProblem(columns, solution.Problem.Target, cost, [], check));
        KinkSolution vertex = new KinkSolver(options).Solve(problem);
        for (int attempt = 1; IsTied(vertex) && attempt < 4; attempt++)
        {
            double typical = vertex.Residuals[0].Average(Math.Abs);
            RandomStream random = new(attempt);
            double[] apart = [.. problem.Target.Select(y => y + (Perturbation * attempt * typical * (random.NextDouble() - 0.5)))];
            vertex = new KinkSolver(options).Solve(new KinkProblem(problem.Columns, apart, problem.Cost, [], check));
        }

        if (IsTied(vertex) || vertex.Basis.Count != columns.Count) return null;
        RankInversion inversion = new(vertex, rows.Tau, rows.Observations, level);
        double[] spread = inversion.Spreads(columns, rows);
        return [.. Enumerable.Range(0, columns.Count).Select(j => (inversion.End(j, -1, spread[j]), inversion.End(j, 1, spread[j])))];
    }

    /// <summary>Rows that are alike as one with the sum of their costs: they meet their kinks together.</summary>
    private static KinkProblem Merged(KinkProblem problem)
    {
        double[][] cells = [.. problem.Columns.Select(column =>
        {
            double[] own = new double[problem.RowCount];
            column.Fill(0, own);
            return own;
        })];
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        List<int> kept = [];
        List<double> cost = [];
        for (int i = 0; i < problem.RowCount; i++)
        {
            int row = i;
            string key = string.Join('/', cells.Select(c => BitConverter.DoubleToInt64Bits(c[row])).Append(BitConverter.DoubleToInt64Bits(problem.Target[row])));
            if (places.TryAdd(key, kept.Count))
            {
                kept.Add(i);
                cost.Add(problem.Cost[i]);
            }
            else
            {
                cost[places[key]] += problem.Cost[i];
            }
        }

        Formulas.DesignColumn[] columns =
            [.. problem.Columns.Select((column, j) => column is Formulas.InterceptColumn ? column : new Formulas.NumericColumn(column.Name, column.Term, kept.Select(i => cells[j][i]).ToArray()))];
        return new KinkProblem(columns, [.. kept.Select(i => problem.Target[i])], [.. cost], [], problem.Function);
    }

    private static bool IsTied(KinkSolution vertex) => vertex.Residuals[0].Count(static r => r == 0) > vertex.Basis.Count;

    /// <summary>√(tau(1 − tau) q) of each coefficient; q = 1/(Σ w xxᵀ/s²)⁻¹ on the diagonal.</summary>
    private double[] Spreads(IReadOnlyList<Formulas.DesignColumn> columns, KinkRows rows)
    {
        double[] weights = [.. rows.Weights.Zip(rows.Scales, static (w, s) => w / (s * s))];
        double[] gram = KinkInformation.Gram(new Predictor(columns, null, 0), weights, new EvaluationOptions(1, CancellationToken.None));
        double[] inverse = NewtonDirection.At(new double[_size], gram).Inverse() ?? [.. Enumerable.Repeat(double.NaN, _size * _size)];
        return [.. Enumerable.Range(0, _size).Select(j => Math.Sqrt(_tau * (1 - _tau) / inverse[(j * _size) + j]))];
    }

    private double Lower(int row) => (_tau - 1) * _cost[row];

    private double Upper(int row) => _tau * _cost[row];

    /// <summary>Where the test begins to reject on one side.</summary>
    private double End(int coefficient, int direction, double spread)
    {
        double b = _solution.Coefficients[coefficient], score = 0;
        double[] residual = [.. _solution.Residuals[0]], slope = [.. _solution.Slopes[0]];
        List<int> basis = [.. _solution.Basis.Select(static e => e.Row)];
        LetGo(coefficient, direction, basis, slope);
        double last = b;
        for (int step = 0; step < 10 * (_rows + 10); step++)
        {
            Meeting? next = Next(coefficient, direction, basis, slope, residual);

            // Rows that meet their kinks together, as repeated ones do, make one jump.
            if (next is not { } meeting || meeting.Length > Together * Math.Abs(b))
            {
                double now = Score(coefficient, slope) / spread;
                if (Math.Abs(now) > _critical) return last + ((_critical - Math.Abs(score)) / (Math.Abs(now) - Math.Abs(score)) * (b - last));
                (last, score) = (b, now);
            }

            if (next is not { } known) return direction * double.PositiveInfinity;
            b += direction * known.Length;
            Exchange(known, basis, slope, residual);
        }

        return double.NaN;
    }

    private double Score(int coefficient, double[] slope)
    {
        double sum = 0;
        for (int i = 0; i < _rows; i++) sum += _cells[i][coefficient] * slope[i];
        return sum;
    }

    /// <summary>Moves the slopes of the vertex, those of the other columns in balance, until one meets its bound and leaves.</summary>
    private void LetGo(int coefficient, int direction, List<int> basis, double[] slope)
    {
        double[] unit = new double[_size];
        unit[coefficient] = -direction;
        double[] change = LuFactor.Factor([.. basis.SelectMany(i => _cells[i])], _size).SolveTransposed(unit);
        int leaving = Shortest(basis, slope, change, double.PositiveInfinity, out double length);
        for (int k = 0; k < basis.Count; k++) slope[basis[k]] += length * change[k];
        slope[basis[leaving]] = change[leaving] > 0 ? Upper(basis[leaving]) : Lower(basis[leaving]);
        basis.RemoveAt(leaving);
    }

    /// <summary>The place of the slope that meets its bound first, and when; -1 where none does before a length.</summary>
    private int Shortest(List<int> basis, double[] slope, double[] change, double most, out double length)
    {
        int first = -1;
        length = most;
        for (int k = 0; k < basis.Count; k++)
        {
            if (change[k] == 0) continue;
            double room = change[k] > 0 ? Upper(basis[k]) - slope[basis[k]] : slope[basis[k]] - Lower(basis[k]), at = Math.Max(room, 0) / Math.Abs(change[k]);
            if (!(at < length)) continue;
            (first, length) = (k, at);
        }

        return first;
    }

    /// <summary>The next row that meets its kink; null where no row does.</summary>
    private Meeting? Next(int coefficient, int direction, List<int> basis, double[] slope, double[] residual)
    {
        int[] others = [.. Enumerable.Range(0, _size).Where(j => j != coefficient)];
        LuFactor? factor = others.Length == 0 ? null : LuFactor.Factor([.. basis.SelectMany(i => others.Select(j => _cells[i][j]))], others.Length);
        double[] drift = factor is null ? [] : factor.Solve([.. basis.Select(i => _cells[i][coefficient])]);
        double[] rate = new double[_rows];
        int entering = -1;
        double length = double.PositiveInfinity;
        HashSet<int> basic = [.. basis];
        for (int i = 0; i < _rows; i++)
        {
            if (basic.Contains(i)) continue;
            double own = _cells[i][coefficient], size = Math.Abs(own);
            for (int k = 0; k < others.Length; k++)
            {
                double part = _cells[i][others[k]] * drift[k];
                own -= part;
                size += Math.Abs(part);
            }

            rate[i] = -direction * own;
            bool isAbove = slope[i] > 0.5 * (Upper(i) + Lower(i));
            if (Math.Abs(own) <= Moves * size || (isAbove ? rate[i] >= 0 : rate[i] <= 0)) continue;
            double at = Math.Max(0, (isAbove ? residual[i] : -residual[i]) / Math.Abs(own));
            if (!(at < length)) continue;
            (entering, length) = (i, at);
        }

        return entering < 0 ? null : new Meeting(entering, length, rate, others, factor);
    }

    private void Exchange(Meeting meeting, List<int> basis, double[] slope, double[] residual)
    {
        int entering = meeting.Row;
        for (int i = 0; i < _rows; i++) residual[i] += meeting.Length * meeting.Rates[i];
        residual[entering] = 0;
        bool falls = slope[entering] > 0.5 * (Upper(entering) + Lower(entering));
        double sign = falls ? -1 : 1;
        double[] change = meeting.Factor is null
            ? []
            : Array.ConvertAll(meeting.Factor.SolveTransposed([.. meeting.Others.Select(j => _cells[entering][j])]), c => -sign * c);
        int leaving = Shortest(basis, slope, change, Upper(entering) - Lower(entering), out double length);
        for (int k = 0; k < basis.Count; k++) slope[basis[k]] += length * change[k];
        if (leaving < 0)
        {
            slope[entering] = falls ? Lower(entering) : Upper(entering);
            return;
        }

        int row = basis[leaving];
        slope[row] = change[leaving] > 0 ? Upper(row) : Lower(row);
        slope[entering] += sign * length;
        basis[leaving] = entering;
    }

    /// <summary>A row that meets its kink after a way along the line of optima.</summary>
    /// <param name="Row">The row.</param>
    /// <param name="Length">The way.</param>
    /// <param name="Rates">What the way changes of every residual, a unit; 0 in the basis.</param>
    /// <param name="Others">The columns of the other coefficients.</param>
    /// <param name="Factor">The basis in these columns; null without any.</param>
    private readonly record struct Meeting(int Row, double Length, double[] Rates, int[] Others, LuFactor? Factor);
}
