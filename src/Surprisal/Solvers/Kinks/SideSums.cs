using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers.Kinks;

/// <summary>Sums up the rows that lie on each side of the kinks, chunk by chunk on any thread, and joined in the order of the rows.</summary>
internal sealed class SideSums
{
    private readonly KinkProblem _problem;
    private readonly int _sides;
    private readonly int _hinges;
    private readonly int _length;
    private readonly double[] _parts;

    public SideSums(KinkProblem problem)
    {
        _problem = problem;
        _hinges = problem.Function.Hinges.Count;
        _sides = _hinges + 1;
        _length = 1 + _hinges + problem.Columns.Count;
        _parts = new double[(problem.RowCount + KinkProblem.ChunkRows - 1) / KinkProblem.ChunkRows * _sides * _length];
    }

    /// <summary>Adds a chunk's rows.</summary>
    /// <param name="first">Its first row.</param>
    /// <param name="side">How many kinks each row is above; more than there are for rows that are not summed.</param>
    /// <param name="room">Room for a column's cells.</param>
    public void Add(int first, ReadOnlySpan<byte> side, Span<double> room)
    {
        Span<double> costs = stackalloc double[_sides * room.Length];
        costs.Clear();
        for (int i = 0; i < side.Length; i++)
        {
            if (side[i] < _sides) costs[(side[i] * room.Length) + i] = _problem.Cost[first + i];
        }

        Span<double> parts = _parts.AsSpan(first / KinkProblem.ChunkRows * _sides * _length, _sides * _length);
        for (int s = 0; s < _sides; s++)
        {
            ReadOnlySpan<double> own = costs.Slice(s * room.Length, room.Length);
            foreach (double cost in own) parts[s * _length] += cost;
            for (int k = 0; k < _hinges; k++)
            {
                Hinge hinge = _problem.Function.Hinges[k];
                for (int i = 0; i < own.Length; i++) room[i] = _problem.Shifted(first + i, hinge);
                parts[(s * _length) + 1 + k] = DenseKernels.Dot(own, room);
            }
        }

        for (int j = 0; j < _problem.Columns.Count; j++)
        {
            ReadOnlySpan<double> cells = ColumnCells.Of(_problem.Columns[j], first, room);
            for (int s = 0; s < _sides; s++) parts[(s * _length) + 1 + _hinges + j] = DenseKernels.Dot(cells, costs.Slice(s * room.Length, room.Length));
        }
    }

    /// <summary>A row for each side that has any.</summary>
    public IReadOnlyList<SummedRow> Rows()
    {
        double[] total = new double[_sides * _length];
        for (int at = 0; at < _parts.Length; at++) total[at % total.Length] += _parts[at];
        List<SummedRow> rows = [];
        for (int s = 0; s < _sides; s++)
        {
            double cost = total[s * _length];
            if (!(cost > 0)) continue;
            double[] means = [.. total.AsSpan((s * _length) + 1, _length - 1)];
            for (int at = 0; at < means.Length; at++) means[at] /= cost;
            rows.Add(new SummedRow(cost, means[.._hinges], means[_hinges..]));
        }

        return rows;
    }
}
