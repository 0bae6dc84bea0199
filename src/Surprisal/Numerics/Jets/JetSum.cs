using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Jets;

/// <summary>
/// A sum of at most four products of fields, in the order given: the first product rounded, each further one fused. Products with a field
/// that vanishes are left out.
/// </summary>
/// <param name="arena">Where the result goes.</param>
/// <param name="factors">Room for eight factors.</param>
internal ref struct JetSum<TLane>(JetArena<TLane> arena, Span<Field> factors)
    where TLane : unmanaged, ILane<TLane>
{
    /// <summary>Room that the factors of four products need.</summary>
    public const int Room = 8;

    private readonly JetArena<TLane> _arena = arena;
    private readonly Span<Field> _factors = factors;
    private int _count;

    /// <summary>Adds a·b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Field a, Field b)
    {
        if (a.IsZero || b.IsZero) return;
        _factors[2 * _count] = a;
        _factors[(2 * _count) + 1] = b;
        _count++;
    }

    /// <summary>The sum as a field; the next sum begins with nothing.</summary>
    public unsafe Field Take()
    {
        int count = _count;
        _count = 0;
        if (count == 0) return default;
        if (count == 1) return JetFields<TLane>.Multiply(_arena, _factors[0], _factors[1]);
        bool uniform = true;
        for (int k = 0; k < 2 * count; k++) uniform &= _factors[k].IsUniform;
        if (uniform)
        {
            double sum = _factors[0].Uniform * _factors[1].Uniform;
            for (int k = 1; k < count; k++) sum = Math.FusedMultiplyAdd(_factors[2 * k].Uniform, _factors[(2 * k) + 1].Uniform, sum);
            return new Field(sum);
        }

        Operand* operands = stackalloc Operand[Room];
        for (int k = 0; k < 2 * count; k++) operands[k] = _arena.AsOperand(_factors[k]);
        double* result = _arena.NewArray();
        switch (count)
        {
            case 2: JetLoops<TLane>.Products2(result, _arena.Rows, operands); break;
            case 3: JetLoops<TLane>.Products3(result, _arena.Rows, operands); break;
            default: JetLoops<TLane>.Products4(result, _arena.Rows, operands); break;
        }

        return new Field(result);
    }
}
