using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Noise;

/// <summary>Fields that are chosen row by row: which rows are censored, what stands in for rows that are not asked about.</summary>
/// <remarks>One call a row: for the ends of events, which fits rarely ask for. Where every row of every pass is asked, <see cref="JetFields{TLane}"/> has loops.</remarks>
internal static unsafe class RowFields
{
    /// <summary>One number a row.</summary>
    public static Field Of<TLane>(JetArena<TLane> arena, Func<int, double> row)
        where TLane : unmanaged, ILane<TLane>
    {
        double* values = arena.NewArray();
        for (int i = 0; i < arena.Rows; i++) values[i] = row(i);
        return new Field(values);
    }
}
