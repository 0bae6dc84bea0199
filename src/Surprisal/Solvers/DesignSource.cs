using Surprisal.Formulas;
using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers;

/// <summary>A design's columns as the least squares kernels read them.</summary>
internal sealed class DesignSource(IReadOnlyList<DesignColumn> columns, int rows) : IColumnSource
{
    public int RowCount => rows;

    public int ColumnCount => columns.Count;

    public void Fill(int column, int firstRow, Span<double> destination) => columns[column].Fill(firstRow, destination);
}
