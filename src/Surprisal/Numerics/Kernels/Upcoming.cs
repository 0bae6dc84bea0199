namespace Surprisal.Numerics.Kernels;

/// <summary>
/// The columns of the next block of rows, fetched one after another while the current block is computed with: memory works while arithmetic
/// does. Addresses are only ever fetched, never read, so nothing is held still and an address that is no longer true does no harm.
/// </summary>
/// <param name="columns">Where the columns' rows begin.</param>
/// <param name="count">How many there are; 0 for none.</param>
internal unsafe ref struct Upcoming(double** columns, int count)
{
    private readonly double** _columns = columns;
    private readonly int _count = count;
    private int _next;

    /// <summary>The next column to fetch; the last one again when all have been, and null where there is none.</summary>
    public double* Take()
    {
        if (_count == 0) return null;
        double* column = _columns[_next];
        if (_next < _count - 1) _next++;
        return column;
    }
}
