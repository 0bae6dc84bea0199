using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>The rows on which a function of two variables is evaluated with its derivatives.</summary>
/// <param name="data">The data, from the first row on.</param>
/// <param name="x">The first variable.</param>
/// <param name="y">The second variable.</param>
/// <param name="results">
/// Value, ∂/∂x, ∂/∂y, ∂²/∂x², ∂²/∂x∂y, ∂²/∂y²: arrays of their own, free for what is needed on the way.
/// </param>
internal readonly unsafe struct BinaryBlock(BinaryOperand data, BinaryOperand x, BinaryOperand y, double** results)
{
    /// <summary>Rows that are taken through all loops before the next: intermediate results stay in the first cache.</summary>
    public const int Rows = 64;

    public readonly BinaryOperand Data = data;
    public readonly BinaryOperand X = x;
    public readonly BinaryOperand Y = y;
    public readonly double** Results = results;

    /// <summary>Doubles that so many arrays of <see cref="Rows"/> take on the stack, before <see cref="Align"/>.</summary>
    public static int RoomFor(int arrays) => (arrays * Rows) + 7;

    /// <summary>The first whole line of the cache: a register's worth that lies across two costs twice.</summary>
    public static double* Align(double* memory) => (double*)(((nuint)memory + 63) & ~(nuint)63);

    /// <summary>One register's worth by the loops of a primitive.</summary>
    public static void One<TPrimitive, TLane>(TLane data, TLane x, TLane y, out Derivatives2<TLane> result)
        where TPrimitive : struct, IBinaryPrimitive
        where TLane : unmanaged, ILane<TLane>
    {
        double* cells = stackalloc double[9 * 8];
        double** results = stackalloc double*[6];
        for (int k = 0; k < 6; k++) results[k] = cells + (8 * k);
        TLane.Store(data, cells + 48);
        TLane.Store(x, cells + 56);
        TLane.Store(y, cells + 64);
        nint stride = TLane.Width;
        TPrimitive.Derivatives<TLane>(new BinaryBlock(new(cells + 48, stride), new(cells + 56, stride), new(cells + 64, stride), results), stride);
        result.Value = TLane.Load(results[0]);
        result.X = TLane.Load(results[1]);
        result.Y = TLane.Load(results[2]);
        result.XX = TLane.Load(results[3]);
        result.XY = TLane.Load(results[4]);
        result.YY = TLane.Load(results[5]);
    }
}
