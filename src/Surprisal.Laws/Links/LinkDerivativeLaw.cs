using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>Both derivatives of a link on the formula's scale are finite differences of its value and slope.</summary>
internal sealed class LinkDerivativeLaw : DomainLaw
{
    private const double StepFraction = 0.2;
    private const double Rounding = 1e-15;

    /// <inheritdoc/>
    public override string Name => "link-derivatives";

    /// <inheritdoc/>
    public override string Statement => "both derivatives of the link on the formula's scale are finite differences";

    /// <inheritdoc/>
    protected override void Examine(LinkCase @case, Verdict verdict)
    {
        double[] working = [.. @case.WorkingValues];
        NoiseEvaluation at = @case.Derive(working);
        for (int i = 0; i < working.Length; i++)
        {
            double step = StepFraction * (working[i] == 0.0 ? 1.0 : Math.Min(1.0, Math.Abs(working[i])));
            Slope first = Ridders.Of(@case.ToFormulaScale, working[i], step);
            Slope second = Ridders.Of(w => @case.Derive([w]).Gradient(0)[0], working[i], step);
            double smallest = Ridders.Smallest(step);
            string where = $"at working value {Verdict.Format(working[i])}";
            Compare(at.Gradient(0)[i], first, Rounding * (1.0 + Math.Abs(at.Surprisal[i])) / smallest, $"slope {where}", verdict);
            Compare(at.Curvature(0, 0)[i], second, Rounding * (1.0 + Math.Abs(at.Gradient(0)[i])) / smallest, $"second derivative {where}", verdict);
        }
    }

    private static void Compare(double derived, Slope slope, double noise, string what, Verdict verdict) =>
        verdict.Near(derived, slope.Value, (10.0 * slope.Error) + noise, what);
}
