using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Primitives;

namespace Surprisal.Numerics.Jets;

/// <summary>log Σₖ exp(aₖ) of jets: what mixes components, without overflow and without a chain of two-term sums.</summary>
/// <remarks>
/// With responsibilities rₖ = exp(aₖ)/Σ: gradient Σ rₖ aₖ′, curvature Σ rₖ(aₖ″ + aₖ′aₖ′ᵀ) − ḡḡᵀ, ḡ the gradient. For complete data, the component of
/// each row taken for known with probability rₖ, the curvature is Σ rₖ aₖ″ (Louis 1982, doi:10.1111/j.2517-6161.1982.tb01203.x): what the EM
/// algorithm's next step maximises.
/// </remarks>
internal static unsafe class JetLogSum<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    /// <summary>The sum.</summary>
    /// <param name="arena">Where the jets live.</param>
    /// <param name="terms">At least one.</param>
    /// <param name="completeData">Whether the curvature is that of complete data.</param>
    public static Jet<TLane> Of(JetArena<TLane> arena, ReadOnlySpan<Jet<TLane>> terms, bool completeData)
    {
        double** shares = stackalloc double*[terms.Length];
        int result = arena.NewJet(), m = arena.Variables;
        arena[result, 0] = Values(arena, terms, shares);
        if (arena.Order == 0) return new(arena, result);
        Field[] weighted = new Field[terms.Length * m];
        Sum sum = new(arena, stackalloc Field[JetSum<TLane>.Room]);
        for (int i = 0; i < m; i++)
        {
            for (int k = 0; k < terms.Length; k++)
            {
                Field slope = terms[k][1 + i];
                if (slope.IsZero) continue;
                weighted[(k * m) + i] = JetFields<TLane>.Multiply(arena, new Field(shares[k]), slope);
                sum.Add(new Field(1.0), weighted[(k * m) + i]);
            }

            arena[result, 1 + i] = sum.Take();
        }

        if (arena.Order == 1) return new(arena, result);
        for (int i = 0, h = 1 + m; i < m; i++)
        {
            Field minus = completeData || arena[result, 1 + i].IsZero ? default : JetFields<TLane>.Negate(arena, arena[result, 1 + i]);
            for (int j = i; j < m; j++, h++)
            {
                for (int k = 0; k < terms.Length; k++)
                {
                    sum.Add(new Field(shares[k]), terms[k][h]);
                    if (!completeData) sum.Add(weighted[(k * m) + i], terms[k][1 + j]);
                }

                sum.Add(minus, arena[result, 1 + j]);
                arena[result, h] = sum.Take();
            }
        }

        return new(arena, result);
    }

    /// <summary>The values, and each term's share of the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Field Values(JetArena<TLane> arena, ReadOnlySpan<Jet<TLane>> terms, double** shares)
    {
        int count = terms.Length;
        Operand* a = stackalloc Operand[count];
        for (int k = 0; k < count; k++)
        {
            a[k] = arena.AsOperand(terms[k].Value);
            shares[k] = arena.NewArray();
        }

        double* value = arena.NewArray();
        for (nint i = 0; i < arena.Rows; i += TLane.Width)
        {
            TLane largest = At(a[0], i);
            for (int k = 1; k < count; k++)
            {
                TLane term = At(a[k], i);
                largest = TLane.Select(TLane.LessThan(largest, term), term, largest);
            }

            // Where all terms are −∞ the differences would be NaN; the sum is −∞ then.
            TLane origin = TLane.Select(TLane.LessThan(largest, TLane.Broadcast(double.MinValue)), TLane.Broadcast(0.0), largest);
            TLane sum = TLane.Broadcast(0.0);
            for (int k = 0; k < count; k++)
            {
                TLane power = Exp.Value(At(a[k], i) - origin);
                TLane.Store(power, shares[k] + i);
                sum += power;
            }

            TLane.Store(Log.Value(sum) + origin, value + i);
            TLane reciprocal = TLane.Broadcast(1.0) / sum;
            for (int k = 0; k < count; k++) TLane.Store(TLane.Load(shares[k] + i) * reciprocal, shares[k] + i);
        }

        return new Field(value);
    }

    private static TLane At(Operand operand, nint row) => TLane.Load(operand.Pointer + (operand.Stride == 0 ? 0 : row));

    /// <summary>A sum of any number of products, by sums of four.</summary>
    private ref struct Sum(JetArena<TLane> arena, Span<Field> factors)
    {
        private JetSum<TLane> _part = new(arena, factors);
        private int _count;

        public void Add(Field a, Field b)
        {
            if (a.IsZero || b.IsZero) return;
            if (_count == JetSum<TLane>.Room / 2)
            {
                Field part = _part.Take();
                _part.Add(new Field(1.0), part);
                _count = part.IsZero ? 0 : 1;
            }

            _part.Add(a, b);
            _count++;
        }

        public Field Take()
        {
            _count = 0;
            return _part.Take();
        }
    }
}
