namespace Surprisal.Laws;

/// <summary>A derivative with an estimate of its error.</summary>
internal readonly record struct Slope(double Value, double Error);

/// <summary>Derivatives by Richardson-extrapolated central differences.</summary>
/// <remarks>Ridders (1982), doi:10.1016/S0141-1195(82)80057-0: steps shrink by 1.4, the tableau's entry with the least estimated error is taken.</remarks>
internal static class Ridders
{
    /// <summary>How many steps there are.</summary>
    public const int Steps = 12;
    private const double Shrink = 1.4;

    /// <summary>The smallest step for a largest one.</summary>
    public static double Smallest(double largest) => Step(largest, Steps - 1);

    /// <summary>The i-th step.</summary>
    public static double Step(double largest, int i) => largest / Math.Pow(Shrink, i);

    /// <summary>The derivative of a function.</summary>
    public static Slope Of(Func<double, double> f, double x, double largest)
    {
        double[] differences = new double[Steps];
        for (int i = 0; i < Steps; i++)
        {
            // The steps as the doubles around x have them.
            double above = x + Step(largest, i), below = x - Step(largest, i);
            differences[i] = (f(above) - f(below)) / (above - below);
        }

        return Extrapolate(differences);
    }

    /// <summary>The derivative from the central differences of all steps.</summary>
    public static Slope Extrapolate(ReadOnlySpan<double> differences)
    {
        Span<double> previous = stackalloc double[Steps], current = stackalloc double[Steps];
        Slope best = new(double.NaN, double.PositiveInfinity);
        previous[0] = differences[0];
        for (int i = 1; i < Steps; i++)
        {
            current[0] = differences[i];
            double factor = 1.0;
            for (int j = 1; j <= i; j++)
            {
                factor *= Shrink * Shrink;
                current[j] = ((current[j - 1] * factor) - previous[j - 1]) / (factor - 1.0);
                double error = Math.Max(Math.Abs(current[j] - current[j - 1]), Math.Abs(current[j] - previous[j - 1]));
                if (error < best.Error) best = new(current[j], error);
            }

            current.CopyTo(previous);
        }

        return best;
    }
}
