using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Primitives;

namespace Surprisal.Numerics.Jets;

/// <summary>−log Σₖ exp(−tₖ) of jets, the surprisal of a mixture from those of its components: without overflow and without a chain of two-term sums.</summary>
/// <remarks>
/// With responsibilities rₖ = exp(−tₖ)/Σ: gradient ḡ = Σ rₖ tₖ′, curvature Σ rₖ(tₖ″ − tₖ′tₖ′ᵀ) + ḡḡᵀ. For complete data, the component of each row taken for
/// known with probability rₖ, the curvature is Σ rₖ tₖ″ (Louis 1982, doi:10.1111/j.2517-6161.1982.tb01203.x): what the EM algorithm's next step
/// minimises.
/// </remarks>
internal static unsafe class JetLogSum<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    /// <summary>The sum.</summary>
    /// <param name="arena">Where the jets live.</param>
    /// <param name="terms">At least one.</param>
    /// <param name="completeData">Whether the curvature is that of complete data.</param>
    public static Jet<TLane> Surprisal(JetArena<TLane> arena, ReadOnlySpan<Jet<TLane>> terms, bool completeData)
    {
        Field[] shares = new Field[terms.Length];
        int result = arena.NewJet(), m = arena.Variables;
        arena[result, 0] = AreUniform(terms) ? Uniform(terms, shares) : Values(arena, terms, shares);
        if (arena.Order == 0) return new(arena, result);
        Field[] weighted = new Field[terms.Length * m];
        Sum sum = new(arena, stackalloc Field[JetSum<TLane>.Room]);
        for (int i = 0; i < m; i++)
        {
            for (int k = 0; k < terms.Length; k++)
            {
                Field slope = terms[k][1 + i];
                if (slope.IsZero) continue;
                Field product = JetFields<TLane>.Multiply(arena, shares[k], slope);
                sum.Add(new Field(1.0), product);
                if (arena.Order > 1 && !completeData) weighted[(k * m) + i] = JetFields<TLane>.Negate(arena, product);
            }

            arena[result, 1 + i] = sum.Take();
        }

        if (arena.Order == 1) return new(arena, result);
        for (int i = 0, h = 1 + m; i < m; i++)
        {
            Field slope = completeData ? default : arena[result, 1 + i];
            for (int j = i; j < m; j++, h++)
            {
                for (int k = 0; k < terms.Length; k++)
                {
                    sum.Add(shares[k], terms[k][h]);
                    sum.Add(weighted[(k * m) + i], terms[k][1 + j]);
                }

                sum.Add(slope, arena[result, 1 + j]);
                arena[result, h] = sum.Take();
            }
        }

        return new(arena, result);
    }

    private static bool AreUniform(ReadOnlySpan<Jet<TLane>> terms)
    {
        foreach (Jet<TLane> term in terms)
        {
            if (!term.Value.IsUniform) return false;
        }

        return true;
    }

    /// <summary>The value where all rows share it, and each term's share of the sum: weights without predictors, once a block.</summary>
    private static Field Uniform(ReadOnlySpan<Jet<TLane>> terms, Field[] shares)
    {
        double least = terms[0].Value.Uniform;
        foreach (Jet<TLane> term in terms) least = term.Value.Uniform < least ? term.Value.Uniform : least;
        double origin = double.MaxValue < least ? 0.0 : least, sum = 0.0;
        for (int k = 0; k < shares.Length; k++)
        {
            double power = Exp.Value(new Lane1(origin - terms[k].Value.Uniform)).Value;
            shares[k] = new Field(power);
            sum += power;
        }

        double reciprocal = 1.0 / sum;
        for (int k = 0; k < shares.Length; k++) shares[k] = new Field(shares[k].Uniform * reciprocal);
        return new Field(origin - Log.Value(new Lane1(sum)).Value);
    }

    /// <summary>The values, and each term's share of the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Field Values(JetArena<TLane> arena, ReadOnlySpan<Jet<TLane>> terms, Field[] shares)
    {
        int count = terms.Length;
        Operand* t = stackalloc Operand[count];
        double** share = stackalloc double*[count];
        for (int k = 0; k < count; k++)
        {
            t[k] = arena.AsOperand(terms[k].Value);
            share[k] = arena.NewArray();
            shares[k] = new Field(share[k]);
        }

        double* value = arena.NewArray();
        for (nint i = 0; i < arena.Rows; i += TLane.Width)
        {
            TLane least = At(t[0], i);
            for (int k = 1; k < count; k++)
            {
                TLane term = At(t[k], i);
                least = TLane.SelectLess(term, least, term, least);
            }

            // Where all terms are ∞ the differences would be NaN; the sum is 0 then.
            TLane origin = TLane.SelectLess(TLane.Broadcast(double.MaxValue), least, TLane.Broadcast(0.0), least);
            TLane sum = TLane.Broadcast(0.0);
            for (int k = 0; k < count; k++)
            {
                TLane power = Exp.Value(origin - At(t[k], i));
                TLane.Store(power, share[k] + i);
                sum += power;
            }

            TLane.Store(origin - Log.Value(sum), value + i);
            TLane reciprocal = TLane.Broadcast(1.0) / sum;
            for (int k = 0; k < count; k++) TLane.Store(TLane.Load(share[k] + i) * reciprocal, share[k] + i);
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
