using Surprisal.Numerics.Dense;
using Surprisal.Numerics.Random;

namespace Surprisal.Solvers.Recession;

/// <summary>
/// Decides which rows are separated: all directions δ with aᵢδ ≥ 0 (and aᵢδ = 0 where it must vanish), and the conditions aᵢδ that are positive for some of them.
/// </summary>
/// <remarks>
/// <para>The linear programme max Σ min(aᵢδ, 1) over these directions (Konis 2007) is 0 exactly if numbers λᵢ ≥ 1 with Σ λᵢaᵢ = 0 exist (Stiemke's theorem of
/// the alternative; over conditions that must vanish, any λᵢ). 1. The conditions that must vanish are taken out by projection. 2. Non-negative least squares:
/// min ‖Σ (1 + μᵢ) aᵢ‖, μ ≥ 0, by active sets, rows taken up as they are violated. 3. A rest of zero: the λ are found, no direction separates any of these
/// rows. 4. Else the rest is a direction with aᵢδ ≥ 0 for all and &gt; 0 for some, which is checked against the rounding of each row's own terms. Those are
/// separated; go to 2 with the others, orthogonally to δ: at most as many times as there are coefficients.</para>
/// <para>Moreau (1962): the rest is the projection of Σ aᵢ on the cone of directions. Lawson, Hanson (1974), chapter 23. Konis, Linear programming algorithms for
/// detecting separated data in binary logistic regression models (Oxford, 2007).</para>
/// </remarks>
internal sealed class RecessionCone
{
    // In units of a row's own terms: smaller margins are rounding.
    private const double Exact = 1e-9;
    private const double Violation = 1e-11;
    private const double Noise = 1e-11;

    // A coefficient of length 1 that is less than this outside the span of conditions that vanish does not move.
    private const double Moving = 1e-7;
    private const double InSpan = 1e-12;
    private const double Nothing = 1e-15;
    private const int LeastBatch = 32;
    private readonly MarginRows _rows;
    private readonly CancellationToken _cancellation;
    private readonly bool[] _isOpen;
    private readonly bool[] _isSeparated;
    private readonly List<(int Row, int Place)> _candidates = [];

    private RecessionCone(MarginRows rows, CancellationToken cancellation)
    {
        _rows = rows;
        _cancellation = cancellation;
        _isOpen = new bool[checked((int)rows.Count)];
        _isSeparated = new bool[rows.RowCount];
    }

    /// <summary>Whether each row is separated from others by some direction.</summary>
    public IReadOnlyList<bool> IsSeparated => _isSeparated;

    /// <summary>The positions of the coefficients that some direction moves.</summary>
    public IReadOnlyList<int> Positions { get; private set; } = [];

    /// <summary>Whether one direction separates all conditions of all rows at once.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Rows that are separated.</summary>
    public int SeparatedRows => _isSeparated.Count(static s => s);

    /// <summary>Decides.</summary>
    /// <param name="rows">The conditions.</param>
    /// <param name="cancellation">Stops between passes over the rows.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static RecessionCone Of(MarginRows rows, CancellationToken cancellation)
    {
        RecessionCone cone = new(rows, cancellation);
        cone.Run();
        return cone;
    }

    private void Run()
    {
        bool anyVanish = false;
        for (int i = 0; i < _rows.RowCount; i++)
        {
            for (int place = 0; place < _rows.PerRow; place++)
            {
                Margin margin = _rows[i, place];
                if (!margin.Exists || _rows.Length(i, margin) == 0) continue;
                anyVanish |= margin.MustVanish;
                _isOpen[At(i, place)] = !margin.MustVanish;
            }
        }

        OrthonormalRows vanishing = new(_rows.Size);
        if (anyVanish) Extend(vanishing, static (margin, _) => margin.MustVanish);
        OrthonormalRows known = vanishing.Clone();
        bool found = false;
        while (!known.IsFull && Direction(known) is { } direction && Take(direction))
        {
            found = true;
            known.Add(Unit(direction));
        }

        if (!found) return;
        Extend(vanishing, static (margin, isOpen) => margin.MustVanish || isOpen);
        IsComplete = !anyVanish && Array.TrueForAll(_isOpen, static open => !open);
        List<int> moving = [];
        for (int place = 0; place < _rows.Size; place++)
        {
            double[] axis = new double[_rows.Size];
            axis[place] = 1;
            double[] free = vanishing.Project(axis);
            if (Math.Sqrt(DenseKernels.Dot(free, free)) > Moving) moving.Add(_rows.Positions[place]);
        }

        Positions = moving;
    }

    private int At(int row, int place) => (row * _rows.PerRow) + place;

    private int Batch => Math.Max(LeastBatch, 2 * _rows.Size);

    /// <summary>Takes the vectors of conditions of a kind into a basis: random directions orthogonal to it show which are not in its span yet.</summary>
    private void Extend(OrthonormalRows basis, Func<Margin, bool, bool> isWanted)
    {
        RandomStream random = new(1);
        while (!basis.IsFull)
        {
            double[] direction = new double[_rows.Size];
            for (int j = 0; j < direction.Length; j++) direction[j] = random.NextNormal();
            double[][] movement = _rows.Move(Unit(basis.Project(direction)));
            bool any = false;
            foreach ((int row, int place) in Most(
                (i, p, margin) => isWanted(margin, _isOpen[At(i, p)]) ? Math.Abs(MarginRows.Difference(movement, i, margin)) / _rows.Length(i, margin) : 0, InSpan))
            {
                any |= basis.Add(_rows.Vector(row, _rows[row, place]));
            }

            if (!any) return;
        }
    }

    /// <summary>The conditions with the largest values above a bound, a batch of them, the largest first.</summary>
    private List<(int Row, int Place)> Most(Func<int, int, Margin, double> value, double bound)
    {
        _cancellation.ThrowIfCancellationRequested();
        PriorityQueue<(int, int), double> most = new();
        for (int i = 0; i < _rows.RowCount; i++)
        {
            for (int place = 0; place < _rows.PerRow; place++)
            {
                Margin margin = _rows[i, place];
                if (!margin.Exists) continue;
                double here = value(i, place, margin);
                if (!(here > bound)) continue;
                if (most.Count < Batch) most.Enqueue((i, place), here);
                else most.EnqueueDequeue((i, place), here);
            }
        }

        List<(int, int)> list = [];
        while (most.TryDequeue(out (int, int) at, out _)) list.Add(at);
        list.Reverse();
        return list;
    }

    /// <summary>The projection of the sum of all open conditions on the cone; null where it is zero, so that none of them can be separated.</summary>
    private double[]? Direction(OrthonormalRows known)
    {
        double[] sum = known.Project(_rows.Sum((i, place) => _isOpen[At(i, place)]));
        double first = Norm(sum);
        _candidates.RemoveAll(c => !_isOpen[At(c.Row, c.Place)]);
        List<double[]?> vectors = [.. _candidates.Select(c => Reduced(known, c))];
        ActiveRows active = new(_rows.Size);
        double[] multipliers = [], rest = sum;
        HashSet<(int, int)> taken = [.. _candidates];
        while (true)
        {
            if (!Descend(known, active, vectors, sum, ref multipliers, ref rest) || !(Norm(rest) > Nothing * first) || first == 0) return null;
            double[][] movement = _rows.Move(rest);
            double length = Norm(rest);
            List<(int, int)> violated = Most(
                (i, p, margin) => _isOpen[At(i, p)] && !taken.Contains((i, p)) ? -MarginRows.Difference(movement, i, margin) / (_rows.Length(i, margin) * length) : 0, Violation);
            if (violated.Count == 0) return rest;
            foreach ((int, int) condition in violated)
            {
                taken.Add(condition);
                _candidates.Add(condition);
                vectors.Add(Reduced(known, condition));
            }
        }
    }

    /// <summary>Non-negative least squares over the candidates; false where the active rows span everything, and so leave a rest of zero.</summary>
    private bool Descend(OrthonormalRows known, ActiveRows active, List<double[]?> vectors, double[] sum, ref double[] multipliers, ref double[] rest)
    {
        HashSet<int> blocked = [];
        while (true)
        {
            _cancellation.ThrowIfCancellationRequested();
            double length = Norm(rest), worst = -Violation * length;
            int entering = -1;
            for (int c = 0; c < vectors.Count; c++)
            {
                if (vectors[c] is not { } vector || blocked.Contains(c)) continue;
                double value = DenseKernels.Dot(vector, rest);
                if (!(value < worst) || active.Indices.Contains(c)) continue;
                worst = value;
                entering = c;
            }

            if (entering < 0) return true;
            if (!active.Add(entering, vectors[entering]!))
            {
                blocked.Add(entering);
                continue;
            }

            multipliers = Settle(active, [.. multipliers, 0], sum);
            rest = active.Rest(sum);

            // Every row taken up shortens the rest; where it does not, rounding has been reached.
            if (Norm(rest) < length) blocked.Clear();
            blocked.Add(entering);
            if (known.Count + active.Indices.Count == _rows.Size) return false;
        }
    }

    /// <summary>The best multipliers that are all positive: rows whose multiplier would not be are left out on the way.</summary>
    private static double[] Settle(ActiveRows active, double[] multipliers, double[] sum)
    {
        while (true)
        {
            double[] best = active.Solve(sum);
            double share = 1;
            int leaving = -1;
            for (int k = 0; k < best.Length; k++)
            {
                if (best[k] > 0) continue;
                double here = multipliers[k] <= 0 ? 0 : multipliers[k] / (multipliers[k] - best[k]);
                if (leaving >= 0 && here >= share) continue;
                share = here;
                leaving = k;
            }

            if (leaving < 0) return best;
            List<double> next = [];
            for (int k = 0; k < best.Length; k++)
            {
                if (k != leaving) next.Add(Math.Max(0, multipliers[k] + (share * (best[k] - multipliers[k]))));
            }

            active.RemoveAt(leaving);
            multipliers = [.. next];
        }
    }

    /// <summary>A condition's vector without what is known to vanish, of length 1; null where nothing is left.</summary>
    private double[]? Reduced(OrthonormalRows known, (int Row, int Place) condition)
    {
        double[] vector = known.Project(_rows.Vector(condition.Row, _rows[condition.Row, condition.Place]));
        return Norm(vector) > InSpan ? Unit(vector) : null;
    }

    /// <summary>Closes the conditions that a direction separates; false where it breaks one, or separates none.</summary>
    private bool Take(double[] direction)
    {
        double largest = direction.Max(Math.Abs);
        for (int j = 0; j < direction.Length; j++)
        {
            if (Math.Abs(direction[j]) < Noise * largest) direction[j] = 0;
        }

        double[][] movement = _rows.Move(direction), magnitudes = _rows.Magnitudes(direction);
        List<(int Row, int Place)> separated = [];
        for (int i = 0; i < _rows.RowCount; i++)
        {
            for (int place = 0; place < _rows.PerRow; place++)
            {
                Margin margin = _rows[i, place];
                if (!margin.Exists || (!margin.MustVanish && !_isOpen[At(i, place)])) continue;
                double value = MarginRows.Difference(movement, i, margin), rounding = Exact * MarginRows.Total(magnitudes, i, margin);
                if (value < -rounding || (margin.MustVanish && value > rounding)) return false;
                if (value > rounding) separated.Add((i, place));
            }
        }

        foreach ((int row, int place) in separated)
        {
            _isOpen[At(row, place)] = false;
            _isSeparated[row] = true;
        }

        return separated.Count > 0;
    }

    private static double Norm(double[] vector) => Math.Sqrt(DenseKernels.Dot(vector, vector));

    private static double[] Unit(double[] vector)
    {
        double length = Norm(vector);
        return Array.ConvertAll(vector, v => v / length);
    }
}
