using Surprisal.Links;

namespace Surprisal.Laws;

/// <summary>What a formula takes is the parameter on the scale of its domain: itself, its logarithm, its logit.</summary>
internal sealed class LinkFormulaScaleLaw : DomainLaw
{
    private const double Relative = 1e-12;
    private const double Rounding = 4.4e-16;

    /// <inheritdoc/>
    public override string Name => "formula-scale";

    /// <inheritdoc/>
    public override string Statement => "the value that formulas take is the parameter of the inverse link (a real number or an angle), its logarithm, or its logit";

    /// <inheritdoc/>
    protected override void Examine(LinkCase @case, Verdict verdict)
    {
        Link standard = LinkRegistry.Default(@case.Domain);
        foreach (double working in @case.WorkingValues)
        {
            double parameter = @case.Link.Invert(working), expected = @case.Domain == ParameterDomain.Angle ? parameter : standard.Apply(parameter);

            // A probability near 1 has few digits left; the formula's own scale keeps them.
            double rounded = @case.Domain == ParameterDomain.Probability ? 4.0 * Rounding / (1.0 - parameter) : 0.0;
            double bound = (Relative * (1.0 + Math.Abs(expected))) + rounded;
            verdict.Near(@case.ToFormulaScale(working), expected, bound, $"formula scale at working value {Verdict.Format(working)}");
        }
    }
}
