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
                if (!IsPossible(parameter, @case.Domain))
                {
                    verdict.Require(
                        !double.IsFinite(formula),
                        $"there is no parameter for working value {Verdict.Format(working)}, but the formula's scale is {Verdict.Format(formula)}");
                    continue;
                }

                // A parameter just outside may round to the domain's end.
                if (size < 1.0 && !@case.Domain.Contains(parameter) && double.IsNaN(formula)) continue;
                NoiseEvaluation at = @case.Derive([working]);
                bool finite = double.IsFinite(formula) && (size < 1.0 || (double.IsFinite(at.Gradient(0)[0]) && double.IsFinite(at.Curvature(0, 0)[0])));
                verdict.Require(finite, $"formula scale {Verdict.Format(formula)} or its derivatives are not finite at working value {Verdict.Format(working)}");
            }
        }

        verdict.Require(double.IsNaN(link.Apply(double.NaN)), "the link of NaN is a number");
        verdict.Require(double.IsNaN(link.Invert(double.NaN)), "the inverse of NaN is a number");
        verdict.Require(double.IsNaN(@case.ToFormulaScale(double.NaN)), "the formula's scale of NaN is a number");

        // Every number is an angle.
        if (@case.Domain == ParameterDomain.Angle) return;

        // A link of a wider domain need not know where this one ends.
        ParameterDomain[] wider = @case.Domain == ParameterDomain.Probability ? [ParameterDomain.Real, ParameterDomain.Positive] : [ParameterDomain.Real];
        if (wider.Any(link.Serves)) return;
        double outside = @case.Domain == ParameterDomain.Probability ? 1.5 : -1.5;
        verdict.Require(
            !double.IsFinite(link.Apply(outside)),
            $"the link of {Verdict.Format(outside)}, which is outside its domain, is {Verdict.Format(link.Apply(outside))}");
    }

    /// <summary>Whether a number is inside the domain or at an end of it, to which parameters far out round.</summary>
    private static bool IsPossible(double parameter, ParameterDomain domain) => domain switch
    {
        ParameterDomain.Positive => parameter >= 0.0,
        ParameterDomain.Probability => parameter is >= 0.0 and <= 1.0,
        _ => !double.IsNaN(parameter),
    };
}
