using Surprisal.Numerics.Jets;

namespace Surprisal.Noise;

/// <summary>Responses of which some are known only to lie above, below or between numbers: a row's code says which.</summary>
/// <remarks>
/// <para>Density: that of the part for a row that was observed; P(Y ≥ y), P(Y ≤ y) or P(y ≤ Y ≤ upper) for one that is right-, left- or
/// interval-censored.</para>
/// <para>Parameters: those of the part.</para>
/// <para>Support: that of the part.</para>
/// <para>Numerical hazard: probabilities of tails underflow; the part gives their logarithms (<see cref="NoiseModel.EvaluateEvent"/>).</para>
/// <para>Source: Klein, Moeschberger, Survival Analysis, 2nd ed. (2003), section 3.5.</para>
/// <para>Reference values: R survival::survreg, tests/Surprisal.Tests/Reference/cases/weibull-lung.json.</para>
/// </remarks>
public sealed class CensoredNoise : CombinedNoise
{
    /// <summary>Combines.</summary>
    /// <param name="part">The noise model of the responses themselves; it must be one of single numbers.</param>
    /// <exception cref="InputException">It is not, or is censored already.</exception>
    public CensoredNoise(NoiseModel part)
        : base([part is CensoredNoise ? throw new InputException($"'{part.Name}' is censored already", "leave out one 'censored'") : CombinatorCheck.Univariate("censored", part)], [])
    {
    }

    /// <inheritdoc/>
    public override string Combinator => "censored";

    /// <inheritdoc/>
    public override string Description => $"{Parts[0].Description}, some known only to lie above, below or between numbers";

    /// <inheritdoc/>
    public override string Density => $"{Parts[0].Density}; where y is censored, P(Y >= y), P(Y <= y) or P(y <= Y <= upper)";

    /// <inheritdoc/>
    public override string Estimates => Parts[0].Estimates;

    /// <inheritdoc/>
    public override Support Support => Parts[0].Support;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Atoms => Parts[0].Atoms;

    /// <summary>The distribution of the responses themselves, censored or not.</summary>
    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => Parts[0].At(parameters, trials);

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters) =>
        Parts[0].Start(y, trials, weights, parameters);

    /// <inheritdoc/>
    public override bool Redescends => Parts[0].Redescends;

    /// <inheritdoc/>
    public override int StartCount => Parts[0].StartCount;

    /// <summary>Censored numbers are taken for the responses, the middles of intervals for theirs; those outside of the support are left out.</summary>
    /// <inheritdoc/>
    public override void Start(Observations observations, ReadOnlySpan<double> weights, Span<double> parameters, int variant = 0)
    {
        ArgumentNullException.ThrowIfNull(observations);
        double[] y = observations.Response.ToArray(), w = weights.IsEmpty ? [.. y.Select(static _ => 1.0)] : weights.ToArray();
        for (int i = 0; i < y.Length; i++)
        {
            if (!observations.Censoring.IsEmpty && observations.Censoring.Span[i] == 2.0) y[i] = 0.5 * (y[i] + observations.CensoringUpper.Span[i]);
            if (Support.IsDiscrete()) y[i] = Math.Round(y[i]);
            if (Support.Contains(y[i], observations.Trials.IsEmpty ? 1.0 : observations.Trials.Span[i])) continue;
            (y[i], w[i]) = (Support.Inside(), 0.0);
        }

        Parts[0].Start(observations with { Responses = [y] }, w, parameters, variant);
    }

    /// <inheritdoc/>
    internal override Jet<TLane> Combine<TLane>(PartEvaluator<TLane> parts)
    {
        JetArena<TLane> arena = parts.Arena;
        NoiseBlock<TLane> block = parts.Block;
        bool someObserved = false, someCensored = false, someAbove = false;
        for (int i = 0; i < arena.Rows; i++)
        {
            someObserved |= block.Censoring[i] == 0.0;
            someCensored |= block.Censoring[i] != 0.0;
            someAbove |= block.Censoring[i] > 0.0;
        }

        if (!someCensored) return parts.Surprisal(0);

        // Observed rows take part as if censored on the side of the others: an event that no row needs both ends of costs one tail.
        Field half = new(someAbove ? -0.5 : 0.5), infinity = new(double.PositiveInfinity);
        Field lower = JetFields<TLane>.SelectLess(arena, block.Censoring, half, new Field(double.NegativeInfinity), block.Response);
        Field above = JetFields<TLane>.SelectLess(arena, block.Censoring, new Field(1.5), infinity, block.CensoringUpper);
        Jet<TLane> @event = parts.Event(0, lower, JetFields<TLane>.SelectLess(arena, block.Censoring, half, block.Response, above));
        return someObserved ? Jet<TLane>.SelectLess(Jet<TLane>.Square(arena.Data(block.Censoring)), 0.5, parts.Surprisal(0, Observed(block)), @event) : @event;
    }

    /// <inheritdoc/>
    internal override Jet<TLane> CombineEvent<TLane>(PartEvaluator<TLane> parts) => parts.Event(0, parts.Block.EventLower, parts.Block.EventUpper);

    /// <summary>The responses, with a number from within the support where a censored one may lie outside.</summary>
    private Field Observed<TLane>(NoiseBlock<TLane> block)
        where TLane : unmanaged, Numerics.Lanes.ILane<TLane>
    {
        Field inside = new(Support.Inside()), half = new(0.5), squares = JetFields<TLane>.Multiply(block.Arena, block.Censoring, block.Censoring);
        return JetFields<TLane>.SelectLess(block.Arena, squares, half, block.Response, inside);
    }
}
