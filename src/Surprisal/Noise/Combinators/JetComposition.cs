using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Noise;

/// <summary>The chain rule for a part that was evaluated at functions of the whole's variables.</summary>
internal static class JetComposition<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    /// <summary>f(x₁, ..., xₘ) from f's derivatives in its own arguments: ∇f·x′ and ∇f·x″ + x′ᵀ∇²f x′.</summary>
    /// <param name="arena">Where the arguments live and the result goes.</param>
    /// <param name="part">The evaluated part, all its parameters free.</param>
    /// <param name="arguments">What its parameters are, as functions of the whole's variables.</param>
    public static Jet<TLane> Of(JetArena<TLane> arena, NoiseBlock<TLane> part, Jet<TLane>[] arguments)
    {
        int result = arena.NewJet(), m = arena.Variables, count = arguments.Length;
        arena[result, 0] = part.Surprisal;
        for (int i = 0; i < m && arena.Order > 0; i++)
        {
            Field sum = default;
            for (int k = 0; k < count; k++) sum = Add(arena, sum, part.Gradient[k], arguments[k][1 + i]);
            arena[result, 1 + i] = sum;
        }

        if (arena.Order < 2) return new(arena, result);
        Field[] bend = new Field[count];
        for (int i = 0, h = 1 + m; i < m; i++)
        {
            for (int l = 0; l < count; l++)
            {
                bend[l] = default;
                for (int k = 0; k < count; k++) bend[l] = Add(arena, bend[l], part.Curvature[Pair(count, k, l)], arguments[k][1 + i]);
            }

            for (int j = i; j < m; j++, h++)
            {
                Field sum = default;
                for (int k = 0; k < count; k++)
                {
                    sum = Add(arena, sum, part.Gradient[k], arguments[k][h]);
                    sum = Add(arena, sum, bend[k], arguments[k][1 + j]);
                }

                arena[result, h] = sum;
            }
        }

        return new(arena, result);
    }

    private static int Pair(int count, int k, int l)
    {
        (int i, int j) = k <= l ? (k, l) : (l, k);
        return (i * count) - (i * (i - 1) / 2) + (j - i);
    }

    private static Field Add(JetArena<TLane> arena, Field sum, Field a, Field b)
    {
        if (a.IsZero || b.IsZero) return sum;
        return JetFields<TLane>.Add(arena, sum, JetFields<TLane>.Multiply(arena, a, b), keepZero: false);
    }
}
