using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Jets;

/// <summary>
/// A sum of at most four products of fields, in the order given: the first product rounded, each further one fused. Products with a field
/// that vanishes are left out.
/// </summary>
internal ref struct JetSum<TLane>(JetArena<TLane> arena)
    where TLane : unmanaged, ILane<TLane>
{
    private readonly JetArena<TLane> _arena = arena;
    private FourPairs _factors;
    private int _count;

    /// <summary>Adds a·b.</summary>
    public JetSum<TLane> Plus(Field a, Field b)
    {
        if (a.IsZero || b.IsZero) return this;
        JetSum<TLane> sum = this;
        sum._factors[2 * _count] = a;
        sum._factors[(2 * _count) + 1] = b;
        sum._count++;
        return sum;
    }

    /// <summary>The sum as a field.</summary>
    public readonly unsafe Field Take()
    {
        if (_count == 0) return default;
        if (_count == 1) return JetFields<TLane>.Multiply(_arena, _factors[0], _factors[1]);
        bool uniform = true;
        for (int k = 0; k < 2 * _count; k++) uniform &= _factors[k].IsUniform;
        if (uniform)
        {
            double sum = _factors[0].Uniform * _factors[1].Uniform;
            for (int k = 1; k < _count; k++) sum = Math.FusedMultiplyAdd(_factors[2 * k].Uniform, _factors[(2 * k) + 1].Uniform, sum);
            return new Field(sum);
        }

        Span<Operand> operands = stackalloc Operand[8];
        for (int k = 0; k < 2 * _count; k++) operands[k] = _arena.AsOperand(_factors[k]);
        double* result = _arena.NewArray();
        JetLoops<TLane>.Products2(result, _arena.Rows, operands);
        for (int k = 2; k < _count; k++) JetLoops<TLane>.AddProduct(result, _arena.Rows, operands[2 * k], operands[(2 * k) + 1]);
        return new Field(result);
    }

    [System.Runtime.CompilerServices.InlineArray(8)]
    private struct FourPairs
    {
        private Field _first;
    }
}
