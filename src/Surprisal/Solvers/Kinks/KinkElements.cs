using Surprisal.Numerics.Dense;
using Surprisal.Numerics.Random;

namespace Surprisal.Solvers.Kinks;

/// <summary>The hinges of packed rows as one list, element = hinge · padded rows + row, with their residuals at the coefficients last looked at.</summary>
internal sealed unsafe class KinkElements
{
    private const double Perturbation = 1e-9;
    private const double NearZero = 1e-6;
    private const double Ulps = 64.0 / (1L << 53);
    private readonly PackedRows _rows;
    private readonly double[] _target;
    private readonly double[] _residual;

    public KinkElements(PackedRows rows)
    {
        _rows = rows;
        Count = rows.Padded * rows.Problem.Function.Hinges.Count;
        _target = new double[Count];
        _residual = new double[Count];
        Eta = new double[rows.Padded];
        Restore();
    }

    /// <summary>How many, padding included.</summary>
    public int Count { get; }

    /// <summary>xb of each row, of the coefficients or the direction last given to <see cref="Predict"/>.</summary>
    public double[] Eta { get; }

    /// <summary>Σ of all losses.</summary>
    public double Loss
    {
        get
        {
            double loss = 0;
            for (int e = 0; e < Count; e++) loss += IsPadding(e) ? 0 : Math.Max(Lower(e) * _residual[e], Upper(e) * _residual[e]);
            return loss;
        }
    }

    public int RowOf(int element) => element % _rows.Padded;

    public bool IsPadding(int element) => RowOf(element) >= _rows.RowCount;

    public double Lower(int element) => _rows.Problem.Function.Hinges[element / _rows.Padded].Lower * _rows.Cost[RowOf(element)];

    public double Upper(int element) => _rows.Problem.Function.Hinges[element / _rows.Padded].Upper * _rows.Cost[RowOf(element)];

    public double Target(int element) => _target[element];

    public double Residual(int element) => _residual[element];

    /// <summary>Fills <see cref="Eta"/>.</summary>
    public void Predict(double[] coefficients)
    {
        for (int block = 0; block < _rows.Blocks; block++)
        {
            Span<double> eta = Eta.AsSpan(block * _rows.BlockRows, _rows.RowsOf(block));
            eta.Clear();
            for (int j = 0; j < coefficients.Length; j++) DenseKernels.AddMultiple(eta, coefficients[j], new ReadOnlySpan<double>(_rows.Column(block, j), eta.Length));
        }
    }

    /// <summary>Residuals at the coefficients at which some elements stand on their kinks.</summary>
    public void StandAt(double[] coefficients, int[] basis)
    {
        Predict(coefficients);
        for (int e = 0; e < Count; e++) _residual[e] = _target[e] - Eta[RowOf(e)];
        foreach (int e in basis) _residual[e] = 0;
    }

    /// <summary>The elements other than padding whose residuals are no more than rounding of their own terms.</summary>
    public List<int> OnKinks(double[] coefficients)
    {
        List<int> found = [];
        double typical = Typical();
        for (int e = 0; e < Count; e++)
        {
            double r = Math.Abs(_residual[e]);
            if (!IsPadding(e) && r <= NearZero * (typical + Math.Abs(_target[e])) && r <= Ulps * Magnitude(e, coefficients)) found.Add(e);
        }

        return found;
    }

    /// <summary>Moves all targets a little, each by its own amount.</summary>
    public void Perturb()
    {
        double typical = Typical();
        RandomStream random = new(1);
        for (int e = 0; e < Count; e++) _target[e] += Perturbation * typical * (random.NextDouble() + 0.5) * (random.NextDouble() < 0.5 ? -1 : 1);
    }

    /// <summary>Takes targets as they are.</summary>
    public void Restore()
    {
        for (int e = 0; e < Count; e++) _target[e] = _rows.Target(e / _rows.Padded)[RowOf(e)];
    }

    private double Typical()
    {
        double typical = 0;
        foreach (double r in _residual) typical += Math.Abs(r) / Count;
        return typical;
    }

    private double Magnitude(int element, double[] coefficients)
    {
        double sum = Math.Abs(_target[element]);
        for (int j = 0; j < coefficients.Length; j++) sum += Math.Abs(_rows.Cell(RowOf(element), j) * coefficients[j]);
        return sum;
    }
}
