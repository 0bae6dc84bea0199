using Surprisal.Data;
using Surprisal.Links;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics.Random;

namespace Surprisal.Laws;

/// <summary>Data that a noise model makes with known coefficients: the first parameter depends on x, the others are constants. Classes all depend on x.</summary>
internal sealed class Simulation
{
    private const double Intercept = 0.4;
    private const double Slope = 0.7;
    private const double Trials = 12.0;
    private const int Classes = 3;
    private readonly NoiseModel _given;
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double[] _trials;

    private Simulation(NoiseModel noise, int rows, RandomStream stream)
    {
        _given = noise;
        Noise = noise is ScalarNoise ? noise : NoiseCases.WithClasses(noise, Classes);
        Truth = [.. Noise.Parameters.Select((p, k) => Coefficients(p, k, noise is ScalarNoise))];
        _x = new double[rows];
        _y = new double[rows];
        _trials = new double[rows];
        Array.Fill(_trials, Trials);
        for (int i = 0; i < rows; i++)
        {
            _x[i] = stream.NextNormal();
            double[] working = [.. Truth.Select(b => b[0] + (b.Length > 1 ? b[1] * _x[i] : 0.0))];
            _y[i] = Draw(working, stream);
        }
    }

    /// <summary>The noise model, with its classes where it has some.</summary>
    public NoiseModel Noise { get; }

    /// <summary>The coefficients of each parameter.</summary>
    public double[][] Truth { get; }

    /// <summary>Simulates.</summary>
    public static Simulation Of(NoiseModel noise, int rows, long seed) => new(noise, rows, new RandomStream(seed, 1));

    /// <summary>The arrays that the tables are made of; classes as codes.</summary>
    public IReadOnlyList<double[]> Arrays => [_x, _y, _trials];

    /// <summary>The rows as they are, with a column of weights.</summary>
    public Table ToTable(double[] weights) => ToTable([.. Enumerable.Range(0, _x.Length)], weights);

    /// <summary>Each row as often as its weight says.</summary>
    public Table Repeated(double[] weights)
    {
        int[] rows = [.. Enumerable.Range(0, _x.Length).SelectMany(i => Enumerable.Repeat(i, (int)weights[i]))];
        return ToTable(rows, [.. rows.Select(static _ => 1.0)]);
    }

    /// <summary>The model that the data come from.</summary>
    public Model ToModel()
    {
        string left = Noise.Support == Support.CountsUpToTrials ? "y | trials(n)" : "y";
        return Model.Of(new NoiseSpec(_given, new Dictionary<string, double>(StringComparer.Ordinal)), [$"{left} ~ x"], new ModelOptions { Weights = "w" });
    }

    private static double[] Coefficients(NoiseParameter parameter, int index, bool scalar)
    {
        if (!scalar) return [Intercept - (0.6 * index), Slope - index];
        if (index == 0) return [Intercept, Slope];
        return parameter.Domain switch
        {
            ParameterDomain.Positive => [Math.Log(3.0)],
            ParameterDomain.Probability => [-0.85],
            _ => [0.5],
        };
    }

    private double Draw(double[] working, RandomStream stream)
    {
        if (Noise is ScalarNoise scalar)
            return scalar.At([.. working.Select((w, k) => LinkRegistry.Default(Noise.Parameters[k].Domain).Invert(w))], Trials).Sample(stream);
        double u = stream.NextDouble();
        NoiseCase @case = new(Noise, working);
        int last = working.Length;
        for (int k = 0; k < last; k++)
        {
            u -= Math.Exp(-@case.Surprisal(k, working));
            if (u < 0.0) return k;
        }

        return last;
    }

    private Table ToTable(int[] rows, double[] weights)
    {
        double[] y = Pick(_y, rows);
        Column response = Noise.Support == Support.Classes
            ? new TextColumn("y", y.Select(static c => (int)c).ToArray(), [.. Enumerable.Range(0, Classes).Select(static k => ((char)('a' + k)).ToString())])
            : new NumberColumn("y", y);
        return new Table([response, new NumberColumn("x", Pick(_x, rows)), new NumberColumn("n", Pick(_trials, rows)), new NumberColumn("w", weights)]);
    }

    private static double[] Pick(double[] values, int[] rows) => [.. rows.Select(i => values[i])];
}
