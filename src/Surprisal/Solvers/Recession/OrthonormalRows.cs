using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers.Recession;

/// <summary>An orthonormal basis that grows row by row (Gram-Schmidt, every row orthogonalised twice).</summary>
/// <param name="size">Numbers of a row.</param>
internal sealed class OrthonormalRows(int size)
{
    // A row of length 1 that is nearer than this to the span of the others is in it, but for rounding.
    private const double Dependent = 1e-12;
    private readonly List<double[]> _rows = [];

    /// <summary>How many rows.</summary>
    public int Count => _rows.Count;

    /// <summary>Whether the rows span everything.</summary>
    public bool IsFull => _rows.Count == size;

    /// <summary>Takes a row in, unless it is in the span already.</summary>
    /// <param name="row">A row of length 1.</param>
    public bool Add(double[] row)
    {
        if (IsFull) return false;
        double[] rest = Project(row);
        double length = Math.Sqrt(DenseKernels.Dot(rest, rest));
        if (!(length > Dependent)) return false;
        for (int j = 0; j < size; j++) rest[j] /= length;

        // What was lost by cancellation in a row that is nearly dependent.
        rest = Project(rest);
        length = Math.Sqrt(DenseKernels.Dot(rest, rest));
        for (int j = 0; j < size; j++) rest[j] /= length;
        _rows.Add(rest);
        return true;
    }

    /// <summary>The part of a vector that is orthogonal to the rows.</summary>
    public double[] Project(ReadOnlySpan<double> vector)
    {
        double[] rest = vector.ToArray();
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (double[] row in _rows) DenseKernels.AddMultiple(rest, -DenseKernels.Dot(row, rest), row);
        }

        return rest;
    }

    /// <summary>A copy that grows on its own.</summary>
    public OrthonormalRows Clone()
    {
        OrthonormalRows copy = new(size);
        copy._rows.AddRange(_rows);
        return copy;
    }
}
