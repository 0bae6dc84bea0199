using Surprisal.Formulas;

namespace Surprisal.Models;

/// <summary>The distinct columns of several predictors: a column that mu and sigma share is packed once a block.</summary>
internal sealed class ColumnBank
{
    private readonly int[][] _places;

    public ColumnBank(IReadOnlyList<PredictorParts> predictors)
    {
        List<DesignColumn> columns = [];
        Dictionary<object, int> index = [];
        _places = new int[predictors.Count][];
        for (int k = 0; k < predictors.Count; k++)
        {
            _places[k] = new int[predictors[k].Count];
            for (int j = 0; j < predictors[k].Count; j++)
            {
                DesignColumn column = predictors[k].Columns[j];
                object identity = Identity(column);
                if (!index.TryGetValue(identity, out int place))
                {
                    place = columns.Count;
                    index.Add(identity, place);
                    columns.Add(column);
                }

                _places[k][j] = place;
            }
        }

        Columns = columns;
    }

    /// <summary>Each column once.</summary>
    public IReadOnlyList<DesignColumn> Columns { get; }

    /// <summary>Where the columns of a predictor stand in <see cref="Columns"/>.</summary>
    public ReadOnlySpan<int> Places(int predictor) => _places[predictor];

    /// <summary>What two columns have in common exactly if they are the same numbers in the same memory.</summary>
    private static object Identity(DesignColumn column) => column switch
    {
        InterceptColumn => typeof(InterceptColumn),
        NumericColumn numeric => numeric.Values,
        CenteredColumn { Column: NumericColumn inner } centered => (inner.Values, centered.Center),
        IndicatorColumn indicator => (indicator.Codes, indicator.Level, indicator.Multiplier),
        _ => column,
    };
}
