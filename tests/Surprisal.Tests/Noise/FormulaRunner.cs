using Surprisal.Noise;
using Surprisal.Numerics;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Tests.Noise;

/// <summary>Runs a formula on plain numbers and on jets.</summary>
internal static unsafe class FormulaRunner
{
    private const int Rows = 8;

    public static double Value(ScalarNoise noise, double y, double trials, ReadOnlySpan<double> working)
    {
        Span<Real> reals = stackalloc Real[working.Length];
        for (int k = 0; k < working.Length; k++) reals[k] = working[k];
        return noise.Surprisal(new Outcome<Real>(y, trials), (ReadOnlySpan<Real>)reals).Value;
    }

    public static (double Value, double[] First, double[] Second) Derivatives(ScalarNoise noise, double y, double trials, double[] working, bool uniform)
    {
        JetArena<Lane1> arena = new(Rows);
        int m = working.Length;
        arena.Begin(Rows, m, 2);
        Jet<Lane1>[] jets = new Jet<Lane1>[m];
        for (int k = 0; k < m; k++) jets[k] = arena.Variable(k, uniform ? new Field(working[k]) : Rowwise(arena, working[k]));
        Jet<Lane1> result = noise.Surprisal(
            new Outcome<Jet<Lane1>>(arena.Data(Rowwise(arena, y)), arena.Data(Rowwise(arena, trials))), (ReadOnlySpan<Jet<Lane1>>)jets);
        double[] first = [.. Enumerable.Range(0, m).Select(i => result[1 + i][Rows - 1])];
        List<double> second = [];
        for (int i = 0; i < m; i++)
        {
            for (int j = i; j < m; j++) second.Add(result[arena.Pair(i, j)][Rows - 1]);
        }

        return (result.Value[Rows - 1], first, [.. second]);
    }

    private static Field Rowwise(JetArena<Lane1> arena, double value)
    {
        double* rows = arena.NewArray();
        for (int i = 0; i < Rows; i++) rows[i] = value;
        return new Field(rows);
    }
}
