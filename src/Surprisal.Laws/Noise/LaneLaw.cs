using Surprisal.Noise;
using Surprisal.Numerics.Random;

namespace Surprisal.Laws;

/// <summary>
/// The kernel on blocks gives each row the bits that the formula in doubles gives it, and all register widths give the same bits of value and
/// derivatives, whatever the number of rows and whether working values are one a row or one for all.
/// </summary>
internal sealed class LaneLaw : INoiseLaw
{
    private const int Rows = 1025;
    private static readonly int[] Widths = [1, 2, 4, 8];

    // Every tail of the first vectors, of the end of a block, and of a second block.
    private static readonly int[] Lengths = [.. Enumerable.Range(1, 17), .. Enumerable.Range(504, 17), .. Enumerable.Range(1016, 10)];

    /// <inheritdoc/>
    public string Name => "lanes";

    /// <inheritdoc/>
    public string Statement => "blocks of any length on registers of any width give the bits of the formula in doubles";

    /// <inheritdoc/>
    public IReadOnlyList<LawResult> Check(NoiseModel noise, LawOptions options)
    {
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(options);
        NoiseCase[] cases = [.. NoiseCases.Of(noise)];
        if (noise.NeedsLevels) cases = [.. cases.Where(c => c.Working.Length == cases.Max(static other => other.Working.Length))];
        NoiseModel model = cases[0].Noise;
        Verdict verdict = new();
        (NoiseRows rows, NoiseCase[] source) = Draw(cases, new RandomStream(options.Seed));
        NoiseEvaluation whole = NoiseEvaluation.Of(model, rows);
        Definition(rows, source, whole, verdict);
        foreach (int width in Widths)
        {
            foreach (int length in Lengths)
            {
                NoiseEvaluation part = NoiseEvaluation.Of(model, Part(rows, length), registerWidth: width);
                Same(whole, part, $"{Verdict.Format(length)} rows on {Verdict.Format(width)} lanes", verdict);
            }
        }

        Uniform(cases[0], rows, verdict);
        return [verdict.ToResult(Name, noise.Name, "a sample of all cases")];
    }

    private static (NoiseRows Rows, NoiseCase[] Source) Draw(NoiseCase[] cases, RandomStream stream)
    {
        double[][] working = [.. cases[0].Working.Select(_ => new double[Rows])];
        Observations[] rowsOf = [.. cases.Select(static c => c.Observed())];
        cases = [.. cases.Where((_, c) => rowsOf[c].Count > 0)];
        rowsOf = [.. rowsOf.Where(static o => o.Count > 0)];
        NoiseCase[] source = new NoiseCase[Rows];
        List<(Observations Rows, int Row)> picked = [];
        for (int i = 0; i < Rows; i++)
        {
            int chosen = (int)stream.NextInteger(cases.Length);
            source[i] = cases[chosen];
            picked.Add((rowsOf[chosen], (int)stream.NextInteger(rowsOf[chosen].Count)));
            for (int k = 0; k < working.Length; k++) working[k][i] = source[i].Working[k] + (0.1 * stream.NextNormal());
        }

        return (new NoiseRows(CaseRows.Stack(picked), [.. working.Select(w => (ReadOnlyMemory<double>)w)]), source);
    }

    private static NoiseRows Part(NoiseRows rows, int length) => new(rows.Observations.Slice(0, length), [.. rows.Working.Select(w => w[..length])]);

    private static void Definition(NoiseRows rows, NoiseCase[] source, NoiseEvaluation whole, Verdict verdict)
    {
        double[] working = new double[rows.Working.Count];
        for (int i = 0; i < Rows; i++)
        {
            for (int k = 0; k < working.Length; k++) working[k] = rows.Working[k].Span[i];
            double formula = source[i].Surprisal(rows.Observations, i, working);
            verdict.Require(!double.IsNaN(formula), $"the formula is NaN in row {i}");
            Bits(whole.Surprisal[i], formula, $"surprisal of row {i} against the formula", verdict);
        }
    }

    private static void Same(NoiseEvaluation whole, NoiseEvaluation part, string where, Verdict verdict)
    {
        Bits(part.Surprisal, whole.Surprisal, where, verdict);
        for (int j = 0; j < whole.Parameters; j++)
        {
            Bits(part.Gradient(j), whole.Gradient(j), $"gradient {j}, {where}", verdict);
            for (int k = j; k < whole.Parameters; k++) Bits(part.Curvature(j, k), whole.Curvature(j, k), $"curvature {j}, {k}, {where}", verdict);
        }
    }

    private static void Uniform(NoiseCase @case, NoiseRows rows, Verdict verdict)
    {
        Observations y = @case.Observed();
        if (y.Count == 0) return;
        NoiseRows expanded = new(y, [.. @case.Working.Select(w => (ReadOnlyMemory<double>)Enumerable.Repeat(w, y.Count).ToArray())]);
        Same(NoiseEvaluation.Of(@case.Noise, expanded), @case.Evaluate(y, 2), "one working value for all rows", verdict);
    }

    private static void Bits(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected, string what, Verdict verdict)
    {
        for (int i = 0; i < actual.Length; i++)
        {
            if (Equal(actual[i], expected[i])) continue;
            Bits(actual[i], expected[i], $"row {i}, {what}", verdict);
        }
    }

    private static void Bits(double actual, double expected, string what, Verdict verdict) =>
        verdict.Require(Equal(actual, expected), $"{what}: {Verdict.Format(actual)}, expected the bits of {Verdict.Format(expected)}");

    private static bool Equal(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);
}
