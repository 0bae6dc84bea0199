using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Solvers.Recession;

namespace Surprisal.Solvers;

/// <summary>
/// Decides whether a fit of classes or counts has a finite optimum: it has none exactly if a direction in the coefficients exists along which no row's
/// surprisal rises and some row's falls for ever. Asked only where a solver's steps look like it, and then once.
/// </summary>
internal sealed class Separation
{
    // To find which columns would do takes as many searches as there are columns.
    private const double MostSearched = 1e8;

    // The search takes the square of the coefficients for every row: of more of them only levels that separate by themselves are looked for.
    private const int MostCoefficients = 300;
    private readonly BoundModel _bound;
    private readonly IReadOnlyList<Predictor> _predictors;
    private readonly Func<int, bool> _isHeld;
    private readonly CancellationToken _cancellation;
    private readonly MarginTable _table;
    private bool _isDecided;
    private SeparationVerdict? _verdict;

    private Separation(BoundModel bound, IReadOnlyList<Predictor> predictors, Func<int, bool> isHeld, MarginTable table, CancellationToken cancellation)
    {
        _bound = bound;
        _predictors = predictors;
        _isHeld = isHeld;
        _table = table;
        _cancellation = cancellation;
    }

    /// <summary>What to ask of a model; null where its fits cannot run off to infinity, or nothing is known of it.</summary>
    /// <param name="bound">The model with its data.</param>
    /// <param name="predictors">Its predictors.</param>
    /// <param name="isHeld">Whether a prior keeps the coefficient at a position finite.</param>
    /// <param name="cancellation">Stops between passes over the rows.</param>
    public static Separation? Of(BoundModel bound, IReadOnlyList<Predictor> predictors, Func<int, bool> isHeld, CancellationToken cancellation) =>
        MarginTable.Of(bound) is { } table ? new Separation(bound, predictors, at => isHeld(at) || IsGauge(bound, predictors, at), table, cancellation) : null;

    /// <summary>Where every class has its own coefficients, moving all of them together changes nothing: the first class stands still.</summary>
    private static bool IsGauge(BoundModel bound, IReadOnlyList<Predictor> predictors, int at) =>
        bound.Noise is Noise.CategoricalNoise { IsSymmetric: true } && at >= predictors[0].Start && at < predictors[0].Start + predictors[0].Count;

    /// <summary>The largest movement of a working value of a row along a step.</summary>
    public double LargestMovement(double[] step)
    {
        double largest = 0;
        foreach (int k in _table.Predictors)
        {
            Predictor predictor = _predictors[k];
            double[] movement = PredictorValues.Of(predictor.Columns, step.AsSpan(predictor.Start, predictor.Count), null, _bound.RowCount);
            foreach (double value in movement) largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    /// <summary>What separates; null where nothing does, so that the optimum is finite.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public SeparationVerdict? Decide()
    {
        if (_isDecided) return _verdict;
        RecessionCone cone = Cone(_predictors.Sum(static p => p.Count) > MostCoefficients ? OfLevels() : _isHeld);
        if (cone.Positions.Count > 0)
        {
            // Where one outcome is all there is, the intercept says so, and what else would serve is no news.
            if (cone.IsComplete && Cone(at => _isHeld(at) || ColumnAt(at) is not InterceptColumn) is { IsComplete: true } constant) cone = constant;
            _verdict = new SeparationVerdict(cone.IsComplete, cone.Positions, Names(cone.Positions), cone.SeparatedRows, SeparatedLevels.Of(_bound, _table.Predictors, cone.IsSeparated))
            {
                Sufficient = Names(Sufficient(cone)),
            };
        }

        _isDecided = true;
        return _verdict;
    }

    private Func<int, bool> OfLevels()
    {
        IReadOnlySet<int> levels = WideProblem.LevelsAtAnEnd(_bound, _predictors);
        return at => _isHeld(at) || !levels.Contains(at);
    }

    private RecessionCone Cone(Func<int, bool> isHeld) => RecessionCone.Of(new MarginRows(_table, _predictors, isHeld, _bound.RowCount), _cancellation);

    /// <summary>Coefficients of which none can be left out that still separate the same rows: the last columns are tried first.</summary>
    private IReadOnlyList<int> Sufficient(RecessionCone cone)
    {
        if ((double)_bound.RowCount * cone.Positions.Count * cone.Positions.Count > MostSearched) return cone.Positions;
        List<int> needed = [.. cone.Positions];
        foreach (int at in cone.Positions.Reverse())
        {
            if (ColumnAt(at) is InterceptColumn) continue;
            int[] rest = [.. needed.Where(other => other != at)];
            RecessionCone without = Cone(other => !rest.Contains(other));
            if (without.SeparatedRows == cone.SeparatedRows && without.IsComplete == cone.IsComplete) needed.Remove(at);
        }

        return needed;
    }

    private string[] Names(IReadOnlyList<int> positions) => [.. positions.Select(at => ColumnAt(at).Name).Distinct(StringComparer.Ordinal)];

    private DesignColumn ColumnAt(int position)
    {
        Predictor predictor = _predictors.First(p => position >= p.Start && position < p.Start + p.Count);
        return predictor.Columns[position - predictor.Start];
    }
}
