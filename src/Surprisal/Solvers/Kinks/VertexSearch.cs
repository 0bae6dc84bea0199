using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers.Kinks;

/// <summary>
/// From where the interior point method ended to a vertex whose slopes prove it optimal: crossover, and where the first vertex is not the right
/// one, descent along edges.
/// </summary>
/// <remarks>
/// <para>1. Basis: the elements with the largest q, as many independent ones as there are coefficients. 2. Coefficients from the basis; residuals of all
/// elements; d = upper or lower by their signs; the basis's own d from Xᵀd = 0. 3. Elements beyond the basis that are on a kink too (ties) keep the
/// d of the interior point, and all d on kinks are moved by the smallest weighted step that restores the balance. 4. All within bounds:
/// optimal. Otherwise the worst leaves the basis: the edge along which only it leaves its kink goes down, up to where the summed slopes turn;
/// the element there enters. Go to 2. 5. Where ties leave no edge that goes down, or edges lead round in a circle, targets are perturbed, to break them, until a basis is optimal: its slopes do
/// not depend on the targets.</para>
/// <para>Barrodale, Roberts (1973), doi:10.1137/0710069; Koenker, d'Orey (1987), doi:10.2307/2347802.</para>
/// </remarks>
internal sealed unsafe class VertexSearch
{
    // Slopes out of bounds by this share of their range are rounding.
    private const double Rounding = 1e-11;

    // Slopes that keep this share of their range from both bounds are strictly inside.
    private const double Strict = 1e-9;
    private const double Independent = 1e-7;
    private const double BarelyIndependent = 1e-11;
    private const double NearBound = 1e-6;
    private const int MostIdlePivots = 10;
    private readonly SlopeBalance _balance;
    private readonly double[] _guess;
    private readonly double[] _slope;
    private readonly int _size;
    private readonly KinkElements _elements;
    private readonly bool[] _isBasic;
    private int[] _basis = [];
    private double[] _coefficients = [];
    private bool _isPerturbed;
    private double _least = double.PositiveInfinity;
    private int _idle;

    /// <summary>Prepares a search.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="guess">Slopes near the optimal ones, of every element.</param>
    /// <param name="keys">The smaller the sooner an element is taken into the first basis.</param>
    public VertexSearch(PackedRows rows, double[] guess, double[] keys)
    {
        _size = rows.ColumnCount;
        _elements = new KinkElements(rows);
        _guess = guess;
        _slope = new double[_elements.Count];
        _isBasic = new bool[_elements.Count];
        _balance = new SlopeBalance(rows);
        ChooseBasis(keys);
    }

    /// <summary>The search from where the interior point method ended: rows on their kinks have the largest q.</summary>
    public static VertexSearch From(InteriorPoint interior)
    {
        PackedRows rows = interior.Rows;
        int elements = rows.Padded * rows.Problem.Function.Hinges.Count;
        double[] guess = new double[elements], keys = new double[elements];
        for (int e = 0; e < elements; e++)
        {
            int row = e % rows.Padded;
            guess[e] = interior.Slope(e);
            keys[e] = -interior.State(e / rows.Padded, row).Q[0] / rows.Cost[row];
        }

        return new VertexSearch(rows, guess, keys);
    }

    /// <summary>Searches; the vertex is not optimal where the steps were used up.</summary>
    public Vertex Search(int maximumPivots)
    {
        int pivots = 0;
        bool isOptimal = false;
        if (_basis.Length == _size)
        {
            for (; ; pivots++)
            {
                if (!Stand()) break;
                isOptimal = IsOptimal(out List<int> ties);
                if (isOptimal || pivots == maximumPivots) break;
                if (!IsStuck() && Descend(ties)) continue;
                if (_isPerturbed) break;
                _elements.Perturb();
                _isPerturbed = true;
                (_least, _idle) = (double.PositiveInfinity, 0);
            }
        }

        if (_isPerturbed)
        {
            _elements.Restore();
            Stand();
        }

        return new Vertex(_basis, _coefficients, _slope, isOptimal, isOptimal && IsUnique(), pivots);
    }

    /// <summary>Whether the loss has not fallen for so many pivots that they go round in a circle.</summary>
    private bool IsStuck()
    {
        double loss = _elements.Loss;
        _idle = loss < _least ? 0 : _idle + 1;
        _least = Math.Min(_least, loss);
        return _idle > MostIdlePivots;
    }

    private double Lower(int element) => _elements.Lower(element);

    private double Upper(int element) => _elements.Upper(element);

    private void ChooseBasis(double[] keys)
    {
        int[] order = new int[_elements.Count];
        for (int e = 0; e < _elements.Count; e++) order[e] = e;
        Array.Sort(keys, order);
        foreach (double share in new[] { Independent, BarelyIndependent })
        {
            IndependentRows chosen = new(_size);
            List<int> basis = [];
            foreach (int e in order)
            {
                if (chosen.IsFull) break;
                if (!_elements.IsPadding(e) && chosen.Add(_balance.CellsOf(_elements.RowOf(e)), share)) basis.Add(e);
            }

            _basis = [.. basis];
            if (chosen.IsFull) break;
        }

        foreach (int e in _basis) _isBasic[e] = true;
    }

    /// <summary>Coefficients and residuals of the basis; false where it is singular.</summary>
    private bool Stand()
    {
        LuFactor factor = FactorBasis();
        if (!factor.IsRegular) return false;
        _coefficients = factor.Solve(Array.ConvertAll(_basis, _elements.Target));
        _elements.StandAt(_coefficients, _basis);
        return true;
    }

    private LuFactor FactorBasis()
    {
        double[] matrix = new double[_size * _size];
        for (int b = 0; b < _size; b++) _balance.CellsOf(_elements.RowOf(_basis[b])).CopyTo(matrix, b * _size);
        return LuFactor.Factor(matrix, _size);
    }

    /// <summary>Sets the slopes; true where they balance within bounds.</summary>
    private bool IsOptimal(out List<int> ties)
    {
        for (int e = 0; e < _slope.Length; e++) _slope[e] = _elements.IsPadding(e) ? 0 : _elements.Residual(e) > 0 ? Upper(e) : Lower(e);
        ties = [.. _elements.OnKinks(_coefficients).Where(e => !_isBasic[e])];
        if (!_isPerturbed)
        {
            foreach (int e in ties) _slope[e] = Guess(e, snap: true);
        }

        foreach (int e in _basis) _slope[e] = 0;
        double[] imbalance = _balance.Sum(_slope);
        double[] own = FactorBasis().SolveTransposed(imbalance);
        for (int b = 0; b < _size; b++) _slope[_basis[b]] = -own[b];
        if (WorstOf() < 0) return true;
        if (ties.Count == 0 || _isPerturbed) return false;
        foreach (bool snap in new[] { true, false })
        {
            double[] moved = (double[])_slope.Clone();
            foreach (int e in ties.Concat(_basis)) moved[e] = Guess(e, snap);
            if (!_balance.Restore(moved, [.. _basis, .. ties], Lower, Upper)) continue;
            moved.CopyTo(_slope, 0);
            return true;
        }

        return false;
    }

    /// <summary>
    /// The slope of the interior point method; what is nearly at a bound is at it where the optimum is not unique, and the others can then make up for the
    /// difference.
    /// </summary>
    private double Guess(int element, bool snap)
    {
        double lower = Lower(element), upper = Upper(element), margin = snap ? NearBound * (upper - lower) : 0;
        return _guess[element] <= lower + margin ? lower : _guess[element] >= upper - margin ? upper : _guess[element];
    }

    /// <summary>The place in the basis of the slope farthest out of bounds; negative where none is by more than rounding, which is clipped.</summary>
    private int WorstOf()
    {
        int worst = -1;
        double most = Rounding;
        for (int b = 0; b < _size; b++)
        {
            if (!(Excess(b) > most)) continue;
            most = Excess(b);
            worst = b;
        }

        if (worst >= 0) return worst;
        foreach (int e in _basis) _slope[e] = Math.Clamp(_slope[e], Lower(e), Upper(e));
        return worst;
    }

    /// <summary>How far a basic slope is out of bounds, as a share of its range.</summary>
    private double Excess(int place)
    {
        int e = _basis[place];
        return Math.Max(_slope[e] - Upper(e), Lower(e) - _slope[e]) / (Upper(e) - Lower(e));
    }

    /// <summary>Walks along the first edge that goes down, those of the worst slopes first; false where none does.</summary>
    private bool Descend(List<int> ties)
    {
        int[] places = [.. Enumerable.Range(0, _size).Where(b => Excess(b) > Rounding).OrderByDescending(Excess)];
        LuFactor factor = FactorBasis();
        foreach (int place in places)
        {
            int leaving = _basis[place];
            bool rises = _slope[leaving] > Upper(leaving);
            double[] unit = new double[_size];
            unit[place] = rises ? -1 : 1;
            _elements.Predict(factor.Solve(unit));
            double slope = rises ? Upper(leaving) - _slope[leaving] : _slope[leaving] - Lower(leaving);
            foreach (int e in ties)
            {
                double change = -_elements.Eta[_elements.RowOf(e)];
                slope += ((change > 0 ? Upper(e) : Lower(e)) - _slope[e]) * change;
            }

            if (!(slope < 0) || Entering(slope, ties) is not { } entering) continue;
            _isBasic[leaving] = false;
            _isBasic[entering] = true;
            _basis[place] = entering;
            return true;
        }

        return false;
    }

    /// <summary>The element at whose kink the slope along the edge (in the room of η) turns; null where it never does.</summary>
    private int? Entering(double slope, List<int> ties)
    {
        const double Negligible = 1e-11;
        List<double> lengths = [];
        List<int> elements = [];
        HashSet<int> tied = [.. ties];
        for (int e = 0; e < _elements.Count; e++)
        {
            double change = -_elements.Eta[_elements.RowOf(e)];
            if (_isBasic[e] || !(_elements.Residual(e) * change < 0) || Math.Abs(change) < Negligible || tied.Contains(e)) continue;
            lengths.Add(-_elements.Residual(e) / change);
            elements.Add(e);
        }

        double[] keys = [.. lengths];
        int[] order = [.. elements];
        Array.Sort(keys, order);
        foreach (int e in order)
        {
            slope += (Upper(e) - Lower(e)) * Math.Abs(_elements.Eta[_elements.RowOf(e)]);
            if (slope >= 0) return e;
        }

        return null;
    }

    /// <summary>Whether the elements whose slopes are strictly inside their bounds, which stay on their kinks at every optimum, determine all coefficients.</summary>
    private bool IsUnique()
    {
        IndependentRows inside = new(_size);
        for (int e = 0; e < _elements.Count && !inside.IsFull; e++)
        {
            double margin = Strict * (Upper(e) - Lower(e));
            if (!_elements.IsPadding(e) && _slope[e] > Lower(e) + margin && _slope[e] < Upper(e) - margin) inside.Add(_balance.CellsOf(_elements.RowOf(e)), BarelyIndependent);
        }

        return inside.IsFull;
    }
}
