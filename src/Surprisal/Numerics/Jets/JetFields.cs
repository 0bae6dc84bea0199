using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Primitives;

namespace Surprisal.Numerics.Jets;

/// <summary>Arithmetic on single fields: once where all rows share a value, else one loop over the rows.</summary>
internal static unsafe class JetFields<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    public static Field Add(JetArena<TLane> arena, Field a, Field b, bool keepZero)
    {
        if (a.IsUniform && b.IsUniform) return new(a.Uniform + b.Uniform);
        if (!keepZero && a.IsZero) return b;
        if (!keepZero && b.IsZero) return a;
        double* result = arena.NewArray();
        JetLoops<TLane>.Add(result, arena.Rows, arena.AsOperand(a), arena.AsOperand(b));
        return new(result);
    }

    public static Field Subtract(JetArena<TLane> arena, Field a, Field b, bool keepZero)
    {
        if (a.IsUniform && b.IsUniform) return new(a.Uniform - b.Uniform);
        if (!keepZero && a.IsZero) return Negate(arena, b);
        if (!keepZero && b.IsZero) return a;
        double* result = arena.NewArray();
        JetLoops<TLane>.Subtract(result, arena.Rows, arena.AsOperand(a), arena.AsOperand(b));
        return new(result);
    }

    public static Field Negate(JetArena<TLane> arena, Field a)
    {
        if (a.IsUniform) return new(-a.Uniform);
        double* result = arena.NewArray();
        JetLoops<TLane>.Negate(result, arena.Rows, a.Pointer);
        return new(result);
    }

    public static Field Multiply(JetArena<TLane> arena, Field a, Field b)
    {
        if (a.IsUniform && b.IsUniform) return new(a.Uniform * b.Uniform);
        if (a.IsUniform && a.Uniform == 1) return b;
        if (b.IsUniform && b.Uniform == 1) return a;
        double* result = arena.NewArray();
        JetLoops<TLane>.Product(result, arena.Rows, arena.AsOperand(a), arena.AsOperand(b));
        return new(result);
    }

    public static Field Divide(JetArena<TLane> arena, Field a, Field b)
    {
        if (a.IsUniform && b.IsUniform) return new(a.Uniform / b.Uniform);
        double* result = arena.NewArray();
        JetLoops<TLane>.Divide(result, arena.Rows, arena.AsOperand(a), arena.AsOperand(b));
        return new(result);
    }

    public static Field Sqrt(JetArena<TLane> arena, Field a)
    {
        if (a.IsUniform) return new(Math.Sqrt(a.Uniform));
        double* result = arena.NewArray();
        JetLoops<TLane>.Sqrt(result, arena.Rows, a.Pointer);
        return new(result);
    }

    public static Field SelectLess(JetArena<TLane> arena, Field a, Field b, Field whenLess, Field otherwise)
    {
        if (whenLess.Pointer == otherwise.Pointer && whenLess.Uniform.Equals(otherwise.Uniform)) return whenLess;
        double* result = arena.NewArray();
        JetLoops<TLane>.SelectLess(result, arena.Rows, [arena.AsOperand(a), arena.AsOperand(b), arena.AsOperand(whenLess), arena.AsOperand(otherwise)]);
        return new(result);
    }

    /// <summary>Whether a jet has no first derivatives, and so none at all.</summary>
    public static bool IsConstant(Jet<TLane> x)
    {
        if (x.Arena is not { Order: > 0 } arena) return true;
        for (int i = 1; i <= arena.Variables; i++)
        {
            if (!x[i].IsZero) return false;
        }

        return true;
    }

    /// <summary>A primitive of a jet: f(x), and by the chain rule f′g and f′H + f″ggᵀ.</summary>
    public static Jet<TLane> Apply<TPrimitive>(Jet<TLane> x)
        where TPrimitive : struct, IPrimitive
    {
        Field argument = x.Value;
        bool constant = IsConstant(x);
        if (argument.IsUniform)
        {
            TPrimitive.Derivatives(new Lane1(argument.Uniform), out Lane1 v, out Lane1 d1, out Lane1 d2);
            if (x.Arena is null) return v.Value;
            return constant ? x.Arena.Data(new Field(v.Value)) : Chain(x, new Field(v.Value), new Field(d1.Value), new Field(d2.Value));
        }

        JetArena<TLane> arena = x.Arena!;
        double* value = arena.NewArray();
        if (constant)
        {
            JetLoops<TLane>.Value<TPrimitive>(value, arena.Rows, argument.Pointer);
            return arena.Data(new Field(value));
        }

        double* first = arena.NewArray();
        double* second = arena.NewArray();
        JetLoops<TLane>.Derivatives<TPrimitive>(value, first, second, arena.Rows, argument.Pointer);
        return Chain(x, new Field(value), new Field(first), new Field(second));
    }

    /// <summary>The chain rule, from a function's value and its first two derivatives at x.</summary>
    public static Jet<TLane> Chain(Jet<TLane> x, Field value, Field first, Field second)
    {
        JetArena<TLane> arena = x.Arena!;
        int result = arena.NewJet(), m = arena.Variables;
        arena[result, 0] = value;
        for (int i = 0; i < m; i++)
        {
            Field slope = x[1 + i];
            if (!slope.IsZero) arena[result, 1 + i] = Multiply(arena, first, slope);
        }

        if (arena.Order == 1) return new(arena, result);
        JetSum<TLane> sum = new(arena, stackalloc Field[JetSum<TLane>.Room]);
        for (int i = 0, h = 1 + m; i < m; i++)
        {
            Field bend = x[1 + i].IsZero || second.IsZero ? default : Multiply(arena, second, x[1 + i]);
            for (int j = i; j < m; j++, h++)
            {
                sum.Add(first, x[h]);
                sum.Add(bend, x[1 + j]);
                arena[result, h] = sum.Take();
            }
        }

        return new(arena, result);
    }
}
