using Surprisal.Models;

namespace Surprisal.Solvers.Paths;

/// <summary>The mean surprisal as a function of the coefficients of a working set, all others being zero: a pass over its columns only.</summary>
internal sealed class WorkingObjective
{
    // Above this share of all columns a pass over all of them costs little more, and says more.
    private const double WholeShare = 0.8;
    private readonly Objective _all;
    private readonly double _total;
    private readonly EvaluationOptions _options;
    private Objective _part;
    private int[] _working = [];
    private int[] _places = [];

    /// <summary>Creates one of an empty working set.</summary>
    /// <param name="all">The objective over all coefficients.</param>
    /// <param name="total">Σw.</param>
    /// <param name="options">Threads and cancellation.</param>
    public WorkingObjective(Objective all, double total, EvaluationOptions options)
    {
        _all = all;
        _part = all;
        _total = total;
        _options = options;
        Slopes = new double[all.CoefficientCount];
    }

    /// <summary>The slope in each coefficient; of those outside the working set where <see cref="IsWhole"/> last was, or <see cref="EvaluateAll"/>.</summary>
    public double[] Slopes { get; private set; }

    /// <summary>Whether a pass gives the slopes of all coefficients.</summary>
    public bool IsWhole => _part == _all;

    /// <summary>Columns that a pass reads.</summary>
    public int ColumnsRead => _part.Bank.Columns.Count;

    /// <summary>Passes over the rows so far.</summary>
    public int Passes { get; private set; }

    /// <summary>Takes another working set.</summary>
    /// <param name="working">Its coefficients, in any order.</param>
    public void Take(IReadOnlyList<int> working)
    {
        _working = [.. working];
        if (working.Count >= WholeShare * _all.CoefficientCount)
        {
            _part = _all;
            _places = _working;
            return;
        }

        bool[] isIn = new bool[_all.CoefficientCount];
        foreach (int j in working) isIn[j] = true;
        List<Predictor> predictors = [];
        int[] placeOf = new int[isIn.Length];
        int start = 0;
        foreach (Predictor predictor in _all.Predictors)
        {
            List<Formulas.DesignColumn> columns = [];
            for (int j = 0; j < predictor.Count; j++)
            {
                if (!isIn[predictor.Start + j]) continue;
                placeOf[predictor.Start + j] = start + columns.Count;
                columns.Add(predictor.Columns[j]);
            }

            predictors.Add(new Predictor(columns, predictor.Offset, start));
            start += columns.Count;
        }

        _part = new Objective(_all.Noise, predictors, _all.Observations, _all.Weights);
        _places = [.. _working.Select(j => placeOf[j])];
    }

    /// <summary>The mean surprisal, and the slopes of the working set.</summary>
    /// <param name="values">Coefficients of the working set.</param>
    /// <param name="slopes">Receives their slopes.</param>
    /// <param name="rows">Receives each row's curvature; null where it is not wanted.</param>
    public double Evaluate(ReadOnlySpan<double> values, Span<double> slopes, double[][]? rows)
    {
        Passes++;
        double[] point = new double[_part.CoefficientCount];
        for (int k = 0; k < _places.Length; k++) point[_places[k]] = values[k];
        ObjectiveValue value = rows is null ? _part.Evaluate(point, 1, _options) : _part.EvaluateRows(point, rows, _options);
        for (int k = 0; k < _places.Length; k++) slopes[k] = value.Gradient[_places[k]] / _total;
        if (IsWhole) Slopes = Array.ConvertAll(value.Gradient, g => g / _total);
        return value.Surprisal / _total;
    }

    /// <summary>The mean surprisals at several points, the rows being read once.</summary>
    /// <param name="values">For each point the coefficients of the working set.</param>
    /// <param name="slopes">For each point, receives their slopes.</param>
    /// <param name="everywhere">Where not null: receives for each point the slopes of all coefficients.</param>
    public double[] EvaluateMany(IReadOnlyList<double[]> values, IReadOnlyList<double[]> slopes, double[][]? everywhere)
    {
        Passes++;
        bool all = everywhere is not null;
        Objective objective = all ? _all : _part;
        int[] places = all ? _working : _places;
        double[][] points = new double[values.Count][];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = new double[objective.CoefficientCount];
            for (int k = 0; k < places.Length; k++) points[i][places[k]] = values[i][k];
        }

        ObjectiveValue[] found = objective.EvaluateMany(points, _options);
        for (int i = 0; i < points.Length; i++)
        {
            for (int k = 0; k < places.Length; k++) slopes[i][k] = found[i].Gradient[places[k]] / _total;
            if (all) everywhere![i] = Array.ConvertAll(found[i].Gradient, g => g / _total);
        }

        return [.. found.Select(f => f.Surprisal / _total)];
    }

    /// <summary>Takes slopes of all coefficients that are known.</summary>
    public void Know(double[] slopes) => Slopes = slopes;

    /// <summary>The slopes of all coefficients, and of the working set.</summary>
    /// <param name="values">Coefficients of the working set.</param>
    /// <param name="slopes">Receives their slopes.</param>
    public double EvaluateAll(ReadOnlySpan<double> values, Span<double> slopes)
    {
        Passes++;
        double[] point = new double[_all.CoefficientCount];
        for (int k = 0; k < _working.Length; k++) point[_working[k]] = values[k];
        ObjectiveValue value = _all.Evaluate(point, 1, _options);
        Slopes = Array.ConvertAll(value.Gradient, g => g / _total);
        for (int k = 0; k < _working.Length; k++) slopes[k] = Slopes[_working[k]];
        return value.Surprisal / _total;
    }
}
