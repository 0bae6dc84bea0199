using Surprisal.Numerics;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Primitives;
using Surprisal.Numerics.Quadrature;

namespace Surprisal.Noise;

/// <summary>log P(lower ≤ Y ≤ upper) of a noise model whose tails are formulas.</summary>
/// <remarks>
/// Of two tails the smaller is subtracted from: log(F(u) − F(l)) = log F(u) + log(1 − e^(log F(l) − log F(u))) below the median, the same in survival
/// functions above, so nothing cancels in a tail however far out. Of an interval that is short against the spread the difference of tails loses digits: there
/// one Gauss-Legendre panel of the density stands in, where that varies little over the interval and has no kink.
/// </remarks>
internal static class EventFormula<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    private const double ShortGap = 0.0625;
    private const double Varies = 0.125;

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
        if (!noise.HasKink && !noise.Support.IsDiscrete() && noise.Atoms.Count == 0)
            between = WhereShort(noise, arena, bounds, trials, working, Short(arena, (belowUpper, belowLower, aboveLower, aboveUpper)), between);
        Jet<TLane> bounded = Where(bounds.NoUpper, arena, aboveLower, between);
        return Where(bounds.NoLower, arena, Where(bounds.NoUpper, arena, arena.Data(new Field(0.0)), belowUpper), bounded);
    }

    /// <summary>1 in rows whose interval holds a small share of the smaller tail, else 0; null where there are none.</summary>
    private static double[]? Short(JetArena<TLane> arena, (Jet<TLane> BelowUpper, Jet<TLane> BelowLower, Jet<TLane> AboveLower, Jet<TLane> AboveUpper) tails)
    {
        double[]? rows = null;
        for (int i = 0; i < arena.Rows; i++)
        {
            double belowUpper = tails.BelowUpper.Value[i], aboveLower = tails.AboveLower.Value[i];
            double gap = belowUpper < aboveLower ? belowUpper - tails.BelowLower.Value[i] : aboveLower - tails.AboveUpper.Value[i];
            if (gap < ShortGap) (rows ??= new double[arena.Rows])[i] = 1.0;
        }

        return rows;
    }

    private static Jet<TLane> WhereShort(ScalarNoise noise, JetArena<TLane> arena, EventBounds bounds, Jet<TLane> trials, Jet<TLane>[] working, double[]? rows, Jet<TLane> difference)
    {
        if (rows is null) return difference;
        Jet<TLane>[] terms = new Jet<TLane>[GaussLegendre.Six.Count];
        for (int k = 0; k < terms.Length; k++)
        {
            double node = GaussLegendre.Six.Node(k), weight = 0.5 * GaussLegendre.Six.Weight(k);
            Field at = RowFields.Of(arena, i => bounds.Lower[i] + (0.5 * (1.0 + node) * (bounds.Upper[i] - bounds.Lower[i])));
            Field log = RowFields.Of(arena, i => Elementary.Log(weight * (bounds.Upper[i] - bounds.Lower[i])));
            terms[k] = noise.Surprisal(new Outcome<Jet<TLane>>(arena.Data(at), trials), working) - arena.Data(log);
        }

        for (int i = 0; i < arena.Rows; i++)
        {
            double first = Surprisal(0, i), least = first, greatest = first;
            for (int k = 1; k < terms.Length; k++) (least, greatest) = (Math.Min(least, Surprisal(k, i)), Math.Max(greatest, Surprisal(k, i)));
            if (!(greatest - least < Varies)) rows[i] = 0.0;
        }

        return Jet<TLane>.SelectLess(0.5, arena.Data(RowFields.Of(arena, i => rows[i])), -JetLogSum<TLane>.Surprisal(arena, terms, completeData: false), difference);

        double Surprisal(int node, int row) => Elementary.Log(GaussLegendre.Six.Weight(node)) + terms[node].Value[row];
    }

    /// <summary>log(1 − eˣ).</summary>
    private static Jet<TLane> LogComplement(Jet<TLane> x) => JetFields<TLane>.Apply<Log1mExp>(x);

    private static Jet<TLane> Where(Field mask, JetArena<TLane> arena, Jet<TLane> whenSet, Jet<TLane> otherwise) =>
        mask.IsZero ? otherwise : Jet<TLane>.SelectLess(arena.Data(new Field(0.5)), arena.Data(mask), whenSet, otherwise);
}
