using Surprisal.Links;
using Surprisal.Noise;
using Surprisal.Numerics.Random;

namespace Surprisal.Benchmarks.Kernels;

/// <summary>A noise model with a block's worth of plausible inputs: predictors that vary from row to row, and responses drawn from them.</summary>
internal sealed class KernelCase
{
    public const int Rows = 512;
    private const double Spread = 0.5;

    private KernelCase(string name, NoiseModel noise)
    {
        Name = name;
        Noise = new BoundNoise(noise, [.. noise.Parameters.Select(static p => LinkRegistry.Default(p.Domain))], new double?[noise.Parameters.Count]);
        Predictors = [.. noise.Parameters.Select((_, k) => Eta(noise, k))];
        Trials = new double[Rows];
        Array.Fill(Trials, noise.Support == Support.CountsUpToTrials ? 12 : 1);
        Response = noise is ScalarNoise scalar ? Simulate(scalar) : [.. Enumerable.Range(0, Rows).Select(i => (double)(i % (noise.Parameters.Count + 1)))];
    }

    /// <summary>Every registered noise model; categorical with 3 and with 5 classes.</summary>
    public static IReadOnlyList<KernelCase> All { get; } = [.. NoiseModels.All.SelectMany(Of)];

    public string Name { get; }

    public BoundNoise Noise { get; }

    public int ParameterCount => Predictors.Length;

    /// <summary>η of each parameter in each row.</summary>
    public double[][] Predictors { get; }

    public double[] Response { get; }

    public double[] Trials { get; }

    /// <summary>The design's bound in ns a row for 512-bit registers; null for one parameter, for which it states none.</summary>
    public double? Bound(int width) => ParameterCount switch
    {
        2 => 8,
        3 => 30,
        4 => 60,
        _ => (double?)null,
    } * (width == 8 ? 1 : 2.5);

    public override string ToString() => Name;

    private static IEnumerable<KernelCase> Of(NoiseModel noise)
    {
        if (noise.Support != Support.Classes) return [new KernelCase(noise.Name, noise)];
        return [new KernelCase($"{noise.Name}, 3 classes", noise.ForLevels(["a", "b", "c"])), new KernelCase($"{noise.Name}, 5 classes", noise.ForLevels(["a", "b", "c", "d", "e"]))];
    }

    private static double[] Eta(NoiseModel noise, int parameter)
    {
        RandomStream stream = new(seed: 7, parameter);
        double centre = noise.Parameters[parameter].Domain == ParameterDomain.Positive ? 1 : 0;
        double[] eta = new double[Rows];
        for (int i = 0; i < Rows; i++) eta[i] = centre + (Spread * stream.NextNormal());
        return eta;
    }

    private double[] Simulate(ScalarNoise noise)
    {
        RandomStream stream = new(seed: 8);
        double[] y = new double[Rows], natural = new double[noise.Parameters.Count];
        for (int i = 0; i < Rows; i++)
        {
            for (int k = 0; k < natural.Length; k++) natural[k] = Noise.Links[k].Invert(Predictors[k][i]);
            y[i] = noise.At(natural, Trials[i]).Sample(stream);
        }

        return y;
    }
}
