using System.Runtime.Intrinsics;
using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Solvers.Paths;

namespace Surprisal.Fits.Strengths;

/// <summary>
/// Sums of products of columns, response and ones over some rows of a least squares problem, all less the means over all rows: whatever a path or a sum of squared
/// residuals needs to know of those rows. Sums over the others are differences.
/// </summary>
internal sealed unsafe class FoldSums
{
    // Of a sum of squares that is smaller than this share of the response's, the products have lost too many digits.
    private const double Lossy = 1e-7;

    // Of a lasso's folds: their scores then are right to about 1e-10.
    private const double FoldTolerance = 5e-7;
    private readonly double[] _sums;
    private readonly int _size;

    private FoldSums(double[] sums, int size) => (_sums, _size) = (sums, size);

    /// <summary>The number of columns but for the intercept.</summary>
    private int Count => _size - 2;

    /// <summary>Σw.</summary>
    public double Total => At(Count + 1, Count + 1);

    /// <summary>Adds up rows.</summary>
    /// <param name="part">The rows.</param>
    /// <param name="centres">The means of all rows.</param>
    /// <param name="options">Threads and cancellation.</param>
    public static FoldSums Of(FoldPart part, SquareCentres centres, EvaluationOptions options)
    {
        Predictor predictor = part.Predictors[0];
        double[] response = part.Observations.Response.ToArray(), ones = new double[response.Length];
        Array.Fill(ones, 1);
        if (predictor.Offset is { } offset)
        {
            for (int i = 0; i < response.Length; i++) response[i] -= offset.Span[i];
        }

        DesignColumn[] columns = [.. predictor.Columns.Skip(centres.Skipped), new NumericColumn("y", 0, response), new NumericColumn("1", 0, ones)];
        int size = columns.Length;
        int[] all = [.. Enumerable.Range(0, size)];
        double[] sums = new double[size * size];
        PathColumns products = new(columns, response.Length, options);
        fixed (double* first = sums)
            products.Gram(all, all, triangle: true, part.Weights.IsEmpty ? null : part.Weights.ToArray(), centres.HasIntercept ? [.. centres.Columns, centres.Response, 0] : null, first, size);
        return new FoldSums(sums, size);
    }

    /// <summary>The sums over several sets of rows together.</summary>
    public static FoldSums Add(IReadOnlyList<FoldSums> parts)
    {
        double[] sums = (double[])parts[0]._sums.Clone();
        foreach (FoldSums part in parts.Skip(1))
        {
            for (int k = 0; k < sums.Length; k++) sums[k] += part._sums[k];
        }

        return new FoldSums(sums, parts[0]._size);
    }

    /// <summary>A path on all rows but these; on all where there are none to leave out.</summary>
    /// <param name="left">What is left out; null for nothing.</param>
    /// <param name="centres">The means of all rows.</param>
    /// <param name="penalty">The penalty.</param>
    public GaussianPath PathWithout(FoldSums? left, SquareCentres centres, PathPenalty penalty)
    {
        double total = Total - (left?.Total ?? 0);
        QuadraticMatrix matrix = new(Count);
        matrix.Grow(Count);
        double[] shift = new double[Count], slopes = new double[Count];

        // About means of its own: with S the sum about others, Σ(x − m − s/W)(x − m − s/W)ᵀ = S − ssᵀ/W.
        double t = centres.HasIntercept ? Difference(left, Count, Count + 1) : 0;
        if (centres.HasIntercept)
        {
            for (int j = 0; j < Count; j++) shift[j] = Difference(left, j, Count + 1);
        }

        for (int i = 0; i < Count; i++)
        {
            double* row = matrix.Row(i);
            for (int j = i; j < Count; j++) row[j] = (Difference(left, i, j) - (shift[i] * shift[j] / total)) / total;
            slopes[i] = -(Difference(left, i, Count) - (shift[i] * t / total)) / total;
        }

        matrix.Mirror(0);
        double variance = (Difference(left, Count, Count) - (t * t / total)) / total;
        double[] means = [.. centres.Columns.Select((mean, j) => mean + (shift[j] / total))];
        return new GaussianPath(new GaussianMoments(centres.HasIntercept, total, means, centres.Response + (t / total), variance), penalty, matrix, slopes) { RelativeTolerance = left is null || penalty.Alpha < 0.5 ? 1e-8 : FoldTolerance };
    }

    /// <summary>Σ w (y − η)² of a point's predictions; null where the products have lost too many digits to say.</summary>
    public double? SquaredResiduals(PathPoint point, SquareCentres centres)
    {
        List<(int Column, double Value)> values = [];
        double intercept = 0;
        for (int k = 0; k < point.Places.Length; k++)
        {
            if (centres.HasIntercept && point.Places[k] == 0) intercept += point.Values[k];
            else if (point.Values[k] != 0) values.Add((point.Places[k] - centres.Skipped, point.Values[k]));
        }

        foreach ((int column, double value) in values) intercept += centres.Columns[column] * value;
        double shift = intercept - centres.Response, square = At(Count, Count), sum = square;
        // vᵀFv over columns in their order, F's upper triangle only: the rest of each row times what follows.
        double[] dense = new double[Count];
        foreach ((int column, double value) in values) dense[column] = value;
        foreach ((int column, double value) in values)
        {
            double half = (0.5 * value * At(column, column)) + Rest(dense, column);
            sum += 2 * value * (half - At(column, Count) + (shift * At(column, Count + 1)));
        }

        sum += shift * ((shift * Total) - (2 * At(Count, Count + 1)));
        return sum > Lossy * square ? sum : null;
    }

    /// <summary>What of a row stands right of the diagonal times a vector, in eight sums.</summary>
    private double Rest(double[] vector, int row)
    {
        ReadOnlySpan<double> left = _sums.AsSpan((row * _size) + row + 1, Count - row - 1), right = vector.AsSpan(row + 1);
        Vector512<double> eight = Vector512<double>.Zero;
        int j = 0;
        for (; j + 8 <= left.Length; j += 8) eight += Vector512.Create(left.Slice(j, 8)) * Vector512.Create(right.Slice(j, 8));
        double sum = ((eight[0] + eight[1]) + (eight[2] + eight[3])) + ((eight[4] + eight[5]) + (eight[6] + eight[7]));
        for (; j < left.Length; j++) sum += left[j] * right[j];
        return sum;
    }

    private double At(int row, int column) => _sums[(row * _size) + column];

    private double Difference(FoldSums? left, int row, int column) => At(row, column) - (left?.At(row, column) ?? 0);
}

/// <summary>The means of all rows of a least squares problem; zeros without an intercept. Immutable.</summary>
/// <param name="HasIntercept">Whether the first column is the intercept.</param>
/// <param name="Columns">Of the columns but for the intercept.</param>
/// <param name="Response">Of the response less its offset.</param>
internal sealed record SquareCentres(bool HasIntercept, double[] Columns, double Response)
{
    /// <summary>How many columns come before those with a mean.</summary>
    public int Skipped => HasIntercept ? 1 : 0;

    /// <summary>Looks at all rows.</summary>
    public static SquareCentres Of(PathProblem problem)
    {
        GaussianMoments moments = new(problem.Predictors[0], problem.Bound.Response, problem.Bound.Weights, problem.Evaluation);
        return new SquareCentres(moments.HasIntercept, moments.Means, moments.ResponseMean);
    }
}
