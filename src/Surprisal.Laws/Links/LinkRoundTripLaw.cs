using Surprisal.Links;

namespace Surprisal.Laws;

/// <summary>A link and its inverse undo each other.</summary>
internal sealed class LinkRoundTripLaw : DomainLaw
{
    private const double Relative = 1e-12;
    private const double Rounding = 4.4e-16;

    /// <inheritdoc/>
    public override string Name => "round-trip";

    /// <inheritdoc/>
    public override string Statement => "the inverse of a parameter's working value is the parameter, and the other way round";

    /// <inheritdoc/>
    protected override void Examine(LinkCase @case, Verdict verdict)
    {
        Link link = @case.Link;
        foreach (double parameter in @case.Parameters)
        {
            double working = link.Apply(parameter), back = link.Invert(working);

            // What the rounding of the working value moves the parameter by.
            double ulp = Math.BitIncrement(Math.Abs(working)) - Math.Abs(working);
            double moved = Math.Abs(link.Invert(working + ulp) - back);
            verdict.Near(back, parameter, (Relative * Math.Abs(parameter)) + (4.0 * moved), $"parameter {Verdict.Format(parameter)} there and back");
        }

        foreach (double working in @case.WorkingValues)
        {
            double parameter = link.Invert(working), ulp = Rounding * Math.Abs(parameter), back = link.Apply(parameter);
            double below = link.Apply(parameter - ulp), above = link.Apply(parameter + ulp);
            if (!double.IsFinite(below) || !double.IsFinite(above)) continue;
            verdict.Near(back, working, (Relative * Math.Abs(working)) + (4.0 * Math.Abs(above - below)), $"working value {Verdict.Format(working)} there and back");
        }
    }
}
