using System.Collections.Concurrent;
using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise.Expressions;

/// <summary>log ∫ e^(−surprisal) of a density that is not normalised, as a function of its parameters, with its derivatives under the integral.</summary>
/// <remarks>
/// <para>With Z the integral and S the surprisal, ∂ log Z = −E ∂S, and ∂² log Z = Cov(∂S, ∂S) − E ∂²S, the expectations being those of the
/// normalised density: all from the nodes of one adaptive quadrature. Where the surprisal has kinks, whose second derivative no node sees, the
/// second derivatives are fourth-order differences of the gradient.</para>
/// <para>Cost: one quadrature for each set of parameters, 0.2 to 1 ms; once a pass where the parameters are the same in all rows, as many as
/// there are different sets where predictors vary. Results are kept; parameters that only move the density do not count.</para>
/// </remarks>
internal sealed class LogNormaliser : RowFunction
{
    private const int MostKept = 16_384;
    private const double DifferenceStep = 2e-3;
    private readonly ExpressionNoise _noise;
    private readonly int[] _counted;
    private readonly ConcurrentDictionary<Key, double[]> _kept = new();

    /// <summary>The normaliser of a density.</summary>
    /// <param name="noise">The density, not normalised.</param>
    public LogNormaliser(ExpressionNoise noise)
    {
        _noise = noise;
        _counted = [.. Enumerable.Range(0, noise.Parameters.Count).Where(k => !noise.IsShift(k))];
    }

    /// <inheritdoc/>
    public override int Arity => _counted.Length;

    /// <summary>The normaliser at the parameters of a number type.</summary>
    /// <param name="working">All parameters on their formula scales.</param>
    /// <typeparam name="T">The number type.</typeparam>
    public T At<T>(ReadOnlySpan<T> working)
        where T : struct, IReal<T>
    {
        T[] counted = new T[_counted.Length];
        for (int i = 0; i < counted.Length; i++) counted[i] = working[_counted[i]];
        return T.Apply(this, counted);
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Evaluate(ReadOnlySpan<double> x, int order)
    {
        int m = x.Length, length = 1 + (order > 0 ? m : 0) + (order > 1 ? m * (m + 1) / 2 : 0);
        Key key = new(x.ToArray());
        if (_kept.TryGetValue(key, out double[]? kept) && kept.Length >= length) return kept;
        double[] result = order > 1 && _noise.HasKink ? WithDifferences(key.Values) : Integrate(key.Values, order);

        // A pure function: what is forgotten is computed again, to the same bits.
        if (_kept.Count >= MostKept) _kept.Clear();
        _kept[key] = result;
        return result;
    }

    private double[] Integrate(double[] x, int order)
    {
        int m = x.Length, count = _noise.Parameters.Count;
        double[] working = new double[count], natural = new double[count];
        for (int i = 0; i < m; i++) working[_counted[i]] = x[i];
        for (int k = 0; k < count; k++) natural[k] = LinkRegistry.OfFormula(_noise.Parameters[k].Domain).Invert(working[k]);
        double[] result = new double[1 + (order > 0 ? m : 0) + (order > 1 ? m * (m + 1) / 2 : 0)];
        Array.Fill(result, double.NaN);
        for (int k = 0; k < count; k++)
        {
            if (!_noise.Parameters[k].Domain.Contains(natural[k])) return result;
        }

        NumericalDistribution distribution = NumericalDistribution.Of(_noise, natural, 1.0);
        result[0] = distribution.LogNormaliser;
        if (order == 0 || !double.IsFinite(result[0])) return result;
        List<double> nodes = [], shares = [];
        distribution.ForEachNode((y, share) =>
        {
            if (!(share > 0.0) || !_noise.Support.Contains(y)) return;
            nodes.Add(y);
            shares.Add(share);
        });
        NoiseEvaluation at = NoiseEvaluation.Of(_noise, new NoiseRows(nodes.ToArray(), [.. working.Select(static w => (ReadOnlyMemory<double>)new[] { w })]), order);
        double Mean(Func<int, double> value)
        {
            double sum = 0.0;
            for (int i = 0; i < shares.Count; i++) sum += shares[i] * value(i);
            return sum;
        }

        for (int a = 0, h = 1 + m; a < m; a++)
        {
            int p = _counted[a];
            result[1 + a] = -Mean(i => at.Gradient(p)[i]);
            for (int b = a; order > 1 && b < m; b++, h++)
            {
                int q = _counted[b];
                double meanP = -result[1 + a], meanQ = b == a ? meanP : Mean(i => at.Gradient(q)[i]);
                result[h] = Mean(i => ((at.Gradient(p)[i] - meanP) * (at.Gradient(q)[i] - meanQ)) - at.Curvature(p, q)[i]);
            }
        }

        return result;
    }

    private double[] WithDifferences(double[] x)
    {
        int m = x.Length;
        double[] first = Integrate(x, 1), result = new double[1 + m + (m * (m + 1) / 2)];
        first.CopyTo(result, 0);
        double[] Gradient(int k, double step)
        {
            double[] moved = [.. x];
            moved[k] += step;
            return Integrate(moved, 1);
        }

        for (int a = 0, h = 1 + m; a < m; a++)
        {
            double[] up = Gradient(a, DifferenceStep), down = Gradient(a, -DifferenceStep), above = Gradient(a, 2.0 * DifferenceStep), below = Gradient(a, -2.0 * DifferenceStep);
            for (int b = a; b < m; b++, h++) result[h] = ((8.0 * (up[1 + b] - down[1 + b])) - (above[1 + b] - below[1 + b])) / (12.0 * DifferenceStep);
        }

        return result;
    }

    private sealed class Key(double[] values) : IEquatable<Key>
    {
        public double[] Values { get; } = values;

        public bool Equals(Key? other) => other is not null && Values.AsSpan().SequenceEqual(other.Values);

        public override bool Equals(object? obj) => Equals(obj as Key);

        public override int GetHashCode()
        {
            HashCode hash = default;
            foreach (double value in Values) hash.Add(value);
            return hash.ToHashCode();
        }
    }
}
