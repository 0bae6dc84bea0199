using Surprisal.Noise;
using Surprisal.Numerics;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Tests.Noise;

/// <summary>Runs a formula on plain numbers and on jets.</summary>
internal static unsafe class FormulaRunner
{
    private const int Rows = 8;

    public static double Value(FormulaCase row)
    {
        if (row.Noise is not ScalarNoise noise) return NoiseEvaluation.Of(row.Noise, new NoiseRows(row.Repeated(1), Uniform(row)), 0, registerWidth: 1).Surprisal[0];
        Real[] reals = [.. row.Working.Select(static w => (Real)w)], values = [.. row.Values.Select(static y => (Real)y)];
        return noise.Surprisal(new Outcome<Real>(values, row.Trials), (ReadOnlySpan<Real>)reals).Value;
    }

    public static (double Value, double[] First, double[] Second) Derivatives(FormulaCase row, bool uniform)
    {
        int m = row.Working.Length;
        if (row.Noise is ScalarNoise scalar) return OnJets(scalar, row, uniform);
        IReadOnlyList<ReadOnlyMemory<double>> working = uniform ? Uniform(row) : [.. row.Working.Select(static w => (ReadOnlyMemory<double>)Enumerable.Repeat(w, Rows).ToArray())];
        NoiseEvaluation result = NoiseEvaluation.Of(row.Noise, new NoiseRows(row.Repeated(Rows), working), 2, registerWidth: 1);
        List<double> second = [];
        for (int i = 0; i < m; i++)
        {
            for (int j = i; j < m; j++) second.Add(result.Curvature(i, j)[Rows - 1]);
        }

        return (result.Surprisal[Rows - 1], [.. Enumerable.Range(0, m).Select(i => result.Gradient(i)[Rows - 1])], [.. second]);
    }

    private static (double Value, double[] First, double[] Second) OnJets(ScalarNoise noise, FormulaCase row, bool uniform)
    {
        JetArena<Lane1> arena = new(Rows);
        int m = row.Working.Length;
        arena.Begin(Rows, m, 2);
        Jet<Lane1>[] jets = new Jet<Lane1>[m], values = [.. row.Values.Select(y => arena.Data(Rowwise(arena, y)))];
        for (int k = 0; k < m; k++) jets[k] = arena.Variable(k, uniform ? new Field(row.Working[k]) : Rowwise(arena, row.Working[k]));
        Jet<Lane1> result = noise.Surprisal(new Outcome<Jet<Lane1>>(values, arena.Data(Rowwise(arena, row.Trials))), (ReadOnlySpan<Jet<Lane1>>)jets);
        double[] first = [.. Enumerable.Range(0, m).Select(i => result[1 + i][Rows - 1])];
        List<double> second = [];
        for (int i = 0; i < m; i++)
        {
            for (int j = i; j < m; j++) second.Add(result[arena.Pair(i, j)][Rows - 1]);
        }

        return (result.Value[Rows - 1], first, [.. second]);
    }

    private static IReadOnlyList<ReadOnlyMemory<double>> Uniform(FormulaCase row) => [.. row.Working.Select(static w => (ReadOnlyMemory<double>)new[] { w })];

    private static Field Rowwise(JetArena<Lane1> arena, double value)
    {
        double* rows = arena.NewArray();
        for (int i = 0; i < Rows; i++) rows[i] = value;
        return new Field(rows);
    }
}
