using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Solvers.Paths;

/// <summary>Weighted columns and response of a least squares problem, less their means where there is an intercept to take them up.</summary>
internal sealed unsafe class GaussianMoments
{
    private readonly IReadOnlyList<DesignColumn> _columns;
    private readonly double[] _response;
    private readonly AlignedMemory _residual;

    /// <summary>Looks at the data once.</summary>
    /// <param name="predictor">The columns, the intercept among them or not.</param>
    /// <param name="response">What is to be predicted.</param>
    /// <param name="weights">Frequency weights; empty for ones.</param>
    /// <param name="options">Threads and cancellation.</param>
    public GaussianMoments(Predictor predictor, ReadOnlyMemory<double> response, ReadOnlyMemory<double> weights, EvaluationOptions options)
    {
        HasIntercept = predictor.Columns is [InterceptColumn, ..];
        _columns = HasIntercept ? [.. predictor.Columns.Skip(1)] : predictor.Columns;
        Weights = weights.IsEmpty ? null : weights.ToArray();
        Rows = response.Length;
        Total = Rows;
        if (Weights is not null) Total = Sum(Weights, null);
        Columns = new PathColumns(_columns, Rows, options);
        _response = response.ToArray();
        if (predictor.Offset is { } offset)
        {
            for (int i = 0; i < Rows; i++) _response[i] -= offset.Span[i];
        }

        (Means, Variances) = HasIntercept ? Columns.Moments(Weights, Total) : (new double[_columns.Count], new double[_columns.Count]);
        if (HasIntercept)
        {
            ResponseMean = Sum(_response, Weights) / Total;
            for (int i = 0; i < Rows; i++) _response[i] -= ResponseMean;
        }

        double square = 0;
        for (int i = 0; i < Rows; i++) square += (Weights is null ? 1 : Weights[i]) * _response[i] * _response[i];
        ResponseVariance = square / Total;
        _residual = new AlignedMemory(QuadraticMatrix.Padded(Rows));
    }

    /// <summary>Takes what others have added up; there are no rows to look at.</summary>
    /// <param name="hasIntercept">Whether the first coefficient is the intercept.</param>
    /// <param name="total">Σw.</param>
    /// <param name="means">What is taken from each column.</param>
    /// <param name="responseMean">What is taken from the response.</param>
    /// <param name="responseVariance">The mean square of what is left.</param>
    public GaussianMoments(bool hasIntercept, double total, double[] means, double responseMean, double responseVariance)
    {
        HasIntercept = hasIntercept;
        _columns = new DesignColumn[means.Length];
        Columns = new PathColumns([], 0, new EvaluationOptions(1, CancellationToken.None));
        (Total, Means, Variances, ResponseMean, ResponseVariance) = (total, means, new double[means.Length], responseMean, responseVariance);
        _response = [];
        _residual = new AlignedMemory(0);
    }

    /// <summary>Whether the first coefficient is the intercept.</summary>
    public bool HasIntercept { get; }

    /// <summary>Rows.</summary>
    public int Rows { get; }

    /// <summary>Σw.</summary>
    public double Total { get; }

    /// <summary>w; null for ones.</summary>
    public double[]? Weights { get; }

    /// <summary>The columns but for the intercept.</summary>
    public PathColumns Columns { get; }

    /// <summary>What is taken from each column.</summary>
    public double[] Means { get; }

    /// <summary>The variance of each column; zeros without an intercept.</summary>
    public double[] Variances { get; }

    /// <summary>What is taken from the response.</summary>
    public double ResponseMean { get; }

    /// <summary>The mean square of what is left.</summary>
    public double ResponseVariance { get; }

    /// <summary>The number of columns but for the intercept.</summary>
    public int Count => _columns.Count;

    /// <summary>The mean slopes −xⱼᵀW r/Σw at some coefficients, and the mean square of the residuals r.</summary>
    /// <param name="places">The columns whose coefficient is not zero.</param>
    /// <param name="values">Their coefficients.</param>
    /// <param name="slopes">Receives a slope for each column.</param>
    public double Residuals(ReadOnlySpan<int> places, ReadOnlySpan<double> values, double[] slopes)
    {
        Span<double> residual = new(_residual.Pointer, QuadraticMatrix.Padded(Rows));
        residual.Clear();
        DesignColumn[] chosen = new DesignColumn[places.Length];
        double shift = 0;
        for (int k = 0; k < places.Length; k++)
        {
            chosen[k] = _columns[places[k]];
            shift += Means[places[k]] * values[k];
        }

        PredictorValues.AddTo(residual[..Rows], 0, chosen, values);
        double square = 0, sum = 0;
        for (int i = 0; i < Rows; i++)
        {
            double r = _response[i] - (residual[i] - shift), w = Weights is null ? 1 : Weights[i];
            square += w * r * r;
            sum += w * r;
            residual[i] = -w * r / Total;
        }

        // Columns are taken as they are: with residuals of mean zero that is the same as less their means.
        if (HasIntercept)
        {
            double mean = sum / Total;
            for (int i = 0; i < Rows; i++) residual[i] += (Weights is null ? 1 : Weights[i]) * mean / Total;
        }

        Columns.Multiply(_residual.Pointer, slopes);
        return square / Total;
    }

    private static double Sum(double[] values, double[]? weights)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++) sum += (weights is null ? 1 : weights[i]) * values[i];
        return sum;
    }
}
