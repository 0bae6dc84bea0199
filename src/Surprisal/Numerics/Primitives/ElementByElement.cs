using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>A function of data and two variables that takes a number of steps that depends on where it is, so that it is written for one element.</summary>
internal interface IScalarFunction
{
    /// <summary>The value and all derivatives in x and y.</summary>
    static abstract Derivatives2<Lane1> At(double data, double x, double y);
}

/// <summary>Makes a primitive of a scalar function: element by element, so that no bit depends on the width of the register.</summary>
/// <typeparam name="TFunction">The function.</typeparam>
internal readonly unsafe struct ElementByElement<TFunction> : IBinaryPrimitive
    where TFunction : struct, IScalarFunction
{
    private const int Widest = 8;

    public static TLane Value<TLane>(TLane data, TLane x, TLane y)
        where TLane : unmanaged, ILane<TLane>
    {
        Derivatives(data, x, y, out Derivatives2<TLane> result);
        return result.Value;
    }

    public static void Derivatives<TLane>(TLane data, TLane x, TLane y, out Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane>
    {
        double* memory = stackalloc double[9 * Widest];
        TLane.Store(data, memory);
        TLane.Store(x, memory + Widest);
        TLane.Store(y, memory + (2 * Widest));
        double* results = memory + (3 * Widest);
        for (int i = 0; i < TLane.Width; i++)
        {
            Derivatives2<Lane1> at = TFunction.At(memory[i], memory[Widest + i], memory[(2 * Widest) + i]);
            results[i] = at.Value.Value;
            results[Widest + i] = at.X.Value;
            results[(2 * Widest) + i] = at.Y.Value;
            results[(3 * Widest) + i] = at.XX.Value;
            results[(4 * Widest) + i] = at.XY.Value;
            results[(5 * Widest) + i] = at.YY.Value;
        }

        result.Value = TLane.Load(results);
        result.X = TLane.Load(results + Widest);
        result.Y = TLane.Load(results + (2 * Widest));
        result.XX = TLane.Load(results + (3 * Widest));
        result.XY = TLane.Load(results + (4 * Widest));
        result.YY = TLane.Load(results + (5 * Widest));
    }
}
