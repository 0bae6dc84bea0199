using Surprisal.Data;

namespace Surprisal.Formulas;

/// <summary>The one place where a name in a formula becomes a column of a table.</summary>
internal static class ColumnLookup
{
    /// <summary>The column that a name of a formula means.</summary>
    /// <exception cref="FormulaException">The table has no such column.</exception>
    /// <exception cref="TableException">The column cannot be used: numbers with a few other texts among them, or nothing but missing cells.</exception>
    public static Column Find(Table table, NameNode name, string formulaText)
    {
        if (table.Find(name.Name) is null)
            throw new FormulaException($"{table.Source} has no column {Quoted.Name(name.Name)}", formulaText, name.Position, table.ColumnRemedy(name.Name));
        return table.Use(name.Name);
    }

    /// <summary>The column's cells as numbers, truth values as 0 and 1; a column of numbers is not copied.</summary>
    /// <exception cref="FormulaException">The column is text, or there is none.</exception>
    public static ReadOnlyMemory<double> Numbers(Table table, NameNode name, string formulaText)
    {
        switch (Find(table, name, formulaText))
        {
            case NumberColumn numbers:
                return numbers.Values;
            case BooleanColumn truths:
                return Numbers(truths);
            default:
                throw new FormulaException(
                    $"column {Quoted.Name(name.Name)} is text where numbers are needed", formulaText, name.Position,
                    "a text column can be a term of its own, where it is a factor");
        }
    }

    /// <summary>Truth values as 1, 0 and NaN where missing.</summary>
    public static double[] Numbers(BooleanColumn truths)
    {
        ReadOnlySpan<sbyte> cells = truths.Cells.Span;
        double[] values = new double[cells.Length];
        for (int i = 0; i < values.Length; i++) values[i] = cells[i] < 0 ? double.NaN : cells[i];
        return values;
    }
}
