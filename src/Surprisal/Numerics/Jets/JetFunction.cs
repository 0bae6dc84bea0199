using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Jets;

/// <summary>Functions that are computed row by row, of any number of jets, and their chain rule.</summary>
internal static unsafe class JetFunction<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    private const int ProductsAtOnce = 3;

    /// <summary>f(x), ∇f·x′ and Σ f_a x_a″ + Σ f_ab x_a′ x_b′ᵀ.</summary>
    public static Jet<TLane> Apply(RowFunction function, ReadOnlySpan<Jet<TLane>> x)
    {
        JetArena<TLane>? arena = null;
        bool uniform = true, constant = true;
        foreach (Jet<TLane> argument in x)
        {
            arena ??= argument.Arena;
            uniform &= argument.Value.IsUniform;
            constant &= JetFields<TLane>.IsConstant(argument);
        }

        int order = constant ? 0 : arena!.Order;
        Field[] f = uniform ? Uniform(function, x, order) : Rows(function, arena!, x, order);
        if (arena is null) return f[0].Uniform;
        return order == 0 ? arena.Data(f[0]) : Chain(arena, f, x);
    }

    private static Field[] Uniform(RowFunction function, ReadOnlySpan<Jet<TLane>> x, int order)
    {
        double[] at = new double[x.Length];
        for (int a = 0; a < at.Length; a++) at[a] = x[a].Value.Uniform;
        ReadOnlySpan<double> values = function.Evaluate(at, order);
        Field[] fields = new Field[values.Length];
        for (int k = 0; k < fields.Length; k++) fields[k] = new Field(values[k]);
        return fields;
    }

    private static Field[] Rows(RowFunction function, JetArena<TLane> arena, ReadOnlySpan<Jet<TLane>> x, int order)
    {
        int m = x.Length, count = 1 + (order > 0 ? m : 0) + (order > 1 ? m * (m + 1) / 2 : 0);
        double[] at = new double[m];
        double*[] results = new double*[count];
        for (int k = 0; k < count; k++) results[k] = arena.NewArray();
        for (int row = 0; row < arena.Rows; row++)
        {
            for (int a = 0; a < m; a++) at[a] = x[a].Value[row];
            ReadOnlySpan<double> values = function.Evaluate(at, order);
            for (int k = 0; k < count; k++) results[k][row] = values[k];
        }

        Field[] fields = new Field[count];
        for (int k = 0; k < count; k++) fields[k] = new Field(results[k]);
        return fields;
    }

    private static Jet<TLane> Chain(JetArena<TLane> arena, Field[] f, ReadOnlySpan<Jet<TLane>> x)
    {
        int result = arena.NewJet(), variables = arena.Variables, m = x.Length;
        arena[result, 0] = f[0];
        Sum sum = new(arena, stackalloc Field[JetSum<TLane>.Room]);
        for (int i = 0; i < variables; i++)
        {
            for (int a = 0; a < m; a++) sum.Add(f[1 + a], x[a][1 + i]);
            arena[result, 1 + i] = sum.Take();
        }

        if (arena.Order == 1) return new(arena, result);
        for (int i = 0, h = 1 + variables; i < variables; i++)
        {
            Field[] bends = new Field[m];
            for (int b = 0; b < m; b++)
            {
                for (int a = 0; a < m; a++) sum.Add(f[1 + m + Pair(m, a, b)], x[a][1 + i]);
                bends[b] = sum.Take();
            }

            for (int j = i; j < variables; j++, h++)
            {
                for (int a = 0; a < m; a++)
                {
                    sum.Add(f[1 + a], x[a][h]);
                    sum.Add(bends[a], x[a][1 + j]);
                }

                arena[result, h] = sum.Take();
            }
        }

        return new(arena, result);
    }

    private static int Pair(int m, int a, int b)
    {
        (int low, int high) = a < b ? (a, b) : (b, a);
        return (low * m) - (low * (low - 1) / 2) + (high - low);
    }

    /// <summary>A sum of any number of products, a few at a time.</summary>
    private ref struct Sum(JetArena<TLane> arena, Span<Field> factors)
    {
        private JetSum<TLane> _part = new(arena, factors);
        private int _count;

        public void Add(Field a, Field b)
        {
            if (a.IsZero || b.IsZero) return;
            if (_count == ProductsAtOnce)
            {
                Field sum = _part.Take();
                _part.Add(new Field(1.0), sum);
                _count = 1;
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
