namespace Surprisal.Losses;

/// <summary>The shape of a loss in the residual: what it does at 0 and far off, on both sides.</summary>
/// <param name="Left">The tail of negative residuals.</param>
/// <param name="Right">The tail of positive ones.</param>
/// <param name="LeftCentre">What it does just below 0.</param>
/// <param name="RightCentre">What it does just above 0.</param>
/// <param name="IsSymmetric">Whether both sides are the same.</param>
/// <param name="HasMinimumAtZero">Whether it is least at 0.</param>
internal sealed record PenaltyShape(Tail Left, Tail Right, Centre LeftCentre, Centre RightCentre, bool IsSymmetric, bool HasMinimumAtZero)
{
    private const double Same = 1e-8;
    private static readonly double[] Probes = [0.01, 0.3, 1.0, 2.7, 9.0, 40.0];

    /// <summary>Whether the influence has no bound next to 0.</summary>
    public bool HasInfiniteSlopeAtCentre => HasMinimumAtZero && (IsSteep(LeftCentre) || IsSteep(RightCentre));

    /// <summary>Whether the loss has a bound on both sides.</summary>
    public bool IsBounded => Left.Kind == TailKind.Bounded && Right.Kind == TailKind.Bounded;

    /// <summary>Whether the influence of far residuals falls to 0 on both sides.</summary>
    public bool IsRedescending => Left.IsRedescending && Right.IsRedescending;

    /// <summary>The residual from where on there is no influence; null where there is none.</summary>
    public double? RejectedFrom => Left.RejectedFrom is { } left && Right.RejectedFrom is { } right ? Math.Max(left, right) : null;

    /// <summary>Examines a loss.</summary>
    /// <param name="function">The loss.</param>
    public static PenaltyShape Of(ResidualFunction function)
    {
        double[] right = function.Loss(Probes), left = function.Loss([.. Probes.Select(static r => -r)]);
        bool symmetric = Enumerable.Range(0, right.Length).All(i => Math.Abs(right[i] - left[i]) <= Same * (1.0 + Math.Abs(right[i])) || right[i].Equals(left[i]));
        double at = function.Loss(0.0)[0];
        double[] slopes = function.Influence(-1e-7, 1e-7);
        bool least = right.All(v => v >= at - Same) && left.All(v => v >= at - Same) && slopes[0] <= 1e-6 && slopes[1] >= -1e-6;
        return new PenaltyShape(Tail.Of(function, -1), Tail.Of(function, 1), Centre.Of(function, -1), Centre.Of(function, 1), symmetric, least);
    }

    /// <summary>The shape in words.</summary>
    public override string ToString()
    {
        if (!HasMinimumAtZero) return IsSymmetric ? $"not least at 0; {Far(Right)} far off" : $"{Far(Right)} for large positive residuals, {Far(Left)} for large negative ones";
        if (IsSymmetric) return Side(RightCentre, Right);
        return LeftCentre.IsHomogeneous && RightCentre.IsHomogeneous && LeftCentre.Power == RightCentre.Power
            ? $"{Whole(RightCentre)}; positive residuals cost {Sentence.Number(RightCentre.Factor)}, negative ones {Sentence.Number(LeftCentre.Factor)} times {Power(RightCentre.Power)}"
            : $"positive residuals: {Side(RightCentre, Right)}; negative ones: {Side(LeftCentre, Left)}";
    }

    private static bool IsSteep(Centre centre) => centre.Power is > 0.0 and < 0.98;

    private static string Side(Centre centre, Tail tail) => centre.IsHomogeneous ? Whole(centre) : $"{Near(centre)} in the centre, {Far(tail)} in the tails";

    private static string Whole(Centre centre) => centre.Power switch
    {
        2.0 => "quadratic: a residual pulls in proportion to its size",
        1.0 => "linear with a kink at 0: every residual pulls with the same force",
        < 1.0 => $"the residual to the power {Sentence.Number(centre.Power)}: redescending, the pull has no bound at 0 and falls to 0 far off",
        < 2.0 => $"the residual to the power {Sentence.Number(centre.Power)}, between linear and quadratic: the pull grows, but more slowly than the residual",
        _ => $"the residual to the power {Sentence.Number(centre.Power)}: far residuals rule",
    };

    private static string Power(double power) => power == 1.0 ? "|r|" : $"|r|^{Sentence.Number(power)}";

    private static string Near(Centre centre) => centre.Power switch
    {
        0.0 => "flat",
        1.0 => "linear with a kink",
        2.0 => "quadratic",
        _ => $"|r|^{Sentence.Number(centre.Power)}",
    };

    private static string Far(Tail tail) => tail.Kind switch
    {
        TailKind.Exponential => "steeper than any power",
        TailKind.Power when tail.Number == 2.0 => "quadratic",
        TailKind.Power when tail.Number < 1.0 => $"|r|^{Sentence.Number(tail.Number)} (redescending: the influence falls to 0)",
        TailKind.Power => $"|r|^{Sentence.Number(tail.Number)}",
        TailKind.Linear => $"linear (the influence levels off at {Sentence.Number(Math.Abs(tail.Number))})",
        TailKind.Logarithmic => $"logarithmic (redescending: the influence falls to 0 as {Sentence.Number(tail.Number)}/|r|)",
        TailKind.Falling => "falling without bound",
        _ => tail.RejectedFrom is { } from
            ? $"bounded by {Sentence.Number(tail.Number)} (redescending: no influence at all from |r| = {Sentence.Number(from)} on)"
            : $"bounded by {Sentence.Number(tail.Number)} (redescending: the influence falls to 0)",
    };
}
