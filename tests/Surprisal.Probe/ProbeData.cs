using Surprisal.Data;
using Surprisal.Numerics;
using Surprisal.Numerics.Random;

namespace Surprisal.Probe;

/// <summary>A table with a response for every noise model: 5,003 rows, so several blocks, several runs and a tail of three rows.</summary>
internal static class ProbeData
{
    private const int Rows = 5003;
    private static readonly string[] Levels = ["a", "b", "c", "d"];

    /// <summary>Noise models with their formulas.</summary>
    public static IReadOnlyList<(string Noise, string[] Formulas)> Models { get; } =
    [
        ("gaussian", ["real ~ x1 + x2 * g"]),
        ("gaussian", ["real ~ poly(x1, 9) + x2 + x3 + x4 + x5 + x6 * g + x7 * g + x8 * g + x9 * g + x10 * g + x11 * g + x12 * g + x13 * g + x14 * g + x15 * g"]),
        ("gaussian", ["real ~ (x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9 + x10 + x11)^2"]),
        ("gaussian", ["real ~ x1 + g", "sigma ~ x2 + g"]),
        ("student-t", ["real ~ x1 + x2"]),
        ("student-t(nu=4)", ["real ~ x1", "sigma ~ x1"]),
        ("huber", ["real ~ x1 + x2"]),
        ("logistic", ["real ~ x1 + x2"]),
        ("bernoulli", ["binary ~ x1 + x2 + x1:x2 + g"]),
        ("binomial", ["successes | trials(trials) ~ x1 + g"]),
        ("categorical", ["g ~ x1 + x2"]),
        ("poisson", ["count | weights(w) ~ x1 + g + offset(x2)"]),
        ("negative-binomial", ["count ~ x1 + x2"]),
        ("gamma", ["positive ~ x1", "shape ~ x2"]),
        ("poisson", ["count | weights(w) ~ m + x1 + m:x2 + g"]),
        ("gaussian", ["real ~ m + x1", "sigma ~ m"]),
        ("beta", ["share ~ x1", "precision ~ x2"]),
    ];

    /// <summary>The table, the same on every machine.</summary>
    public static Table Make()
    {
        RandomStream random = new(2024);
        double[][] x = [.. Enumerable.Range(0, 15).Select(_ => Column(_ => random.NextNormal()))];
        int[] codes = [.. Enumerable.Range(0, Rows).Select(i => (int)random.NextInteger(4))];
        double[] trials = Column(_ => 1 + random.NextInteger(9));
        double[] rate = Column(i => Elementary.Exp(0.3 + (0.4 * x[0][i])));
        List<Column> columns =
        [
            new TextColumn("g", codes, Levels),
            new NumberColumn("trials", trials),
            new NumberColumn("w", Column(_ => random.NextInteger(3))),
            new NumberColumn("real", Column(i => 1 + x[0][i] + (random.NextNormal() / Math.Sqrt(random.NextDouble() + 0.05)))),
            new NumberColumn("binary", Column(i => random.NextNormal() < x[0][i] - (0.5 * x[1][i]) ? 1 : 0)),
            new NumberColumn("successes", Column(i => Math.Floor((trials[i] + 1) * random.NextDouble()))),
            new NumberColumn("count", Column(i => Math.Floor(rate[i] * random.NextExponential() * 3))),
            new NumberColumn("positive", Column(i => rate[i] * random.NextExponential())),
            new NumberColumn("share", Column(i => (0.5 * random.NextDouble()) + (0.5 / (1 + rate[i])))),
        ];
        RandomStream levels = new(2025);
        columns.Add(new TextColumn("m", Enumerable.Range(0, Rows).Select(_ => (int)levels.NextInteger(40)).ToArray(), [.. Enumerable.Range(0, 40).Select(static k => FormattableString.Invariant($"m{k:00}"))]));
        for (int j = 0; j < x.Length; j++) columns.Add(new NumberColumn($"x{j + 1}", x[j]));
        return new Table(columns);
    }

    private static double[] Column(Func<int, double> cell) => [.. Enumerable.Range(0, Rows).Select(cell)];
}
