using Surprisal.Models;
using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers;

/// <summary>Some rows of a location model, evenly spaced, for lines that say roughly where the response is. Immutable.</summary>
internal sealed class LocationSample
{
    private const double WellConditioned = 1e-8;
    private readonly ReadOnlyMemory<double>[] _columns;
    private readonly double[] _target;

    private LocationSample(ReadOnlyMemory<double>[] columns, double[] target)
    {
        _columns = columns;
        _target = target;
    }

    /// <summary>How many rows.</summary>
    public int RowCount => _target.Length;

    /// <summary>The sample of a model.</summary>
    /// <param name="bound">The model with its data.</param>
    /// <param name="predictor">The predictor of its location.</param>
    /// <param name="most">The most rows.</param>
    public static LocationSample Of(BoundModel bound, Predictor predictor, int most = StartingPoint.SampleRows)
    {
        int[] rows = StartingPoint.SampleOf(bound.RowCount, most);
        double[] target = StartingPoint.Pick(bound.Response, rows), offset = PredictorValues.At([], [], predictor.Offset, rows);
        for (int i = 0; i < rows.Length; i++) target[i] -= offset[i];
        return new LocationSample(StartingPoint.Sampled(predictor, rows), target);
    }

    /// <summary>Least squares coefficients of all rows of the sample, zero where a column depends on those before it.</summary>
    public double[] LeastSquares() => Solve(_columns, _target);

    /// <summary>Least squares coefficients of some rows of the sample, zero where a column depends on those before it.</summary>
    public double[] LeastSquares(IReadOnlyList<int> rows) => Solve([.. _columns.Select(c => new ReadOnlyMemory<double>(Pick(c.Span, rows)))], Pick(_target, rows));

    /// <summary>|y − xb| of every row of the sample.</summary>
    public double[] Distances(double[] coefficients)
    {
        double[] distances = (double[])_target.Clone();
        for (int j = 0; j < _columns.Length; j++) DenseKernels.AddMultiple(distances, -coefficients[j], _columns[j].Span);
        for (int i = 0; i < distances.Length; i++) distances[i] = Math.Abs(distances[i]);
        return distances;
    }

    /// <summary>By normal equations where they are well conditioned, which is fast; else with care.</summary>
    private static double[] Solve(ReadOnlyMemory<double>[] columns, double[] target)
    {
        int size = columns.Length;
        double[] gram = new double[size * size], right = new double[size];
        for (int a = 0; a < size; a++)
        {
            right[a] = DenseKernels.Dot(columns[a].Span, target);
            for (int b = 0; b <= a; b++) gram[(a * size) + b] = gram[(b * size) + a] = DenseKernels.Dot(columns[a].Span, columns[b].Span);
        }

        Cholesky factor = Cholesky.Factor(gram, size);
        if (factor.IsPositiveDefinite && factor.SmallestRelativePivot > WellConditioned)
        {
            factor.Solve(right);
            return right;
        }

        LeastSquaresSolution solution = Numerics.Dense.LeastSquares.Solve(new LeastSquaresProblem(new MemoryColumns(target.Length, columns), target));
        return [.. solution.Coefficients.Select(static b => double.IsNaN(b) ? 0 : b)];
    }

    private static double[] Pick(ReadOnlySpan<double> values, IReadOnlyList<int> rows)
    {
        double[] picked = new double[rows.Count];
        for (int i = 0; i < picked.Length; i++) picked[i] = values[rows[i]];
        return picked;
    }
}
