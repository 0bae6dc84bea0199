using Surprisal.Formulas;

namespace Surprisal.Models;

/// <summary>A predictor's columns as an objective works on them: dense ones, and codings. Immutable.</summary>
internal sealed class PredictorParts
{
    private PredictorParts(Predictor predictor, int denseStart, bool isCoded)
    {
        Predictor = predictor;
        DenseStart = denseStart;
        IReadOnlyList<int> dense = [.. Enumerable.Range(0, predictor.Count)];
        Groups = isCoded ? CodedGroup.Split(predictor.Columns, predictor.Start, out dense) : [];
        Columns = [.. dense.Select(j => predictor.Columns[j])];
        Coefficients = [.. dense.Select(j => predictor.Start + j)];
    }

    /// <summary>The whole.</summary>
    public Predictor Predictor { get; }

    /// <summary>The dense columns.</summary>
    public IReadOnlyList<DesignColumn> Columns { get; }

    /// <summary>Where their coefficients stand among those of the objective.</summary>
    public IReadOnlyList<int> Coefficients { get; }

    /// <summary>Where they stand among the dense columns of all predictors.</summary>
    public int DenseStart { get; }

    /// <summary>The codings.</summary>
    public IReadOnlyList<CodedGroup> Groups { get; }

    /// <summary>The number of dense columns.</summary>
    public int Count => Columns.Count;

    /// <inheritdoc cref="Predictor.IsConstant"/>
    public bool IsConstant => Predictor.IsConstant;

    /// <summary>The parts of all predictors of an objective.</summary>
    /// <param name="predictors">The predictors.</param>
    /// <param name="isCoded">Whether codings stay codes; else every column is dense.</param>
    public static IReadOnlyList<PredictorParts> Of(IReadOnlyList<Predictor> predictors, bool isCoded = true)
    {
        List<PredictorParts> parts = [];
        int start = 0;
        foreach (Predictor predictor in predictors)
        {
            parts.Add(new PredictorParts(predictor, start, isCoded));
            start += parts[^1].Count;
        }

        return parts;
    }
}
