using System.Globalization;
using Surprisal.Data;

namespace Surprisal.Formulas;

/// <summary>Finds the columns that a model uses and the rows that it can use.</summary>
internal sealed class ModelFrameBuilder(Table table, IReadOnlyList<Formula> formulas, ModelFrameOptions options)
{
    // Columns with a cell that is missing or infinite, found in the one scan over all cells.
    private readonly HashSet<string> _suspects = new(StringComparer.Ordinal);

    private HashSet<string> _checked = new(StringComparer.Ordinal);

    /// <summary>Whether responses, modifiers and weights do not count.</summary>
    public bool IsPrediction { get; init; }

    private ResponseSpecification? Response => IsPrediction ? null : formulas[0].Response;

    public ModelFrame Build()
    {
        if (table.RowCount == 0) throw new InputException($"{table.Source}: has no rows", "give at least one row of data");
        Formula[] expanded = Expand();
        List<Column> finite = [];
        List<Column> present = [];
        List<Column> other = [];
        Collect(expanded, finite, present, other);

        _checked = new HashSet<string>(finite.Select(static c => c.Name), StringComparer.Ordinal);
        bool[]? dropped = MissingRows([.. finite, .. present]);
        ModelFrame frame = Filter(expanded, dropped, [.. finite, .. present, .. other]);
        RequireFinite(frame, finite.Where(c => _suspects.Contains(c.Name)));
        return IsPrediction ? frame : DropWeightless(frame, expanded);
    }

    private Formula[] Expand()
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        if (Response is not null) taken.UnionWith(formulas[0].ResponseColumns);
        if (options.Weights is not null) taken.UnionWith(options.Weights.Columns);
        string[] dot = [.. table.Columns.Select(static c => c.Name).Where(name => !taken.Contains(name))];
        return [.. formulas.Select(f => f.ExpandDot(dot))];
    }

    private void Collect(Formula[] expanded, List<Column> finite, List<Column> present, List<Column> other)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        void Add(List<Column> list, IEnumerable<NameNode> names, string text)
        {
            foreach (NameNode name in names)
            {
                Column column = ColumnLookup.Find(table, name, text);
                if (seen.Add(name.Name)) list.Add(column);
            }
        }

        if (Response is not null) Add(finite, Response.FiniteColumns, formulas[0].Text);
        if (options.Weights is not null) Add(finite, options.Weights.Expression.Columns, options.Weights.Text);
        foreach (Formula formula in expanded)
        {
            RefuseOwnResponse(formula);
            Add(finite, formula.Terms.Offsets.SelectMany(static o => o.Columns), formula.Text);
            Add(finite, formula.PredictorNodes, formula.Text);
        }

        Add(present, options.OtherColumns.Select(static name => new NameNode(0, name)), string.Empty);
        if (Response is not null) Add(present, Response.BoundColumns, formulas[0].Text);
        if (Response is not null) Add(other, Response.Columns, formulas[0].Text);
    }

    private void RefuseOwnResponse(Formula formula)
    {
        if (Response is null) return;
        Variable? own = formula.Terms.Terms.SelectMany(static t => t.Variables).Distinct().Select(v => formula.Terms.Variables[v])
            .FirstOrDefault(v => Response.Parts.Any(p => string.Equals(p.Text, v.Text, StringComparison.Ordinal)));
        if (own is not null)
            throw new FormulaException(
                $"the response {own.Text} cannot be its own predictor", formula.Text, own.Position, "leave it out of the right side");
    }

    private bool[]? MissingRows(IReadOnlyList<Column> columns)
    {
        bool[]? missing = null;
        (int Row, Column? Column) first = (int.MaxValue, null);
        foreach (Column column in columns)
        {
            // Most columns have no missing cell: find the first at the speed of memory, and look at each cell only from there.
            int start = column switch
            {
                NumberColumn numbers => numbers.FirstNonFinite(),
                TextColumn text => text.Codes.Span.IndexOf(-1),
                BooleanColumn truths => truths.Cells.Span.IndexOf((sbyte)-1),
                _ => 0,
            };
            if (start < 0) continue;
            _suspects.Add(column.Name);
            for (int row = start; row < table.RowCount; row++)
            {
                if (!column.IsMissing(row)) continue;
                missing ??= new bool[table.RowCount];
                missing[row] = true;
                if (row < first.Row) first = (row, column);
            }
        }

        if (first.Column is null || options.Missing == MissingPolicy.Drop) return missing;
        throw new TableException(
            $"{table.Source}: {table.RowName(first.Row)}, column {Quoted.Name(first.Column.Name)}: the cell is missing",
            "fill it in, or let rows with missing cells be dropped");
    }

    private ModelFrame Filter(Formula[] expanded, bool[]? dropped, IReadOnlyList<Column> used)
    {
        if (dropped is null) return new ModelFrame(table, expanded, table, null, options) { CheckedColumns = _checked };
        int[] rows = [.. Enumerable.Range(0, table.RowCount).Where(row => !dropped[row])];
        int missing = table.RowCount - rows.Length;
        if (rows.Length == 0)
        {
            Column worst = used.MaxBy(c => Enumerable.Range(0, table.RowCount).Count(c.IsMissing))!;
            string count = string.Create(CultureInfo.InvariantCulture, $"each of the {table.RowCount} rows");
            throw new InputException(
                $"{table.Source}: {count} has a missing cell in a column used",
                $"the column with the most is {Quoted.Name(worst.Name)}: leave it out or fill it in");
        }

        return Select(expanded, rows, used, missing, 0);
    }

    private ModelFrame Select(Formula[] expanded, int[] rows, IReadOnlyList<Column> used, int missing, int weightless)
    {
        return new ModelFrame(table, expanded, table.Select(used, rows), rows, options)
        {
            CheckedColumns = _checked,
            DroppedMissing = missing,
            DroppedWeightless = weightless,
        };
    }

    private static void RequireFinite(ModelFrame frame, IEnumerable<Column> columns)
    {
        foreach (Column column in columns)
        {
            if (frame.Table.Find(column.Name) is not NumberColumn numbers) continue;
            int row = numbers.FirstNonFinite();
            if (row >= 0)
                throw new TableException(
                    $"{frame.Place(row)}, column {Quoted.Name(column.Name)}: the value is {(numbers.Values.Span[row] > 0 ? "infinite" : "infinite, and negative")}",
                    "correct it, or leave the cell empty to drop the row");
        }
    }

    /// <summary>A row with weight 0 is a row that is not there: its level of a factor must not become a column.</summary>
    private ModelFrame DropWeightless(ModelFrame frame, Formula[] expanded)
    {
        ReadOnlySpan<double> weights = ResponseData.WeightsOf(frame).Span;
        ReadOnlySpan<double> trials = ResponseData.TrialsOf(frame).Span;
        if (!weights.Contains(0.0) && !trials.Contains(0.0)) return frame;
        List<int> kept = [];
        for (int row = 0; row < frame.RowCount; row++)
        {
            bool isWeightless = (!weights.IsEmpty && weights[row] == 0) || (!trials.IsEmpty && trials[row] == 0);
            if (!isWeightless) kept.Add(row);
        }

        if (kept.Count == 0)
            throw new InputException($"{table.Source}: every row has weight 0 or 0 trials", "give some row a positive weight");
        int[] rows = [.. kept.Select(frame.SourceRow)];
        Column[] used = [.. frame.Table.Columns.Select(c => table.Find(c.Name)!)];
        return Select(expanded, rows, used, frame.DroppedMissing, frame.RowCount - kept.Count);
    }
}
