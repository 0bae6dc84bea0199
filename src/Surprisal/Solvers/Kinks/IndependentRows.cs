namespace Surprisal.Solvers.Kinks;

/// <summary>Takes rows one after another and keeps those that do not depend on the ones kept: Gaussian elimination, the largest cell of each the pivot.</summary>
internal sealed class IndependentRows(int size)
{
    private readonly List<double[]> _reduced = [];
    private readonly List<int> _pivots = [];

    /// <summary>How many are kept.</summary>
    public int Rank => _reduced.Count;

    /// <summary>Whether there is no room for another.</summary>
    public bool IsFull => _reduced.Count == size;

    /// <summary>Keeps a row, unless what the kept ones leave of it is no more than a share of its largest cell.</summary>
    /// <param name="row">size numbers; overwritten.</param>
    /// <param name="share">The share.</param>
    public bool Add(double[] row, double share)
    {
        double largest = row.Max(Math.Abs);
        for (int k = 0; k < _reduced.Count; k++)
        {
            double factor = row[_pivots[k]];
            if (factor != 0) Numerics.Dense.DenseKernels.AddMultiple(row, -factor, _reduced[k]);
            row[_pivots[k]] = 0;
        }

        int pivot = 0;
        for (int j = 1; j < size; j++)
        {
            if (Math.Abs(row[j]) > Math.Abs(row[pivot])) pivot = j;
        }

        if (size == 0 || !(Math.Abs(row[pivot]) > share * largest)) return false;
        double value = row[pivot];
        for (int j = 0; j < size; j++) row[j] /= value;
        _reduced.Add((double[])row.Clone());
        _pivots.Add(pivot);
        return true;
    }
}
