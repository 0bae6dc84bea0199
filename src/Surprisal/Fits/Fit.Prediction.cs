using Surprisal.Data;

namespace Surprisal.Fits;

/// <content>Predictions for new rows.</content>
public sealed partial class Fit
{
    private readonly PredictionRecipe _prediction;

    /// <summary>The mean of the response in each row of a table, on the response's own scale; for binomial the share of successes.</summary>
    /// <param name="table">Rows with the columns that the formulas use; the response need not be there.</param>
    /// <returns>One number a row; NaN where the mean does not exist.</returns>
    /// <exception cref="InputException">A column or a value is missing, a level is unknown, or the noise model is one of classes.</exception>
    public double[] PredictMean(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return _prediction.Means(table);
    }

    /// <summary>Every parameter of the noise model in each row of a table, on its natural scale.</summary>
    /// <param name="table">Rows with the columns that the formulas use.</param>
    /// <returns>One array a parameter, by name.</returns>
    /// <exception cref="InputException">A column or a value is missing, or a level is unknown.</exception>
    public IReadOnlyDictionary<string, double[]> PredictParameters(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return _prediction.Parameters(table);
    }
}
