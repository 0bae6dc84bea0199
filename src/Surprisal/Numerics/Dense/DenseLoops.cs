namespace Surprisal.Numerics.Dense;

/// <summary>What <see cref="DenseKernels"/> offers, for one width of register: the width is chosen once and not at every call.</summary>
internal abstract class DenseLoops
{
    /// <summary>Σ a b over the shorter length of the two.</summary>
    public abstract double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b);

    /// <summary>Four rows of a matrix times the same vector, each to the bit its <see cref="Dot(ReadOnlySpan{double}, ReadOnlySpan{double})"/>: four chains of additions, none of which waits for another.</summary>
    /// <param name="rows">The first of the rows; the others follow.</param>
    /// <param name="stride">From a row to the next.</param>
    /// <param name="b">The vector.</param>
    /// <param name="products">Receives four numbers.</param>
    public abstract void Dot4(ReadOnlySpan<double> rows, int stride, ReadOnlySpan<double> b, Span<double> products);

    /// <summary>target += factor source, over the shorter length of the two.</summary>
    public abstract void AddMultiple(Span<double> target, double factor, ReadOnlySpan<double> source);

    /// <summary>target += (scale (source - center))².</summary>
    public abstract void AddSquares(Span<double> target, ReadOnlySpan<double> source, double center, double scale);

    /// <summary>target -= (a x + b y): a symmetric rank-two update row by row stays symmetric to the bit.</summary>
    public abstract void SubtractTwo(Span<double> target, double a, ReadOnlySpan<double> x, double b, ReadOnlySpan<double> y);

    /// <summary>Plane rotation of two rows: (x, y) becomes (c x - s y, s x + c y).</summary>
    public abstract void Rotate(Span<double> x, Span<double> y, double c, double s);

    /// <summary>Σ a b of double-double spans whose common length is a multiple of 8.</summary>
    /// <remarks>
    /// The compensated dot product of T. Ogita, S. M. Rump, S. Oishi, SIAM J. Sci. Comput. 26 (2005), doi:10.1137/030601818 (algorithm 5.3),
    /// with the low parts' cross terms: as accurate as a sum in twice the working precision.
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of 8.</exception>
    public abstract DoubleDouble Dot(DoubleDoubleSpan a, DoubleDoubleSpan b);

    /// <summary>target += factor source for double-double spans whose common length is a multiple of 8.</summary>
    /// <remarks>Absolute error of an element: a few 2^-106 times the larger of |target| and |factor source| (Dekker's addition).</remarks>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of 8.</exception>
    public abstract void AddMultiple(DoubleDoubleSpan target, DoubleDouble factor, DoubleDoubleSpan source);

    /// <summary>The length that two spans have in common.</summary>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of 8.</exception>
    protected static int CommonLength(DoubleDoubleSpan a, DoubleDoubleSpan b)
    {
        int length = a.High.Length;
        if (length % DenseKernels.Lanes != 0 || a.Low.Length != length) throw new ArgumentException("not a whole number of lanes", nameof(a));
        if (b.High.Length != length || b.Low.Length != length) throw new ArgumentException("another length", nameof(b));
        return length;
    }
}
