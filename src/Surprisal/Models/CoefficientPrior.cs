using Surprisal.Formulas;
using Surprisal.Priors;

namespace Surprisal.Models;

/// <summary>A prior with the coefficients of an objective that it holds for. Immutable.</summary>
internal sealed class CoefficientPrior
{
    private readonly bool[] _covered;

    private CoefficientPrior(Prior prior, int[] positions, int coefficients)
    {
        Prior = prior;
        Positions = positions;
        _covered = new bool[coefficients];
        foreach (int at in positions) _covered[at] = true;
    }

    public Prior Prior { get; }

    /// <summary>Where its coefficients stand among those of the objective, in order.</summary>
    public IReadOnlyList<int> Positions { get; }

    /// <summary>The prior of a model over some predictors; null where the model has none.</summary>
    public static CoefficientPrior? Of(BoundModel bound, IReadOnlyList<Predictor> predictors)
    {
        if (bound.Model.Options.Prior is not { } prior) return null;
        List<int> positions = [];
        for (int k = 0; k < predictors.Count; k++)
        {
            if (!bound.Model.HasPrior(bound.Parameters[k].Parameter.Name)) continue;
            for (int j = 0; j < predictors[k].Count; j++)
            {
                if (predictors[k].Columns[j] is not InterceptColumn) positions.Add(predictors[k].Start + j);
            }
        }

        return new CoefficientPrior(prior, [.. positions], predictors.Sum(static p => p.Count));
    }

    /// <summary>Whether a coefficient is one of those.</summary>
    public bool Covers(int position) => _covered[position];

    /// <summary>−log p of the coefficients, in nats.</summary>
    public double Surprisal(ReadOnlySpan<double> coefficients)
    {
        double sum = 0;
        foreach (int at in Positions) sum -= Prior.LogDensity(coefficients[at]);
        return sum;
    }

    /// <summary>Adds the prior's curvature times a direction.</summary>
    /// <param name="product">What it is added to.</param>
    /// <param name="coefficients">Where the curvature is taken.</param>
    /// <param name="direction">One number a coefficient.</param>
    /// <param name="share">How much of the prior.</param>
    public void AddProductTo(Span<double> product, ReadOnlySpan<double> coefficients, ReadOnlySpan<double> direction, double share)
    {
        foreach (int at in Positions) product[at] += share * Prior.Curvature(coefficients[at]) * direction[at];
    }

    /// <summary>A sum over rows with the surprisal of the coefficients and its derivatives added.</summary>
    /// <param name="value">The sum over rows, which is changed and returned.</param>
    /// <param name="coefficients">Where.</param>
    /// <param name="share">How much of the prior: less than 1 for a sum over a sample of the rows.</param>
    public ObjectiveValue AddTo(ObjectiveValue value, ReadOnlySpan<double> coefficients, double share)
    {
        foreach (int at in Positions)
        {
            if (value.Gradient.Length > 0) value.Gradient[at] += share * Prior.Slope(coefficients[at]);
            if (value.Curvature.Length > 0) value.Curvature[value.Shape.Diagonal(at)] += share * Prior.Curvature(coefficients[at]);
        }

        return value with { Surprisal = value.Surprisal + (share * Surprisal(coefficients)) };
    }
}
