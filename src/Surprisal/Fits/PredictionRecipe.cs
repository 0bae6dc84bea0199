using Surprisal.Data;
using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Solvers;

namespace Surprisal.Fits;

/// <summary>What is needed to predict for new rows: recipes of columns, coefficients, links. Holds no training rows.</summary>
internal sealed class PredictionRecipe
{
    private readonly NoiseModel _noise;
    private readonly Dictionary<string, double> _held;
    private readonly bool _isExact;
    private readonly List<(string Name, DesignRecipe Recipe, Links.Link Link, double[] Coefficients)> _parameters = [];

    public PredictionRecipe(BoundModel bound, Estimate estimate, IReadOnlyList<IReadOnlyList<DesignColumn>> kept)
    {
        _noise = bound.Noise;
        Dictionary<string, double> held = new(bound.Model.Spec.Held, StringComparer.Ordinal);
        for (int k = 0; k < bound.Parameters.Count; k++)
        {
            BoundParameter parameter = bound.Parameters[k];
            int at = IndexOf(estimate.Bound.Parameters, parameter);
            if (at < 0)
            {
                held[parameter.Parameter.Name] = Runaway.HeldValue(parameter.Parameter);
                continue;
            }

            if (estimate.IsExact && parameter.Parameter != _noise.Parameters[0])
            {
                // Without spread there is nothing to predict of it, and a shape that is none of spread has no estimate.
                held[parameter.Parameter.Name] = CoefficientTable.ExactValue(parameter.Parameter)?.Estimate ?? double.NaN;
                continue;
            }

            // Coefficients over all columns of the recipe, zero where a column is aliased.
            HashSet<DesignColumn> estimable = new(kept[k], ReferenceEqualityComparer.Instance);
            double[] coefficients = new double[parameter.Design.ColumnCount];
            int next = estimate.Predictors[at].Start;
            for (int j = 0; j < coefficients.Length; j++)
            {
                if (estimable.Contains(parameter.Design.Columns[j])) coefficients[j] = estimate.Coefficients[next++];
            }

            _parameters.Add((parameter.Parameter.Name, parameter.Recipe, parameter.Link, coefficients));
        }

        _held = held;
        _isExact = estimate.IsExact;
        Transform = bound.Transform;
    }

    /// <summary>What the model's response is of the column: predictions come back on the column's scale.</summary>
    public ResponseTransform Transform { get; }

    /// <summary>Each parameter of the noise model in each row, on its natural scale.</summary>
    public IReadOnlyDictionary<string, double[]> Parameters(Table table)
    {
        Dictionary<string, double[]> result = new(StringComparer.Ordinal);
        foreach (NoiseParameter parameter in _noise.Parameters)
        {
            double[] values = new double[table.RowCount];
            int at = _parameters.FindIndex(p => string.Equals(p.Name, parameter.Name, StringComparison.Ordinal));
            if (at < 0)
            {
                Array.Fill(values, _held[parameter.Name]);
            }
            else
            {
                (_, DesignRecipe recipe, Links.Link link, double[] coefficients) = _parameters[at];
                Design design = recipe.Apply(table);
                double[] eta = PredictorValues.Of(design.Columns, coefficients, design.Offset, table.RowCount);
                for (int i = 0; i < eta.Length; i++) values[i] = link.Invert(eta[i]);
            }

            result.Add(parameter.Name, values);
        }

        return result;
    }

    /// <summary>The mean of the response in each row.</summary>
    public double[] Means(Table table)
    {
        if (!_noise.IsUnivariate)
            throw new InputException($"noise model '{_noise.Name}' is not one of single numbers, so a row has no mean", "ask for the parameters of each row");
        IReadOnlyDictionary<string, double[]> parameters = Parameters(table);
        double[][] columns = [.. _noise.Parameters.Select(p => parameters[p.Name])];
        double[] means = new double[table.RowCount];
        double[] natural = new double[columns.Length];
        for (int i = 0; i < means.Length; i++)
        {
            for (int k = 0; k < natural.Length; k++) natural[k] = columns[k][i];
            means[i] = _isExact ? TransformedMean.OfPoint(natural[0], Transform) : TransformedMean.Of(_noise.At(natural), Transform);
        }

        return means;
    }

    private static int IndexOf(IReadOnlyList<BoundParameter> parameters, BoundParameter parameter)
    {
        for (int k = 0; k < parameters.Count; k++)
        {
            if (parameters[k] == parameter) return k;
        }

        return -1;
    }
}
