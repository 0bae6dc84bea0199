using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Primitives;

namespace Surprisal.Noise;

/// <summary>log P(lower ≤ Y ≤ upper) of a noise model whose tails are formulas.</summary>
/// <remarks>
/// Of two tails the smaller is subtracted from: log(F(u) − F(l)) = log F(u) + log(1 − e^(log F(l) − log F(u))) below the median, the same in survival
/// functions above, so nothing cancels in a tail however far out.
/// </remarks>
internal static class EventFormula<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    /// <summary>The logarithm of the event's probability as a jet.</summary>
    public static Jet<TLane> LogProbability(ScalarNoise noise, NoiseBlock<TLane> block, Jet<TLane>[] working)
    {
        JetArena<TLane> arena = block.Arena;
        EventBounds bounds = EventBounds.Of(arena, noise.Support, block.EventLower, block.EventUpper);
        Jet<TLane> lower = arena.Data(bounds.Lower), upper = arena.Data(bounds.Upper), trials = arena.Data(block.Trials);
        if (bounds is { HasLower: false, HasUpper: false }) return arena.Data(new Field(0.0));
        if (!bounds.HasUpper) return Where(bounds.NoLower, arena, arena.Data(new Field(0.0)), noise.LogSurvival(new Outcome<Jet<TLane>>(lower, trials), working));
        if (!bounds.HasLower) return Where(bounds.NoUpper, arena, arena.Data(new Field(0.0)), noise.LogCdf(new Outcome<Jet<TLane>>(upper, trials), working));
        Jet<TLane> aboveLower = noise.LogSurvival(new Outcome<Jet<TLane>>(lower, trials), working), aboveUpper = noise.LogSurvival(new Outcome<Jet<TLane>>(upper, trials), working);
        Jet<TLane> belowUpper = noise.LogCdf(new Outcome<Jet<TLane>>(upper, trials), working), belowLower = noise.LogCdf(new Outcome<Jet<TLane>>(lower, trials), working);
        Jet<TLane> between = Jet<TLane>.SelectLess(
            belowUpper, aboveLower, belowUpper + LogComplement(belowLower - belowUpper), aboveLower + LogComplement(aboveUpper - aboveLower));
        Jet<TLane> bounded = Where(bounds.NoUpper, arena, aboveLower, between);
        return Where(bounds.NoLower, arena, Where(bounds.NoUpper, arena, arena.Data(new Field(0.0)), belowUpper), bounded);
    }

    /// <summary>log(1 − eˣ).</summary>
    private static Jet<TLane> LogComplement(Jet<TLane> x) => JetFields<TLane>.Apply<Log1mExp>(x);

    private static Jet<TLane> Where(Field mask, JetArena<TLane> arena, Jet<TLane> whenSet, Jet<TLane> otherwise) =>
        mask.IsZero ? otherwise : Jet<TLane>.SelectLess(arena.Data(new Field(0.5)), arena.Data(mask), whenSet, otherwise);
}
