using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Numerics.Random;
using Surprisal.Priors;

namespace Surprisal.Tests.Priors;

/// <summary>A small regression with random columns; with the gradient of its surprisal written out.</summary>
internal sealed class RandomProblem
{
    private readonly double[][] _columns;
    private readonly double[] _response;
    private readonly string _formula;

    public RandomProblem(RandomStream random, string noise, bool groups = false)
    {
        Noise = noise;
        Rows = 20 + (int)random.NextInteger(20);
        int count = 2 + (int)random.NextInteger(6);
        double[][] raw = [.. Enumerable.Range(0, count).Select(_ => Draw(random, Rows))];

        // Columns that say nearly the same, now and then.
        if (count > 3) for (int i = 0; i < Rows; i++) raw[1][i] = (0.9 * raw[0][i]) + (0.1 * raw[1][i]);
        double[] eta = [.. Enumerable.Range(0, Rows).Select(i => 0.3 + raw[0][i] - (0.5 * raw[^1][i]))];
        _response = [.. eta.Select(e => Response(random, e))];
        List<double[]> columns = [];
        List<string> terms = [];
        for (int j = 0; j < count; j++)
        {
            // A group is a column with its square and cube.
            int width = groups && j % 2 == 0 ? 3 : 1, first = columns.Count + 1;
            double[] x = raw[j];
            terms.Add(width == 1 ? $"x{j}" : $"poly(x{j}, 3)");
            if (width == 1) columns.Add(x);
            else columns.AddRange(Orthogonal(x, width));
            Groups.Add([.. Enumerable.Range(first, width)]);
        }

        _columns = [.. columns];
        _formula = $"y ~ {string.Join(" + ", terms)}";
        Columns = [.. terms];
        Table = Table.Of([("y", _response), .. raw.Select(static (x, j) => ($"x{j}", x))]);
    }

    public string Noise { get; }

    public int Rows { get; }

    /// <summary>The names of the columns, or of the terms of groups.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Coefficients that belong together, counted from 1.</summary>
    public List<int[]> Groups { get; } = [];

    private Table Table { get; }

    public Fit Fit(IReadOnlyList<PriorSpec> priors) => Model.Of(Noise, [_formula], new ModelOptions { Priors = priors }).Fit(Table, new FitOptions { Threads = 1 });

    /// <summary>The derivatives of the summed surprisal in intercept and slopes: (mean − y) times the column, for canonical links.</summary>
    public double[] Gradient(double[] b)
    {
        double[] gradient = new double[b.Length];
        for (int i = 0; i < Rows; i++)
        {
            double eta = b[0];
            for (int j = 1; j < b.Length; j++) eta += b[j] * _columns[j - 1][i];
            double mean = Noise switch { "bernoulli" => 1 / (1 + Math.Exp(-eta)), "poisson" => Math.Exp(eta), _ => eta };
            for (int j = 0; j < b.Length; j++) gradient[j] += (mean - _response[i]) * (j == 0 ? 1 : _columns[j - 1][i]);
        }

        return gradient;
    }

    private double Response(RandomStream random, double eta) => Noise switch
    {
        "bernoulli" => random.NextDouble() < 1 / (1 + Math.Exp(-eta)) ? 1 : 0,
        "poisson" => random.NextInteger(3 + (long)Math.Min(20, 2 * Math.Exp(eta))),
        _ => eta + random.NextNormal(),
    };

    private static double[] Draw(RandomStream random, int rows) => [.. Enumerable.Range(0, rows).Select(_ => random.NextNormal())];

    /// <summary>The columns that poly makes: powers, each made orthogonal to those before it and the constant, of length 1, the highest power positive.</summary>
    private static double[][] Orthogonal(double[] x, int degree)
    {
        double mean = x.Average();
        List<double[]> basis = [[.. x.Select(_ => 1 / Math.Sqrt(x.Length))]];
        for (int d = 1; d <= degree; d++)
        {
            double[] power = [.. x.Select(v => Math.Pow(v - mean, d))];
            for (int twice = 0; twice < 2; twice++)
            {
                foreach (double[] earlier in basis)
                {
                    double dot = power.Zip(earlier, static (a, b) => a * b).Sum();
                    for (int i = 0; i < power.Length; i++) power[i] -= dot * earlier[i];
                }
            }

            double length = Math.Sqrt(power.Sum(static v => v * v));
            basis.Add([.. power.Select(v => v / length)]);
        }

        return [.. basis.Skip(1)];
    }
}
