using Surprisal.Links;
using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>Near the ends of its domain a link and its derivatives stay finite; outside it and at NaN there is no number.</summary>
internal sealed class LinkEndsLaw : DomainLaw
{
    private static readonly double[] FarOut = [1e-300, 1e-100, 30.0, 100.0, 300.0];

    /// <inheritdoc/>
    public override string Name => "ends";

    /// <inheritdoc/>
    public override string Statement => "value and derivatives are finite far out; NaN and what lies outside gives NaN";

    /// <inheritdoc/>
    protected override void Examine(LinkCase @case, Verdict verdict)
    {
        Link link = @case.Link;
        foreach (double size in FarOut)
        {
            foreach (double working in (double[])[size, -size])
            {
                double parameter = link.Invert(working), formula = @case.ToFormulaScale(working);
                if (double.IsNaN(parameter))
                {
                    verdict.Require(double.IsNaN(formula), $"there is no parameter for working value {Verdict.Format(working)}, but the formula's scale is {Verdict.Format(formula)}");
                    continue;
                }

                NoiseEvaluation at = @case.Derive([working]);
                bool finite = double.IsFinite(formula) && (size < 1.0 || (double.IsFinite(at.Gradient(0)[0]) && double.IsFinite(at.Curvature(0, 0)[0])));
                verdict.Require(finite, $"formula scale {Verdict.Format(formula)} or its derivatives are not finite at working value {Verdict.Format(working)}");
            }
        }

        verdict.Require(double.IsNaN(link.Apply(double.NaN)), "the link of NaN is a number");
        verdict.Require(double.IsNaN(link.Invert(double.NaN)), "the inverse of NaN is a number");
        verdict.Require(double.IsNaN(@case.ToFormulaScale(double.NaN)), "the formula's scale of NaN is a number");
        double outside = @case.Domain == ParameterDomain.Probability ? 1.5 : -1.5;
        if (@case.Domain != ParameterDomain.Real) verdict.Require(!double.IsFinite(link.Apply(outside)), $"the link of {Verdict.Format(outside)}, which is outside its domain, is {Verdict.Format(link.Apply(outside))}");
    }
}
