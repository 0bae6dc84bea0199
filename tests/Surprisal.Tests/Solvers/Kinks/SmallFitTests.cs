using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Numerics.Random;
using Xunit;

namespace Surprisal.Tests.Solvers.Kinks;

/// <summary>A thousand small fits of every noise model with kinks: ties, repeated rows, weights, columns that depend on one another.</summary>
public sealed class SmallFitTests
{
    private const int Many = 1000;

    [Theory]
    [InlineData("laplace")]
    [InlineData("asymmetric-laplace")]
    [InlineData("epsilon-insensitive")]
    public void Every_fit_is_proven_and_none_of_its_vertices_is_better(string noise)
    {
        int enumerated = 0, proven = 0, ambiguous = 0;
        for (int seed = 0; seed < Many; seed++)
        {
            Draw draw = new(noise, seed);
            Fit fit = Model.Of(draw.Noise, [draw.Formula], new ModelOptions { Weights = "w" }).Fit(draw.Table, new FitOptions { Threads = 1 });
            Assert.True(fit.Status is FitStatus.Converged or FitStatus.Boundary or FitStatus.ExactFit, $"{noise} {seed}: {fit.Status}");
            if (fit.Status == FitStatus.ExactFit) continue;
            Assert.True(fit.Certificate.DualityGap is >= 0 and <= 1e-10, $"{noise} {seed}: gap {fit.Certificate.DualityGap:R}");
            proven++;
            ambiguous += fit.Certificate.IsUnique == false ? 1 : 0;
            Assert.Equal(fit.Certificate.IsUnique == false, fit.Reasons.Any(static r => r.Contains("not unique", StringComparison.Ordinal)));
            double[] b = [.. fit.Parameters[0].Coefficients.Select(static c => c.Estimate ?? 0)];
            double loss = draw.Loss(b), size = draw.Size;
            foreach (double[] vertex in draw.Vertices())
            {
                enumerated++;
                Assert.True(draw.Loss(vertex) >= loss - (1e-11 * size), $"{noise} {seed}: {loss:R}, a vertex has {draw.Loss(vertex):R}");
            }
        }

        Assert.True(proven > 0.8 * Many, $"{proven} proven");
        Assert.True(enumerated > 50 * Many, $"{enumerated} vertices");
        Assert.True(ambiguous > 10 && ambiguous < proven / 2, $"{ambiguous} not unique");
    }

    /// <summary>A random fit, and its loss straight from the definition.</summary>
    private sealed class Draw
    {
        private readonly double[][] _x;
        private readonly double[] _y;
        private readonly double[] _w;
        private readonly double _lower = -1;
        private readonly double _upper = 1;
        private readonly double _epsilon;

        public Draw(string noise, int seed)
        {
            RandomStream random = new(1000 + seed);
            int rows = 5 + (int)random.NextInteger(56), size = 1 + (int)random.NextInteger(Math.Min(6, rows - 2)), kind = seed % 4;
            _x = [.. Enumerable.Range(0, size).Select(j => Enumerable.Range(0, rows).Select(_ => j == 0 ? 1 : kind < 2 ? random.NextNormal() : random.NextInteger(3)).ToArray())];
            if (size > 2 && seed % 5 == 0) _x[2] = [.. _x[1].Select(static v => (2 * v) - 1)];
            _y = [.. Enumerable.Range(0, rows).Select(i => _x.Sum(c => c[i]) + (kind % 2 == 0 ? random.NextNormal() : random.NextInteger(5)))];
            for (int i = rows / 2; seed % 3 == 0 && i < rows; i++)
            {
                int twin = (int)random.NextInteger(rows / 2);
                _y[i] = _y[twin];
                foreach (double[] column in _x) column[i] = column[twin];
            }

            _w = [.. _y.Select(_ => seed % 2 == 0 ? 1 : 1.0 + random.NextInteger(3))];
            double tau = new[] { 0.1, 0.3, 0.5, 0.9 }[random.NextInteger(4)];
            _epsilon = noise == "epsilon-insensitive" ? 0.25 * (1 + random.NextInteger(3)) : 0;
            Noise = noise switch
            {
                "asymmetric-laplace" => FormattableString.Invariant($"{noise}(tau={tau})"),
                "epsilon-insensitive" => FormattableString.Invariant($"{noise}(epsilon={_epsilon})"),
                _ => noise,
            };
            if (noise == "asymmetric-laplace") (_lower, _upper) = (tau - 1, tau);
            Formula = size == 1 ? "y ~ 1" : "y ~ " + string.Join(" + ", Enumerable.Range(1, size - 1).Select(static j => $"x{j}"));
            Table = Table.Of([("y", _y), ("w", _w), .. _x.Skip(1).Select(static (c, j) => ($"x{j + 1}", c))]);
        }

        public string Noise { get; }

        public string Formula { get; }

        public Table Table { get; }

        public double Size => _y.Zip(_w, static (y, w) => w * (1 + Math.Abs(y))).Sum();

        public double Loss(double[] b)
        {
            double sum = 0;
            for (int i = 0; i < _y.Length; i++)
            {
                double r = _y[i];
                for (int j = 0; j < b.Length; j++) r -= _x[j][i] * b[j];
                double excess = Math.Max(Math.Abs(r) - _epsilon, 0);
                sum += _w[i] * (r > 0 ? _upper : -_lower) * excess;
            }

            return sum;
        }

        /// <summary>Every vertex where there are one or two columns; of three and more, some hundred.</summary>
        public IEnumerable<double[]> Vertices()
        {
            RandomStream random = new(7);
            double[] kinks = _epsilon > 0 ? [-_epsilon, _epsilon] : [0];
            int size = _x.Length, rows = _y.Length;
            if (size <= 2)
            {
                for (int i = 0; i < rows; i++)
                {
                    for (int k = 0; k < (size == 1 ? 1 : i); k++)
                    {
                        foreach (double a in kinks)
                        {
                            foreach (double c in kinks)
                            {
                                if (At(size == 1 ? [i] : [i, k], size == 1 ? [a] : [a, c]) is { } vertex) yield return vertex;
                            }
                        }
                    }
                }

                yield break;
            }

            for (int t = 0; t < 100; t++)
            {
                int[] chosen = [.. Enumerable.Range(0, size).Select(_ => (int)random.NextInteger(rows))];
                if (At(chosen, [.. chosen.Select(_ => kinks[random.NextInteger(kinks.Length)])]) is { } vertex) yield return vertex;
            }
        }

        /// <summary>The coefficients at which rows stand on kinks, by elimination; null where they do not determine them.</summary>
        private double[]? At(int[] rows, double[] kinks)
        {
            int n = rows.Length;
            double[][] m = [.. rows.Select((i, k) => (double[])[.. _x.Select(c => c[i]), _y[i] - kinks[k]])];
            for (int j = 0; j < n; j++)
            {
                int pivot = Enumerable.Range(j, n - j).MaxBy(i => Math.Abs(m[i][j]));
                if (Math.Abs(m[pivot][j]) < 1e-9) return null;
                (m[j], m[pivot]) = (m[pivot], m[j]);
                for (int i = 0; i < n; i++)
                {
                    if (i == j) continue;
                    double factor = m[i][j] / m[j][j];
                    for (int k = j; k <= n; k++) m[i][k] -= factor * m[j][k];
                }
            }

            return [.. m.Select((row, j) => row[n] / row[j])];
        }
    }
}
