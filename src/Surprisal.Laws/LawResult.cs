namespace Surprisal.Laws;

/// <summary>How a law fared.</summary>
public enum LawOutcome
{
    /// <summary>It holds.</summary>
    Held,

    /// <summary>It does not hold.</summary>
    Broken,

    /// <summary>It was not examined, for a reason that the noise model or link declares.</summary>
    Exempt,
}

/// <summary>What one law says of one noise model or link at one set of parameters.</summary>
/// <param name="Law">The law's name.</param>
/// <param name="Subject">The noise model's or link's name.</param>
/// <param name="Case">The parameters, as text.</param>
/// <param name="Outcome">Whether the law holds.</param>
/// <param name="Observed">The worst deviation, which is the one nearest to its bound or furthest beyond; NaN where a number was NaN.</param>
/// <param name="Bound">What that deviation may be at most.</param>
/// <param name="Text">What was compared, with the numbers; or why the subject is exempt.</param>
public sealed record LawResult(string Law, string Subject, string Case, LawOutcome Outcome, double Observed, double Bound, string Text)
{
    /// <summary>Whether the law is not broken.</summary>
    public bool Passed => Outcome != LawOutcome.Broken;

    /// <inheritdoc/>
    public override string ToString() => $"{Subject}, {Law}, {Case}: {Outcome}: {Text}";
}
