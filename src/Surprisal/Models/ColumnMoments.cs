using Surprisal.Formulas;

namespace Surprisal.Models;

/// <summary>Mean and population standard deviation of columns, rows counting by their frequency weights.</summary>
internal static class ColumnMoments
{
    /// <summary>The mean of a column.</summary>
    public static double Mean(DesignColumn column, int rows, ReadOnlySpan<double> weights) => column is InterceptColumn ? 1 : Of(column, rows, weights).Mean;

    /// <summary>The standard deviation of a column; 1 of one that is constant.</summary>
    public static double Deviation(DesignColumn column, int rows, ReadOnlySpan<double> weights) => Of(column, rows, weights).Deviation is > 0 and var deviation ? deviation : 1;

    /// <summary>Both of a column.</summary>
    public static (double Mean, double Deviation) Of(DesignColumn column, int rows, ReadOnlySpan<double> weights)
    {
        double[] cells = new double[rows];
        column.Fill(0, cells);
        return Of(cells, weights);
    }

    /// <summary>Both of numbers: the mean first, then squares about it, so that nothing cancels; 0 where they are equal but for rounding.</summary>
    public static (double Mean, double Deviation) Of(ReadOnlySpan<double> cells, ReadOnlySpan<double> weights)
    {
        const double Rounding = 1e-14;
        double total = 0, first = 0, second = 0, largest = 0;
        for (int i = 0; i < cells.Length; i++) total += weights.IsEmpty ? 1 : weights[i];
        for (int i = 0; i < cells.Length; i++)
        {
            first += (weights.IsEmpty ? 1 : weights[i]) * cells[i] / total;
            largest = Math.Max(largest, Math.Abs(cells[i]));
        }

        for (int i = 0; i < cells.Length; i++) second += (weights.IsEmpty ? 1 : weights[i]) * ((cells[i] - first) / total * (cells[i] - first));
        double deviation = Math.Sqrt(second);
        return (first, deviation > Rounding * largest ? deviation : 0);
    }
}
