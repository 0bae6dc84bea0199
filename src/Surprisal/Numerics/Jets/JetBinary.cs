using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Primitives;

namespace Surprisal.Numerics.Jets;

/// <summary>Primitives of two jets, and their chain rule.</summary>
internal static unsafe class JetBinary<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    /// <summary>f(x, y), and by the chain rule ∇f·(x′, y′) and f_x x″ + f_y y″ + (x′, y′)ᵀ ∇²f (x′, y′).</summary>
    public static Jet<TLane> Apply<TPrimitive>(Jet<TLane> data, Jet<TLane> x, Jet<TLane> y)
        where TPrimitive : struct, IBinaryPrimitive
    {
        Field b = data.Value, u = x.Value, v = y.Value;
        JetArena<TLane>? arena = x.Arena ?? y.Arena ?? data.Arena;
        bool constant = JetFields<TLane>.IsConstant(x) && JetFields<TLane>.IsConstant(y);
        if (b.IsUniform && u.IsUniform && v.IsUniform)
        {
            TPrimitive.Derivatives(new Lane1(b.Uniform), new Lane1(u.Uniform), new Lane1(v.Uniform), out Derivatives2<Lane1> one);
            if (arena is null) return one.Value.Value;
            if (constant) return arena.Data(new Field(one.Value.Value));
            ReadOnlySpan<Field> uniform =
                [new(one.Value.Value), new(one.X.Value), new(one.Y.Value), new(one.XX.Value), new(one.XY.Value), new(one.YY.Value)];
            return Chain(arena, x, y, uniform);
        }

        Operand p = arena!.AsOperand(b), q = arena.AsOperand(u), r = arena.AsOperand(v);
        double* value = arena.NewArray();
        if (constant)
        {
            Value<TPrimitive>(value, arena.Rows, p, q, r);
            return arena.Data(new Field(value));
        }

        double* dx = arena.NewArray(), dy = arena.NewArray(), dxx = arena.NewArray(), dxy = arena.NewArray(), dyy = arena.NewArray();
        double** results = stackalloc double*[6] { value, dx, dy, dxx, dxy, dyy };
        if (TPrimitive.HasLoops)
            TPrimitive.Derivatives<TLane>(new BinaryBlock(new(p.Pointer, p.Stride), new(q.Pointer, q.Stride), new(r.Pointer, r.Stride), results), arena.Rows);
        else Derivatives<TPrimitive>(results, arena.Rows, p, q, r);
        ReadOnlySpan<Field> fields = [new(value), new(dx), new(dy), new(dxx), new(dxy), new(dyy)];
        return Chain(arena, x, y, fields);
    }

    private static Jet<TLane> Chain(JetArena<TLane> arena, Jet<TLane> x, Jet<TLane> y, ReadOnlySpan<Field> f)
    {
        int result = arena.NewJet(), m = arena.Variables;
        arena[result, 0] = f[0];
        JetSum<TLane> sum = new(arena, stackalloc Field[JetSum<TLane>.Room]);
        for (int i = 0; i < m; i++)
        {
            sum.Add(f[1], x[1 + i]);
            sum.Add(f[2], y[1 + i]);
            arena[result, 1 + i] = sum.Take();
        }

        if (arena.Order == 1) return new(arena, result);
        for (int i = 0, h = 1 + m; i < m; i++)
        {
            sum.Add(f[3], x[1 + i]);
            sum.Add(f[4], y[1 + i]);
            Field bendX = sum.Take();
            sum.Add(f[4], x[1 + i]);
            sum.Add(f[5], y[1 + i]);
            Field bendY = sum.Take();
            for (int j = i; j < m; j++, h++)
            {
                sum.Add(f[1], x[h]);
                sum.Add(f[2], y[h]);
                sum.Add(bendX, x[1 + j]);
                sum.Add(bendY, y[1 + j]);
                arena[result, h] = sum.Take();
            }
        }

        return new(arena, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Value<TPrimitive>(double* value, nint rows, Operand data, Operand x, Operand y)
        where TPrimitive : struct, IBinaryPrimitive
    {
        double* p = data.Pointer, q = x.Pointer, r = y.Pointer;
        for (nint i = 0; i < rows; i += TLane.Width)
        {
            TLane.Store(TPrimitive.Value(TLane.Load(p), TLane.Load(q), TLane.Load(r)), value + i);
            p += data.Stride;
            q += x.Stride;
            r += y.Stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Derivatives<TPrimitive>(double** results, nint rows, Operand data, Operand x, Operand y)
        where TPrimitive : struct, IBinaryPrimitive
    {
        double* p = data.Pointer, q = x.Pointer, r = y.Pointer;
        for (nint i = 0; i < rows; i += TLane.Width)
        {
            TPrimitive.Derivatives(TLane.Load(p), TLane.Load(q), TLane.Load(r), out Derivatives2<TLane> d);
            TLane.Store(d.Value, results[0] + i);
            TLane.Store(d.X, results[1] + i);
            TLane.Store(d.Y, results[2] + i);
            TLane.Store(d.XX, results[3] + i);
            TLane.Store(d.XY, results[4] + i);
            TLane.Store(d.YY, results[5] + i);
            p += data.Stride;
            q += x.Stride;
            r += y.Stride;
        }
    }
}
