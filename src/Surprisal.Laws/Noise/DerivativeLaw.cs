using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>
/// The kernel's gradient is what differences of the formula in doubles say, and its curvature what differences of the gradient say, within the
/// error that the extrapolation estimates and the rounding of the differences.
/// </summary>
internal sealed class DerivativeLaw : CaseLaw
{
    private const double EstimateFactor = 10.0;
    private const double Rounding = 4e-15;
    private const double LargestStep = 0.2;

    // Probabilities of tails and intervals, which the surprisals of combined noise models are made of, are good to this.
    private const double CombinedRounding = 4e-13;

    // A curvature below this is the rounding of one that is 0.
    private const double Visible = 1e-13;

    // A kink so near, as a share of the step, is that of the response itself.
    private const double AtKink = 1e-6;

    // An estimate of the error above this is no comparison at all; kinks between the steps cause it, at few responses.
    private const double Inconclusive = 1e-4;

    /// <inheritdoc/>
    public override string Name => "derivatives";

    /// <inheritdoc/>
    public override string Statement => "gradient and curvature are finite differences of the formula in doubles";

    /// <inheritdoc/>
    protected override void Examine(NoiseCase @case, LawOptions options, Verdict verdict) => Examine(@case, @case.Observed(), verdict);

    /// <summary>Holds the derivatives at some responses against finite differences.</summary>
    /// <param name="case">The formula with its parameters.</param>
    /// <param name="y">The responses.</param>
    /// <param name="verdict">Receives what is found.</param>
    /// <param name="density">
    /// Of a tail of a density with kinks, that density: where its slope jumps the tail's curvature does, so the steps of the differences stay between the kinks, and at a kink
    /// there is no one curvature to compare.
    /// </param>
    internal static void Examine(NoiseCase @case, Observations y, Verdict verdict, NoiseCase? density = null)
    {
        if (y.Count == 0) return;
        NoiseEvaluation at = @case.Evaluate(y, 2);
        int conclusive = 0, all = 0;
        for (int k = 0; k < @case.Working.Length; k++)
        {
            double step = Step(@case, at, k);
            double[][] values = Differences(@case, y, k, step, out double[][][] gradients);
            for (int i = 0; i < y.Count; i++)
            {
                double own = step, distance = density is null ? double.PositiveInfinity : ToKink(density, y.Pick([i]), k, step);
                double[] differences = values[i];
                double[][] slopes = [.. gradients.Select(g => g[i])];
                bool isAtKink = distance <= AtKink * step;
                if (!isAtKink && distance < step)
                {
                    own = 0.5 * distance;
                    differences = Differences(@case, y.Pick([i]), k, own, out double[][][] between)[0];
                    slopes = [.. between.Select(static g => g[0])];
                }

                // Steps from a working value far from 0 are not quite the ones that the extrapolation takes them for.
                double smallest = Ridders.Smallest(own), uneven = 4.0 * (Math.BitIncrement(Math.Abs(@case.Working[k])) - Math.Abs(@case.Working[k])) / smallest;
                double rounding = @case.Noise is CombinedNoise ? CombinedRounding : Rounding;
                string name = @case.Noise.Parameters[k].Name, where = $"at y = {Describe(y, i)}";
                double noise = (rounding * (1.0 + Math.Abs(at.Surprisal[i])) / smallest) + (uneven * Math.Abs(at.Gradient(k)[i]));
                conclusive += Compare(verdict, at.Gradient(k)[i], Ridders.Extrapolate(differences), noise, $"gradient in {name} {where}");
                all++;
                if (isAtKink) continue;
                for (int j = 0; j < @case.Working.Length; j++)
                {
                    noise = (rounding * (1.0 + Math.Abs(at.Gradient(j)[i])) / smallest) + (uneven * Math.Abs(at.Curvature(j, k)[i]));
                    string what = $"curvature in {@case.Noise.Parameters[j].Name} and {name} {where}";
                    conclusive += Compare(verdict, at.Curvature(j, k)[i], Ridders.Extrapolate(slopes[j]), noise, what);
                    all++;
                }
            }
        }

        verdict.Require(2 * conclusive > all, "the error of most finite differences is too large to say anything");
    }

    /// <summary>From a working value to the nearest at which the gradient jumps, within a step.</summary>
    private static double ToKink(NoiseCase density, Observations y, int k, double step) =>
        GradientJumps.Of(density, y, k, density.Working[k] - step, density.Working[k] + step).Select(w => Math.Abs(w - density.Working[k])).Append(double.PositiveInfinity).Min();

    /// <summary>A step in which the surprisal is smooth: a fifth of the distance over which its slope changes by 1.</summary>
    private static double Step(NoiseCase @case, NoiseEvaluation at, int k)
    {
        double largest = 0.0;
        foreach (double curvature in at.Curvature(k, k)) largest = Math.Max(largest, Math.Abs(curvature));
        double scale = largest > Visible ? 1.0 / Math.Sqrt(largest) : 1.0;
        bool real = @case.Noise.Parameters[k].Domain == Links.ParameterDomain.Real && @case.Distribution is not null;
        return LargestStep * (real ? scale : Math.Min(1.0, scale));
    }

    /// <summary>Central differences of the formula, and by the kernel of the gradient, for all steps: [response][step], [parameter][response][step].</summary>
    private static double[][] Differences(NoiseCase @case, Observations y, int k, double largest, out double[][][] gradients)
    {
        double[][] values = New(y.Count);
        gradients = [.. @case.Working.Select(_ => New(y.Count))];
        for (int s = 0; s < Ridders.Steps; s++)
        {
            double[] above = [.. @case.Working], below = [.. @case.Working];
            above[k] += Ridders.Step(largest, s);
            below[k] -= Ridders.Step(largest, s);
            double step = above[k] - below[k];
            NoiseEvaluation high = At(above), low = At(below);
            for (int i = 0; i < y.Count; i++)
            {
                values[i][s] = (@case.Surprisal(y, i, above) - @case.Surprisal(y, i, below)) / step;
                for (int j = 0; j < gradients.Length; j++) gradients[j][i][s] = (high.Gradient(j)[i] - low.Gradient(j)[i]) / step;
            }
        }

        return values;

        NoiseEvaluation At(double[] working) => NoiseEvaluation.Of(@case.Noise, new NoiseRows(y, NoiseCase.Uniform(working)), 1);
    }

    private static string Describe(Observations y, int row)
    {
        string text = string.Join(' ', y.Responses.Select(column => Verdict.Format(column.Span[row])));
        if (y.IsCensored) text += $", censoring {Verdict.Format(y.Censoring.Span[row])} up to {Verdict.Format(y.CensoringUpper.Span[row])}";
        return y.IsTruncated ? $"{text}, bounds {Verdict.Format(y.TruncationLower.Span[row])} and {Verdict.Format(y.TruncationUpper.Span[row])}" : text;
    }

    private static double[][] New(int rows)
    {
        double[][] arrays = new double[rows][];
        for (int i = 0; i < rows; i++) arrays[i] = new double[Ridders.Steps];
        return arrays;
    }

    private static int Compare(Verdict verdict, double derived, Slope slope, double noise, string what)
    {
        double size = Math.Abs(derived) + 1.0, bound = (EstimateFactor * slope.Error) + noise + (Rounding * size);
        if (bound > Inconclusive * size && double.IsFinite(derived)) return 0;
        verdict.Near(derived, slope.Value, bound, what);
        return 1;
    }
}
