namespace Surprisal.Laws;

/// <summary>
/// The expected curvature of a surprisal with kinks, whose second derivative where it exists leaves the jumps of the slope out: the slope of the
/// expected gradient, which has them.
/// </summary>
/// <remarks>
/// The expectation is a smooth function of a working value on either side of the true one, not across it: differences to the right, extrapolated
/// in all powers of the step (Neville's scheme; Press et al., Numerical Recipes (2007), section 3.2).
/// </remarks>
internal static class ExpectedSlope
{
    private const int Steps = 11;
    private const double LargestStep = 0.4;
    private const double Shrink = 1.5;

    /// <summary>The slope of the expected gradient in parameter <paramref name="j"/> along the working value of parameter <paramref name="k"/>.</summary>
    public static Slope Of(NoiseCase @case, int j, int k)
    {
        double width = @case.Noise.Parameters[k].Domain == Links.ParameterDomain.Real
            ? @case.Distribution!.Quantile(0.75) - @case.Distribution.Quantile(0.25)
            : 1.0;
        double[] steps = new double[Steps], table = new double[Steps];
        double middle = Gradient(@case, j, k, 0.0, out _);
        Slope best = new(double.NaN, double.PositiveInfinity);
        for (int i = 0; i < Steps; i++)
        {
            double gradient = Gradient(@case, j, k, LargestStep * width / Math.Pow(Shrink, i), out steps[i]);
            table[i] = (gradient - middle) / steps[i];
            for (int s = i - 1; s >= 0; s--)
            {
                double next = table[s + 1] + ((table[s + 1] - table[s]) * steps[i] / (steps[s] - steps[i]));
                double error = Math.Max(Math.Abs(next - table[s + 1]), Math.Abs(next - table[s]));
                table[s] = next;
                if (error < best.Error) best = new(next, error);
            }
        }

        return best;
    }

    /// <summary>The gradient in parameter j at a moved working value, expected at the true ones; the step as doubles have it.</summary>
    private static double Gradient(NoiseCase @case, int j, int k, double move, out double step)
    {
        double[] working = [.. @case.Working];
        working[k] += move;
        step = working[k] - @case.Working[k];
        return Expectation.Of(@case, 0, 1, (y, _, weights, values) =>
        {
            ReadOnlySpan<double> gradient = Noise.NoiseEvaluation.Of(@case.Noise, @case.Rows(y, working), 1).Gradient(j);
            for (int i = 0; i < y.Length; i++) values[0][i] = weights[i] == 0.0 ? 0.0 : weights[i] * gradient[i];
        }).Values[0];
    }
}
