using Surprisal.Data;

namespace Surprisal.Formulas;

/// <summary>What becomes of rows in which a used column has a missing cell.</summary>
public enum MissingPolicy
{
    /// <summary>They are left out and counted.</summary>
    Drop,

    /// <summary>The first of them is an error.</summary>
    Fail,
}

/// <summary>How a frame is made.</summary>
public sealed record ModelFrameOptions
{
    /// <summary>What becomes of rows with missing cells.</summary>
    public MissingPolicy Missing { get; init; } = MissingPolicy.Drop;

    /// <summary>Weights given apart from the formula, as the modifier <c>weights(w)</c> would; null for none.</summary>
    public DataExpression? Weights { get; init; }

    /// <summary>Further columns that have to be present in the rows used, such as the clusters of standard errors.</summary>
    public IReadOnlyList<string> OtherColumns { get; init; } = [];
}

/// <summary>
/// The rows of a table that all formulas of a model can use, and the formulas with <c>.</c> expanded to the columns that no response and no
/// modifier uses. Immutable.
/// </summary>
public sealed class ModelFrame
{
    private readonly int[]? _rows;

    internal ModelFrame(Table source, IReadOnlyList<Formula> formulas, Table table, int[]? rows, ModelFrameOptions options)
    {
        SourceTable = source;
        Formulas = formulas;
        Table = table;
        _rows = rows;
        Options = options;
    }

    /// <summary>The rows used, of the columns used; the very table that was given if no row was dropped.</summary>
    public Table Table { get; }

    /// <summary>The formulas in the order given, with <c>.</c> expanded.</summary>
    public IReadOnlyList<Formula> Formulas { get; }

    /// <summary>The number of rows used.</summary>
    public int RowCount => Table.RowCount;

    /// <summary>The number of rows left out because a used cell is missing.</summary>
    public int DroppedMissing { get; internal init; }

    /// <summary>The number of rows left out because their weight or number of trials is 0.</summary>
    public int DroppedWeightless { get; internal init; }

    /// <summary>The number of rows left out.</summary>
    public int RowsDropped => DroppedMissing + DroppedWeightless;

    /// <summary>The columns in which every cell is known to be present and finite.</summary>
    internal IReadOnlySet<string> CheckedColumns { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    internal Table SourceTable { get; }

    internal ModelFrameOptions Options { get; }

    /// <summary>Makes the frame of a model.</summary>
    /// <param name="table">The data.</param>
    /// <param name="formulas">The formula with the response, then those of parameters.</param>
    /// <param name="options">Weights, further columns, missing cells; null for the defaults.</param>
    /// <exception cref="FormulaException">
    /// A formula uses a column that the table does not have, or its own response as predictor.
    /// </exception>
    /// <exception cref="InputException">
    /// A cell that is used is missing under <see cref="MissingPolicy.Fail"/>, or infinite; no row is left; a weight or a number of trials
    /// is negative.
    /// </exception>
    /// <exception cref="ArgumentException">There is no formula.</exception>
    /// <exception cref="ArgumentNullException">The table or the formulas are null.</exception>
    public static ModelFrame Create(Table table, IReadOnlyList<Formula> formulas, ModelFrameOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(formulas);
        if (formulas.Count == 0) throw new ArgumentException("a model has at least one formula", nameof(formulas));
        return new ModelFrameBuilder(table, formulas, options ?? new ModelFrameOptions()).Build();
    }

    /// <summary>Makes the frame of rows to predict for: only the right sides of the formulas count.</summary>
    /// <param name="table">The new data.</param>
    /// <param name="formulas">The formulas of the frame that the model was trained on.</param>
    /// <param name="missing">What becomes of rows with missing cells.</param>
    /// <exception cref="FormulaException">A formula uses a column that the table does not have.</exception>
    /// <exception cref="InputException">
    /// A cell that is used is missing under <see cref="MissingPolicy.Fail"/>, or infinite; no row is left.
    /// </exception>
    /// <exception cref="ArgumentNullException">The table or the formulas are null.</exception>
    public static ModelFrame ForPrediction(Table table, IReadOnlyList<Formula> formulas, MissingPolicy missing = MissingPolicy.Fail)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(formulas);
        return new ModelFrameBuilder(table, formulas, new ModelFrameOptions { Missing = missing }) { IsPrediction = true }.Build();
    }

    /// <summary>The row of the given table that a row of <see cref="Table"/> was.</summary>
    /// <param name="row">Zero-based row of this frame.</param>
    /// <returns>Zero-based row of the table that the frame was made of.</returns>
    public int SourceRow(int row) => _rows is null ? row : _rows[row];

    /// <summary>How messages name a row of this frame: by the source and the row's name there.</summary>
    internal string Place(int row) => $"{Table.Source}: {Table.RowName(row)}";
}
