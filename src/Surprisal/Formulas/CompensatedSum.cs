namespace Surprisal.Formulas;

/// <summary>Sums in the order of the rows whose error does not grow with their number.</summary>
/// <remarks>
/// Source: A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, doi:10.1002/zamm.19740540106.
/// </remarks>
internal static class CompensatedSum
{
    public static double Of(ReadOnlySpan<double> values)
    {
        double sum = 0, lost = 0;
        foreach (double value in values) Add(ref sum, ref lost, value);
        return sum + lost;
    }

    public static double OfProducts(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double sum = 0, lost = 0;
        for (int i = 0; i < first.Length; i++)
        {
            double product = first[i] * second[i];
            Add(ref sum, ref lost, product);
            lost += Math.FusedMultiplyAdd(first[i], second[i], -product);
        }

        return sum + lost;
    }

    private static void Add(ref double sum, ref double lost, double value)
    {
        double total = sum + value;
        lost += Math.Abs(sum) >= Math.Abs(value) ? sum - total + value : value - total + sum;
        sum = total;
    }
}
