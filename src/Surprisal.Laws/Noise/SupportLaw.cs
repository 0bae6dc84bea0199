using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>The declared support is where there is a density: there the formula is a number, elsewhere the log-density is −∞.</summary>
internal sealed class SupportLaw : CaseLaw
{
    private static readonly double[] Candidates =
        [-100.0, -1.0, -0.5, -1e-9, 0.0, 1e-9, 0.25, 0.5, 0.999, 1.0, 1.5, 2.0, 3.0, 12.0, 12.5, 13.0, 100.0, 1000.0, 1001.0];

    /// <inheritdoc/>
    public override string Name => "support";

    /// <inheritdoc/>
    public override string Statement => "formula and log-density are finite inside the declared support; the log-density is minus infinity outside";

    /// <inheritdoc/>
    protected override void Examine(NoiseCase @case, LawOptions options, Verdict verdict)
    {
        Observations rows = @case.Observed();
        for (int i = 0; i < rows.Count; i++)
        {
            double formula = @case.Surprisal(rows, i, @case.Working);
            verdict.Require(double.IsFinite(formula), $"the formula is {Verdict.Format(formula)} in row {i}");
        }

        if (@case.Distribution is null) return;
        foreach (double y in Candidates.Concat(@case.Points()))
        {
            bool inside = @case.Noise.Contains(y, @case.Trials);
            string at = $"at y = {Verdict.Format(y)}";
            if (inside)
            {
                double formula = @case.Surprisal(y, @case.Working);
                verdict.Require(double.IsFinite(formula), $"the formula is {Verdict.Format(formula)} {at}");
            }

            double log = @case.Distribution.LogDensity(y);
            bool right = inside ? double.IsFinite(log) : double.IsNegativeInfinity(log);
            verdict.Require(right, $"the log-density is {Verdict.Format(log)} {at}, which is {(inside ? "inside" : "outside")} the support");
        }
    }
}
