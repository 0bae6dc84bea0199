using Surprisal.Models;

namespace Surprisal.Solvers.Paths;

/// <summary>The mean curvature of an objective in the coefficients of a working set, from each row's curvature at one point.</summary>
internal sealed unsafe class WorkingCurvature
{
    private readonly PathColumns _columns;
    private readonly int[] _predictorOf;
    private readonly int _predictors;
    private readonly double _total;

    /// <summary>Prepares for an objective.</summary>
    /// <param name="objective">The objective over all coefficients.</param>
    /// <param name="total">Σw.</param>
    /// <param name="options">Threads and cancellation.</param>
    public WorkingCurvature(Objective objective, double total, EvaluationOptions options)
    {
        _total = total;
        _predictors = objective.Predictors.Count;
        _predictorOf = [.. objective.Predictors.SelectMany(static (p, k) => Enumerable.Repeat(k, p.Count))];
        _columns = new PathColumns([.. objective.Predictors.SelectMany(static p => p.Columns)], objective.RowCount, options);
        Rows = new double[_predictors * (_predictors + 1) / 2][];
        for (int h = 0; h < Rows.Length; h++) Rows[h] = new double[objective.RowCount];
    }

    /// <summary>Each row's curvature, one array a pair of predictors; whoever changes it asks for the whole matrix again.</summary>
    public double[][] Rows { get; }

    /// <summary>The predictor of a coefficient.</summary>
    public int PredictorOf(int coefficient) => _predictorOf[coefficient];

    /// <summary>Fills in the rows and columns of a matrix that belong to the last of its coefficients.</summary>
    /// <param name="matrix">The matrix, as large as the working set.</param>
    /// <param name="working">The working set.</param>
    /// <param name="old">How many of them stand already.</param>
    public void Fill(QuadraticMatrix matrix, IReadOnlyList<int> working, int old)
    {
        for (int a = 0; a < _predictors; a++)
        {
            int[] before = Of(working, a, 0, old), added = Of(working, a, old, working.Count);
            for (int b = 0; b < _predictors; b++)
            {
                double[] rows = Rows[Pair(Math.Min(a, b), Math.Max(a, b))];
                int[] other = b == a ? added : Of(working, b, old, working.Count);
                Add(matrix, working, before, other, rows, triangle: false);
                if (a <= b) Add(matrix, working, added, other, rows, triangle: a == b);
            }
        }
    }

    private static int[] Of(IReadOnlyList<int> working, int[] predictorOf, int predictor, int from, int to) =>
        [.. Enumerable.Range(from, to - from).Where(k => predictorOf[working[k]] == predictor)];

    private int[] Of(IReadOnlyList<int> working, int predictor, int from, int to) => Of(working, _predictorOf, predictor, from, to);

    private int Pair(int a, int b) => (a * _predictors) - (a * (a - 1) / 2) + b - a;

    private void Add(QuadraticMatrix matrix, IReadOnlyList<int> working, int[] left, int[] right, double[] rows, bool triangle)
    {
        if (left.Length == 0 || right.Length == 0) return;
        double[] products = new double[left.Length * right.Length];
        fixed (double* result = products)
            _columns.Gram([.. left.Select(k => working[k])], [.. right.Select(k => working[k])], triangle, rows, null, result, right.Length);
        for (int i = 0; i < left.Length; i++)
        {
            for (int j = triangle ? i : 0; j < right.Length; j++)
            {
                double mean = products[(i * right.Length) + j] / _total;
                matrix.Row(left[i])[right[j]] = mean;
                matrix.Row(right[j])[left[i]] = mean;
            }
        }
    }
}
