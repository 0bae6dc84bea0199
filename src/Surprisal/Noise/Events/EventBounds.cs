using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Noise;

/// <summary>The ends of the events of a block of rows as tails take them: P(lower &lt; Y ≤ upper).</summary>
/// <param name="Lower">Finite everywhere: a stand-in where there is no lower end.</param>
/// <param name="Upper">Finite everywhere: a stand-in where there is no upper end.</param>
/// <param name="NoLower">1 where there is no lower end, else 0.</param>
/// <param name="NoUpper">1 where there is no upper end, else 0.</param>
/// <param name="HasLower">Whether some row has a lower end.</param>
/// <param name="HasUpper">Whether some row has an upper end.</param>
internal readonly unsafe record struct EventBounds(Field Lower, Field Upper, Field NoLower, Field NoUpper, bool HasLower, bool HasUpper)
{
    /// <summary>Finds them. A bound at or beyond the end of the support is none; a closed lower end of a discrete event is one step lower.</summary>
    /// <param name="arena">Where new fields live.</param>
    /// <param name="support">The support of the response.</param>
    /// <param name="lower">The lower ends, included; −∞ for none.</param>
    /// <param name="upper">The upper ends, included; ∞ for none.</param>
    public static EventBounds Of<TLane>(JetArena<TLane> arena, Support support, Field lower, Field upper)
        where TLane : unmanaged, ILane<TLane>
    {
        (double least, double greatest) = support.Ends();
        bool discrete = support.IsDiscrete(), uniform = lower.IsUniform && upper.IsUniform;
        double inside = support.Inside();
        nint rows = uniform ? 1 : arena.Rows;
        double* low = arena.NewArray(), high = arena.NewArray(), noLow = arena.NewArray(), noHigh = arena.NewArray();
        bool anyLow = false, anyHigh = false, anyNoLow = false, anyNoHigh = false;
        for (int i = 0; i < rows; i++)
        {
            double l = lower[i], u = upper[i];
            if (discrete) (l, u) = (Math.Ceiling(l) - 1.0, Math.Floor(u));
            bool hasLow = l > least || (l == least && !double.IsInfinity(least) && discrete), hasHigh = u < greatest;
            low[i] = hasLow ? l : hasHigh ? u : inside;
            high[i] = hasHigh ? u : low[i];
            (noLow[i], noHigh[i]) = (hasLow ? 0.0 : 1.0, hasHigh ? 0.0 : 1.0);
            anyLow |= hasLow;
            anyHigh |= hasHigh;
            anyNoLow |= !hasLow;
            anyNoHigh |= !hasHigh;
        }

        // One event for all rows, such as that of a fixed truncation, costs once where parameters are constant too.
        if (uniform) return new(new(*low), new(*high), new(*noLow), new(*noHigh), anyLow, anyHigh);
        return new(new(low), new(high), anyNoLow ? new(noLow) : default, anyNoHigh ? new(noHigh) : default, anyLow, anyHigh);
    }
}
