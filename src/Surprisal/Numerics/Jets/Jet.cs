using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Jets;

/// <summary>
/// A block of numbers with all first and second derivatives in the working values: the number type that turns one formula into surprisal,
/// gradient and curvature.
/// </summary>
/// <remarks>
/// A jet of three variables has ten components; as a struct on registers it overflows what the JIT keeps track of. So operators run one at a
/// time over a block of rows that stays in the first cache (docs/decisions/jets.md), and a component that vanishes or is the same in all
/// rows is known to be so and costs nothing.
/// </remarks>
internal readonly struct Jet<TLane> : IReal<Jet<TLane>>
    where TLane : unmanaged, ILane<TLane>
{
    private readonly double _constant;

    /// <summary>A jet of an arena.</summary>
    public Jet(JetArena<TLane> arena, int index)
    {
        Arena = arena;
        Index = index;
    }

    private Jet(double constant) => _constant = constant;

    /// <summary>Where the fields are; null for a constant.</summary>
    public JetArena<TLane>? Arena { get; }

    /// <summary>The first of the jet's fields in the arena's table.</summary>
    public int Index { get; }

    /// <summary>The value.</summary>
    public Field Value => this[0];

    /// <summary>A component: 0 the value, then first, then second derivatives.</summary>
    public Field this[int field] => Arena is null ? new Field(field == 0 ? _constant : 0.0) : Arena[Index, field];

    public static implicit operator Jet<TLane>(double value) => new(value);

    public static Jet<TLane> operator +(Jet<TLane> a, Jet<TLane> b)
    {
        if ((a.Arena ?? b.Arena) is not { } arena) return new(a._constant + b._constant);
        int result = arena.NewJet();
        for (int f = 0; f < arena.FieldsPerJet; f++) arena[result, f] = JetFields<TLane>.Add(arena, a[f], b[f], keepZero: f == 0);
        return new(arena, result);
    }

    public static Jet<TLane> operator -(Jet<TLane> a, Jet<TLane> b)
    {
        if ((a.Arena ?? b.Arena) is not { } arena) return new(a._constant - b._constant);
        int result = arena.NewJet();
        for (int f = 0; f < arena.FieldsPerJet; f++) arena[result, f] = JetFields<TLane>.Subtract(arena, a[f], b[f], keepZero: f == 0);
        return new(arena, result);
    }

    public static Jet<TLane> operator -(Jet<TLane> a)
    {
        if (a.Arena is not { } arena) return new(-a._constant);
        int result = arena.NewJet();
        for (int f = 0; f < arena.FieldsPerJet; f++) arena[result, f] = JetFields<TLane>.Negate(arena, a[f]);
        return new(arena, result);
    }

    public static Jet<TLane> operator *(Jet<TLane> a, Jet<TLane> b)
    {
        if ((a.Arena ?? b.Arena) is not { } arena) return new(a._constant * b._constant);
        int result = arena.NewJet(), m = arena.Variables;
        Field u = a.Value, v = b.Value;
        arena[result, 0] = JetFields<TLane>.Multiply(arena, u, v);
        if (arena.Order == 0) return new(arena, result);
        JetSum<TLane> sum = new(arena, stackalloc Field[JetSum<TLane>.Room]);
        for (int i = 0; i < m; i++)
        {
            sum.Add(u, b[1 + i]);
            sum.Add(v, a[1 + i]);
            arena[result, 1 + i] = sum.Take();
        }

        if (arena.Order == 1) return new(arena, result);
        for (int i = 0, h = 1 + m; i < m; i++)
        {
            for (int j = i; j < m; j++, h++)
            {
                sum.Add(u, b[h]);
                sum.Add(v, a[h]);
                sum.Add(a[1 + i], b[1 + j]);
                sum.Add(a[1 + j], b[1 + i]);
                arena[result, h] = sum.Take();
            }
        }

        return new(arena, result);
    }

    public static Jet<TLane> operator /(Jet<TLane> a, Jet<TLane> b)
    {
        if ((a.Arena ?? b.Arena) is not { } arena) return new(a._constant / b._constant);
        int result = arena.NewJet(), m = arena.Variables;
        Field q = JetFields<TLane>.Divide(arena, a.Value, b.Value);
        arena[result, 0] = q;
        if (arena.Order == 0 || (JetFields<TLane>.IsConstant(a) && JetFields<TLane>.IsConstant(b))) return new(arena, result);

        // From q·b = a: q′ = (a′ − q b′)/b and q″ = (a″ − q b″ − q′b′ᵀ − b′q′ᵀ)/b.
        Field reciprocal = JetFields<TLane>.Divide(arena, new Field(1.0), b.Value);
        Field one = new(1.0), minusQ = JetFields<TLane>.Negate(arena, q);
        JetSum<TLane> sum = new(arena, stackalloc Field[JetSum<TLane>.Room]);
        Span<Field> minusSlope = stackalloc Field[m];
        for (int i = 0; i < m; i++)
        {
            sum.Add(one, a[1 + i]);
            sum.Add(minusQ, b[1 + i]);
            Field slope = JetFields<TLane>.Multiply(arena, sum.Take(), reciprocal);
            arena[result, 1 + i] = slope;
            minusSlope[i] = JetFields<TLane>.Negate(arena, slope);
        }

        if (arena.Order == 1) return new(arena, result);
        for (int i = 0, h = 1 + m; i < m; i++)
        {
            for (int j = i; j < m; j++, h++)
            {
                sum.Add(one, a[h]);
                sum.Add(minusQ, b[h]);
                sum.Add(minusSlope[i], b[1 + j]);
                sum.Add(minusSlope[j], b[1 + i]);
                arena[result, h] = JetFields<TLane>.Multiply(arena, sum.Take(), reciprocal);
            }
        }

        return new(arena, result);
    }

    public static Jet<TLane> SelectLess(Jet<TLane> a, Jet<TLane> b, Jet<TLane> whenLess, Jet<TLane> otherwise)
    {
        Field u = a.Value, v = b.Value;
        if (u.IsUniform && v.IsUniform) return u.Uniform < v.Uniform ? whenLess : otherwise;
        JetArena<TLane> arena = (a.Arena ?? b.Arena)!;
        int result = arena.NewJet();
        for (int f = 0; f < arena.FieldsPerJet; f++) arena[result, f] = JetFields<TLane>.SelectLess(arena, u, v, whenLess[f], otherwise[f]);
        return new(arena, result);
    }

    public static Jet<TLane> Square(Jet<TLane> x)
    {
        if (x.Arena is not { } arena) return new(x._constant * x._constant);
        Field v = x.Value, square = JetFields<TLane>.Multiply(arena, v, v);
        if (JetFields<TLane>.IsConstant(x)) return arena.Data(square);
        return JetFields<TLane>.Chain(x, square, JetFields<TLane>.Multiply(arena, new Field(2.0), v), new Field(2.0));
    }

    public static Jet<TLane> Sqrt(Jet<TLane> x)
    {
        if (x.Arena is not { } arena) return new(Math.Sqrt(x._constant));
        Field root = JetFields<TLane>.Sqrt(arena, x.Value);
        if (arena.Order == 0 || JetFields<TLane>.IsConstant(x)) return arena.Data(root);

        // (√x)′ = ½/√x, (√x)″ = −½ (√x)′/x.
        Field first = JetFields<TLane>.Divide(arena, new Field(0.5), root);
        Field second = JetFields<TLane>.Divide(arena, JetFields<TLane>.Multiply(arena, new Field(-0.5), first), x.Value);
        return JetFields<TLane>.Chain(x, root, first, second);
    }

    static Jet<TLane> IReal<Jet<TLane>>.Apply<TPrimitive>(Jet<TLane> x) => JetFields<TLane>.Apply<TPrimitive>(x);

    static Jet<TLane> IReal<Jet<TLane>>.Apply<TPrimitive>(Jet<TLane> data, Jet<TLane> x, Jet<TLane> y) =>
        JetBinary<TLane>.Apply<TPrimitive>(data, x, y);

    static Jet<TLane> IReal<Jet<TLane>>.Apply(RowFunction function, ReadOnlySpan<Jet<TLane>> x) => JetFunction<TLane>.Apply(function, x);
}
