using Surprisal.Links;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>
/// Starting values for a noise model that says nothing of its own: the likeliest of a few plausible parameters on a part of the sample, and
/// from there steps along one working value after the other as long as they help.
/// </summary>
internal static class NumericalStart
{
    private const int LargestSample = 200;
    private const int MostCandidates = 300;
    private const int MostRounds = 60;
    private const double Finest = 0.02;
    private const double LargestWorking = 300.0;
    private const double LargestLogit = 15.0;

    /// <summary>Fills in the parameters; finite and inside their domains for every sample.</summary>
    /// <param name="noise">The noise model.</param>
    /// <param name="y">Responses within the support.</param>
    /// <param name="trials">Numbers of trials; empty for ones.</param>
    /// <param name="weights">Frequency weights; empty for ones.</param>
    /// <param name="parameters">Receives natural parameters.</param>
    public static void Fill(ScalarNoise noise, ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        (double median, double deviation) = RobustSpread.Of(y, weights);
        double spread = RobustSpread.OrFallback(deviation, median);
        Sample sample = new(noise, y, trials, weights);
        double[][] values = [.. noise.Parameters.Select(p => Values(p, median, spread))];
        double[] best = [.. values.Select(static v => v[0])];
        double lowest = sample.Surprisal(best);
        foreach (double[] candidate in Combinations(values).Take(MostCandidates))
        {
            double surprisal = sample.Surprisal(candidate);
            if (!(surprisal < lowest) && !(double.IsNaN(lowest) && !double.IsNaN(surprisal))) continue;
            (best, lowest) = (candidate, surprisal);
        }

        Improve(sample, best, lowest, spread);
        for (int k = 0; k < best.Length; k++) parameters[k] = LinkRegistry.Default(noise.Parameters[k].Domain).Invert(best[k]);
    }

    private static void Improve(Sample sample, double[] point, double lowest, double spread)
    {
        double[] steps = [.. sample.Noise.Parameters.Select(p => p.Domain == ParameterDomain.Real ? spread : 1.0)], smallest = [.. steps.Select(static s => Finest * s)];
        for (int round = 0; round < MostRounds && steps.Where((s, k) => s > smallest[k]).Any(); round++)
        {
            for (int k = 0; k < point.Length; k++)
            {
                double at = point[k];
                bool better = false;
                foreach (double moved in (double[])[at + steps[k], at - steps[k]])
                {
                    if (!IsInside(sample.Noise.Parameters[k].Domain, moved)) continue;
                    point[k] = moved;
                    double surprisal = sample.Surprisal(point);
                    better = surprisal < lowest;
                    if (better) lowest = surprisal;
                    if (better) break;
                    point[k] = at;
                }

                steps[k] *= better ? 1.5 : 0.5;
            }
        }
    }

    private static bool IsInside(ParameterDomain domain, double working) => domain switch
    {
        ParameterDomain.Real => double.IsFinite(working),
        ParameterDomain.Positive => Math.Abs(working) <= LargestWorking,
        _ => Math.Abs(working) <= LargestLogit,
    };

    /// <summary>Working values to try.</summary>
    private static double[] Values(NoiseParameter parameter, double median, double spread)
    {
        double Log(double x) => Math.Clamp(Elementary.Log(x), -LargestWorking, LargestWorking);
        double[] values = parameter.Domain switch
        {
            ParameterDomain.Real => [median, 0.0, 1.0, -1.0, median > 0.0 ? Log(median) : 0.0],
            ParameterDomain.Positive => [Log(spread), 0.0, Log(Math.Max(Math.Abs(median), 1e-300)), 1.5, -1.5, -Log(spread)],
            _ => [median > 0.0 && median < 1.0 ? Math.Clamp(Elementary.Log(median) - Elementary.Log1p(-median), -LargestLogit, LargestLogit) : 0.0, 0.0, -2.0, 2.0],
        };
        return [.. values.Distinct()];
    }

    private static IEnumerable<double[]> Combinations(double[][] values)
    {
        IEnumerable<double[]> all = [[]];
        foreach (double[] choices in values) all = all.SelectMany(head => choices.Select(value => (double[])[.. head, value]));
        return all;
    }

    /// <summary>A part of the rows, and the mean surprisal there.</summary>
    private sealed class Sample
    {
        private readonly double[] _y;
        private readonly double[] _trials;
        private readonly double[] _weights;

        public Sample(ScalarNoise noise, ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights)
        {
            Noise = noise;
            int size = Math.Min(y.Length, LargestSample);
            _y = new double[size];
            _trials = new double[size];
            _weights = new double[size];
            for (int i = 0; i < size; i++)
            {
                int row = (int)((long)i * y.Length / size);
                _y[i] = y[row];
                _trials[i] = trials.IsEmpty ? 1.0 : trials[row];
                _weights[i] = weights.IsEmpty ? 1.0 : weights[row];
            }
        }

        public ScalarNoise Noise { get; }

        public double Surprisal(double[] working)
        {
            if (_y.Length == 0) return double.NaN;
            NoiseEvaluation rows = NoiseEvaluation.Of(Noise, new NoiseRows(_y, [.. working.Select(static w => (ReadOnlyMemory<double>)new[] { w })], _trials), 0);
            double sum = 0.0, weight = 0.0;
            for (int i = 0; i < _y.Length; i++)
            {
                if (_weights[i] == 0.0) continue;
                weight += _weights[i];
                sum += _weights[i] * rows.Surprisal[i];
            }

            return weight > 0.0 ? sum / weight : double.NaN;
        }
    }
}
