using Surprisal.Formulas;

namespace Surprisal.Models;

/// <summary>The distinct columns of several predictors: a column that mu and sigma share is packed once a block.</summary>
internal sealed class ColumnBank
{
    private readonly int[][] _places;

    public ColumnBank(IReadOnlyList<Predictor> predictors)
    {
        List<DesignColumn> columns = [];
        Dictionary<DesignColumn, int> index = new(ReferenceEqualityComparer.Instance);
        _places = new int[predictors.Count][];
        int intercept = -1;
        for (int k = 0; k < predictors.Count; k++)
        {
            _places[k] = new int[predictors[k].Count];
            for (int j = 0; j < predictors[k].Count; j++)
            {
                DesignColumn column = predictors[k].Columns[j];
                bool isIntercept = column is InterceptColumn;
                if (isIntercept && intercept >= 0)
                {
                    _places[k][j] = intercept;
                    continue;
                }

                if (!index.TryGetValue(column, out int place))
                {
                    place = columns.Count;
                    index.Add(column, place);
                    columns.Add(column);
                    if (isIntercept) intercept = place;
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
}
