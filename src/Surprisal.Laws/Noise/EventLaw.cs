using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>Censored rows of a combined noise model are the tails of its distribution, with derivatives that are their finite differences.</summary>
internal static class EventLaw
{
    private const double Relative = 1e-10;
    private const double Rounding = 4.4e-16;

    /// <summary>Examines one case; nothing where the noise model is censored itself, since then every law has such rows.</summary>
    public static void Examine(NoiseCase @case, Verdict verdict)
    {
        NoiseCase censored = @case.Noise is CensoredNoise ? @case : new NoiseCase(new CensoredNoise(@case.Noise), @case.Parameters, @case.Trials);
        Distribution d = @case.Distribution!;
        Observations all = censored.Observed();
        if (all.Count == 0) return;
        Observations rows = all.Pick([.. Enumerable.Range(0, all.Count).Where(static i => i / 4 % 2 == 0)]);
        NoiseEvaluation kernel = censored.Evaluate(rows, 1);
        List<int> visible = [];
        for (int i = 0; i < rows.Count; i++)
        {
            double y = rows.Response.Span[i], code = rows.Censoring.Span[i];
            double below = @case.HasProbability(y) ? Before(@case, y) : y;
            if (Math.Abs(code) != 1.0) continue;
            double expected = code == 1.0 ? d.LogSurvival(below) : d.LogCdf(y), bound = Relative * (1.0 + Math.Abs(expected));
            for (int k = 0; k < @case.Working.Length; k++) bound += Rounding * (1.0 + Math.Abs(@case.Working[k])) * Math.Abs(kernel.Gradient(k)[i]);
            verdict.Near(-kernel.Surprisal[i], expected, bound, $"log probability of {(code == 1.0 ? "at least" : "at most")} {Verdict.Format(y)}");
        }

        for (int i = 0; i < rows.Count; i++)
        {
            if (kernel.Surprisal[i] > 0.0 && double.IsFinite(kernel.Surprisal[i])) visible.Add(i);
        }

        DerivativeLaw.Examine(censored, rows.Pick(visible), verdict);
    }

    private static double Before(NoiseCase @case, double y) => @case.Support.IsDiscrete() ? y - 1.0 : Math.BitDecrement(y);
}
