using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Dense;

/// <summary>The vectorised inner loops of this folder, in double and in double-double, with the widest register of this machine.</summary>
/// <remarks>The bits of a result do not depend on the register: see <see cref="DenseLoops{TLane}"/>.</remarks>
internal static class DenseKernels
{
    /// <summary>Number of interleaved accumulators of every reduction; double-double columns are padded with zeros to a multiple.</summary>
    public const int Lanes = 8;

    private static readonly DenseLoops Loops = Choose();

    /// <inheritdoc cref="DenseLoops.Dot(ReadOnlySpan{double}, ReadOnlySpan{double})"/>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => Loops.Dot(a, b);

    /// <inheritdoc cref="DenseLoops.Dot4"/>
    public static void Dot4(ReadOnlySpan<double> rows, int stride, ReadOnlySpan<double> b, Span<double> products) => Loops.Dot4(rows, stride, b, products);

    /// <inheritdoc cref="DenseLoops.AddMultiple(Span{double}, double, ReadOnlySpan{double})"/>
    public static void AddMultiple(Span<double> target, double factor, ReadOnlySpan<double> source) => Loops.AddMultiple(target, factor, source);

    /// <inheritdoc cref="DenseLoops.AddSquares"/>
    public static void AddSquares(Span<double> target, ReadOnlySpan<double> source, double center, double scale) => Loops.AddSquares(target, source, center, scale);

    /// <inheritdoc cref="DenseLoops.SubtractTwo"/>
    public static void SubtractTwo(Span<double> target, double a, ReadOnlySpan<double> x, double b, ReadOnlySpan<double> y) =>
        Loops.SubtractTwo(target, a, x, b, y);

    /// <inheritdoc cref="DenseLoops.Rotate"/>
    public static void Rotate(Span<double> x, Span<double> y, double c, double s) => Loops.Rotate(x, y, c, s);

    /// <inheritdoc cref="DenseLoops.Dot(DoubleDoubleSpan, DoubleDoubleSpan)"/>
    public static DoubleDouble Dot(DoubleDoubleSpan a, DoubleDoubleSpan b) => Loops.Dot(a, b);

    /// <inheritdoc cref="DenseLoops.AddMultiple(DoubleDoubleSpan, DoubleDouble, DoubleDoubleSpan)"/>
    public static void AddMultiple(DoubleDoubleSpan target, DoubleDouble factor, DoubleDoubleSpan source) =>
        Loops.AddMultiple(target, factor, source);

    private static DenseLoops Choose()
    {
        Choice choice = default;
        Hardware.Dispatch(ref choice);
        return choice.Loops!;
    }

    private struct Choice : ILaneWork
    {
        public DenseLoops? Loops { get; private set; }

        public void Run<TLane>()
            where TLane : unmanaged, ILane<TLane> => Loops = new DenseLoops<TLane>();
    }
}
