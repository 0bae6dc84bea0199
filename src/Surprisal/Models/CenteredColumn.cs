using Surprisal.Formulas;

namespace Surprisal.Models;

/// <summary>A column less a constant, to be used in its place where there is an intercept to take the constant up.</summary>
/// <param name="column">The column.</param>
/// <param name="center">What is subtracted from every cell.</param>
internal sealed class CenteredColumn(DesignColumn column, double center) : DesignColumn(column.Name, column.Term)
{
    /// <summary>The column as it is.</summary>
    public DesignColumn Column { get; } = column;

    /// <summary>What is subtracted from every cell.</summary>
    public double Center { get; } = center;

    /// <inheritdoc/>
    public override void Fill(int firstRow, Span<double> destination)
    {
        Column.Fill(firstRow, destination);
        for (int i = 0; i < destination.Length; i++) destination[i] -= Center;
    }
}
