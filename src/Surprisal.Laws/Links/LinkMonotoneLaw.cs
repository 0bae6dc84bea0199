namespace Surprisal.Laws;

/// <summary>A link is strictly monotone.</summary>
internal sealed class LinkMonotoneLaw : DomainLaw
{
    /// <inheritdoc/>
    public override string Name => "monotone";

    /// <inheritdoc/>
    public override string Statement => "the link, its inverse and the formula's scale are strictly monotone, all the same way or all the other";

    /// <inheritdoc/>
    protected override void Examine(LinkCase @case, Verdict verdict)
    {
        double[] parameters = [.. @case.Parameters], working = [.. @case.WorkingValues];
        int direction = Math.Sign(@case.Link.Apply(parameters[^1]) - @case.Link.Apply(parameters[0]));
        verdict.Require(direction != 0, "the link is constant");
        for (int i = 1; i < parameters.Length; i++)
        {
            double step = @case.Link.Apply(parameters[i]) - @case.Link.Apply(parameters[i - 1]);
            verdict.Require(direction * step > 0.0, $"the link turns between the parameters {Verdict.Format(parameters[i - 1])} and {Verdict.Format(parameters[i])}");
        }

        for (int i = 1; i < working.Length; i++)
        {
            double inverse = @case.Link.Invert(working[i]) - @case.Link.Invert(working[i - 1]);
            double formula = @case.ToFormulaScale(working[i]) - @case.ToFormulaScale(working[i - 1]);
            string between = $"between the working values {Verdict.Format(working[i - 1])} and {Verdict.Format(working[i])}";

            // Near the ends of a domain neighbouring parameters may round to one.
            verdict.Require(direction * inverse >= 0.0, $"the inverse turns {between}");
            verdict.Require(direction * formula > 0.0, $"the formula's scale turns {between}");
        }
    }
}
