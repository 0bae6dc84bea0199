using Surprisal.Noise;
using Surprisal.Noise.Expressions;
using Surprisal.Numerics.Random;

namespace Surprisal.Benchmarks.Kernels;

/// <summary>A noise model with a block's worth of plausible inputs: predictors that vary from row to row, and responses drawn from them.</summary>
internal sealed class KernelCase
{
    public const int Rows = 512;
    private const double Spread = 0.5;
    private const double Trials = 12;
    private static readonly string[] Combinations =
    [
        "zero-inflated(negative-binomial)", "hurdle(poisson)", "hurdle(gamma)", "mixture(gaussian, k=3)", "truncated(gaussian, lower=0)", "censored(weibull)", "contaminated(gaussian)",
        "zero-one-inflated(beta)", "discretised(gaussian)", "log(student-t)",
    ];

    private KernelCase(string name, NoiseModel noise)
    {
        Name = name;
        Noise = new BoundNoise(noise, [.. noise.Parameters.Select(static p => Links.LinkRegistry.Default(p.Domain))], new double?[noise.Parameters.Count]);
        Predictors = [.. noise.Parameters.Select((_, k) => Eta(noise, k))];
        double[][] responses = Simulate(noise);
        double[] trials = new double[Rows], censoring = new double[Rows];
        Array.Fill(trials, Trials);

        // Of every three rows one is censored on the right.
        for (int i = 0; i < Rows; i++) censoring[i] = i % 3 == 0 ? 1 : 0;
        Observations = new Observations([.. responses.Select(static y => (ReadOnlyMemory<double>)y)])
        {
            Trials = noise.TakesTrials ? trials : default,
            Censoring = noise is CensoredNoise ? censoring : default,
        };
    }

    /// <summary>Every registered noise model, those of classes or of several responses with two or more of them.</summary>
    public static IReadOnlyList<KernelCase> Registered { get; } = [.. NoiseModels.All.SelectMany(Of)];

    /// <summary>Combinations, one at least of every combinator that has a kernel of its own, and a density that was typed.</summary>
    public static IReadOnlyList<KernelCase> Combined { get; } =
        [.. Combinations.Select(static text => new KernelCase(text, NoiseSpec.Parse(text).Model)), new KernelCase("typed laplace", ExpressionNoise.Parse("log(2*s) + abs(y - m)/s ; m real, s positive"))];

    public static IReadOnlyList<KernelCase> All => [.. Registered, .. Combined];

    public string Name { get; }

    public BoundNoise Noise { get; }

    public int ParameterCount => Predictors.Length;

    /// <summary>η of each parameter in each row.</summary>
    public double[][] Predictors { get; }

    public Observations Observations { get; }

    /// <summary>
    /// The bound in ns a row with registers of some width: the design's for 2, 3 and 4 parameters at 512 bits, for one parameter that of two; null for more
    /// than four, for which it states none, and for combinations, whose parts have theirs.
    /// </summary>
    public double? Bound(int width) => Noise.Model is CombinedNoise or ExpressionNoise ? null : ParameterCount switch
    {
        1 or 2 => 8,
        3 => 30,
        4 => 60,
        _ => (double?)null,
    } * (width == 8 ? 1 : 2.5);

    public override string ToString() => Name;

    private static IEnumerable<KernelCase> Of(NoiseModel noise)
    {
        if (noise.NeedsLevels) return [new KernelCase($"{noise.Name}, 3 classes", noise.ForLevels(["a", "b", "c"])), new KernelCase($"{noise.Name}, 5 classes", noise.ForLevels(["a", "b", "c", "d", "e"]))];
        if (noise.ResponseCount == 0) return [new KernelCase($"{noise.Name}, 2 responses", noise.ForResponses(["a", "b"])), new KernelCase($"{noise.Name}, 3 responses", noise.ForResponses(["a", "b", "c"]))];
        return [new KernelCase(noise.Name, noise)];
    }

    private static double[] Eta(NoiseModel noise, int parameter)
    {
        RandomStream stream = new(seed: 7, parameter);
        NoiseParameter of = noise.Parameters[parameter];

        // Thresholds of an order lie apart; so do the centres of components.
        double centre = of.Domain == Links.ParameterDomain.Positive ? 1 : noise is OrdinalNoise && parameter > 0 ? 4.0 * parameter : noise is MixtureNoise ? 0.5 * parameter : 0;
        double[] eta = new double[Rows];
        for (int i = 0; i < Rows; i++) eta[i] = centre + (Spread * stream.NextNormal());
        return eta;
    }

    private double[][] Simulate(NoiseModel noise)
    {
        RandomStream stream = new(seed: 8);
        double[][] responses = [.. Enumerable.Range(0, noise.ResponseCount).Select(static _ => new double[Rows])];
        double[] natural = new double[noise.Parameters.Count], row = new double[responses.Length];
        for (int i = 0; i < Rows; i++)
        {
            for (int k = 0; k < natural.Length; k++) natural[k] = Noise.Links[k].Invert(Predictors[k][i]);
            if (noise is CategoricalNoise) row[0] = i % (natural.Length + 1);
            else noise.Sample(natural, Trials, stream, row);
            for (int j = 0; j < row.Length; j++) responses[j][i] = row[j];
        }

        return responses;
    }
}
