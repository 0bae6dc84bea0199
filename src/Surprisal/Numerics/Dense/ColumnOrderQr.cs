namespace Surprisal.Numerics.Dense;

/// <summary>QR factorisation that takes columns in their order and leaves out each that depends on those kept before it, to rounding of the data.</summary>
/// <remarks>
/// <para>
/// Column j is left out if ‖x_j - Σ γ_k x_k‖ ≤ tolerance (‖x_j‖ + Σ |γ_k| ‖x_k‖), γ its projection on the kept columns: that is, if changing
/// every column by the relative amount <see cref="RoundingTolerance"/> could make it exactly dependent. The sum on the right is what a test against
/// ‖x_j‖ alone lacks: in x3 = x1 - x2 of nearly equal columns the data's own rounding is large beside x3.
/// </para>
/// <para>
/// Tolerance 2^-48 = 3.6e-15. Ratio of residual to right-hand side, measured. To be found: sums, differences and combinations computed in
/// double up to 2e-17; written with 16 digits 8e-17; with 15 digits 8e-16, and 1.5e-15 where all of them begin with 1.0 (2.9e-15 at the very
/// worst). To be kept: the tenth power in NIST's Filip 2.6e-10, cubes of years 7.5e-9, Longley 4e-5. Columns rounded to 14 digits (6e-15)
/// or fewer are taken for data. A column smaller than 1e-100 times the largest √weight times the column's largest value counts as zero.
/// </para>
/// </remarks>
internal sealed class ColumnOrderQr
{
    /// <summary>Relative uncertainty that any double column is assumed to have: what 15 decimal digits leave at worst (root mean square).</summary>
    public const double RoundingTolerance = 1.0 / (1L << 48);

    private const int Panel = 32;
    private readonly DoubleDoubleColumns _matrix;
    private readonly bool _isTriangular;
    private readonly List<int> _kept = [];
    private readonly List<double> _norms = [];
    private readonly List<Reflection> _reflections = [];
    private readonly List<Projection> _dependent = [];
    private readonly DoubleDoubleColumns _scratch;

    private ColumnOrderQr(DoubleDoubleColumns matrix, int designColumns)
    {
        _matrix = matrix;
        _isTriangular = matrix.RowCount == matrix.ColumnCount;
        _scratch = new DoubleDoubleColumns(Math.Max(matrix.RowCount, 1), 1);
        for (int first = 0; first < matrix.ColumnCount; first += Panel)
            TakePanel(first, Math.Min(first + Panel, matrix.ColumnCount), designColumns);
    }

    /// <summary>Kept columns, ascending.</summary>
    public IReadOnlyList<int> Kept => _kept;

    /// <summary>Norm of each kept column.</summary>
    public IReadOnlyList<double> KeptNorms => _norms;

    /// <summary>The other columns, ascending, with their projections on the kept columns before them.</summary>
    public IReadOnlyList<Projection> Dependent => _dependent;

    /// <summary>Factors a matrix in place.</summary>
    /// <param name="matrix">From <see cref="TallReduction"/>; consumed.</param>
    /// <param name="designColumns">How many of its columns are chosen among; the rest are only carried along.</param>
    public static ColumnOrderQr Factor(DoubleDoubleColumns matrix, int designColumns) => new(matrix, designColumns);

    /// <summary>A column projected on the kept columns before it (a carried column: on all).</summary>
    /// <param name="column">Zero-based; a carried column or one not yet taken.</param>
    public Projection Project(int column)
    {
        int rank = _kept.Count;
        int bottom = Bottom(column);
        DoubleDouble[] coefficients = SolveTriangle(column, rank);
        double scale = Norm(column, 0, bottom).High;
        for (int k = 0; k < rank; k++) scale += Math.Abs(coefficients[k].High) * _norms[k];
        return new Projection(column, coefficients, rank < bottom ? Norm(column, rank, bottom) : DoubleDouble.Zero, scale);
    }

    /// <summary>The inverse of the triangle of kept columns; column k holds rows 0..k.</summary>
    public DoubleDoubleColumns InvertTriangle()
    {
        int rank = _kept.Count;
        DoubleDoubleColumns inverse = new(rank, rank);
        for (int k = 0; k < rank; k++)
        {
            _scratch.ClearFrom(0, 0);
            _scratch[k, 0] = DoubleDouble.One;
            DoubleDouble[] solution = SolveScratch(k + 1);
            for (int i = 0; i <= k; i++) inverse[i, k] = solution[i];
        }

        return inverse;
    }

    // A panel stays in cache while every earlier reflection runs over it once.
    private void TakePanel(int first, int end, int designColumns)
    {
        for (int step = 0; step < _kept.Count; step++)
        {
            for (int j = first; j < end; j++) Reflect(step, j);
        }

        for (int j = first; j < Math.Min(end, designColumns); j++)
        {
            int rank = _kept.Count;
            Take(j);
            for (int k = j + 1; k < end && rank < _kept.Count; k++) Reflect(rank, k);
        }
    }

    private void Take(int column)
    {
        Projection projection = Project(column);
        if (projection.IsWithinRounding)
        {
            _dependent.Add(projection);
            return;
        }

        int rank = _kept.Count;
        int bottom = Bottom(column);
        _norms.Add(Norm(column, 0, bottom).High);
        _kept.Add(column);
        Reflection reflection = Reflection.Annihilating(_matrix[rank, column], _matrix.Run(column, rank + 1, bottom));
        _reflections.Add(reflection);
        _matrix[rank, column] = reflection.Result;
    }

    // The reflector's vector stays in its own column, below the triangle.
    private void Reflect(int step, int column)
    {
        if (_reflections[step].IsIdentity) return;
        int source = _kept[step];
        int bottom = Bottom(source);
        _matrix[step, column] = _reflections[step].Apply(
            _matrix[step, column], _matrix.Run(column, step + 1, bottom), _matrix.Run(source, step + 1, bottom));
    }

    private int Bottom(int column) => _isTriangular ? column + 1 : _matrix.RowCount;

    private DoubleDouble Norm(int column, int firstRow, int endRow)
    {
        DoubleDoubleSpan run = _matrix.Run(column, firstRow, endRow);
        return DoubleDouble.Sqrt(DenseKernels.Dot(run, run));
    }

    private DoubleDouble[] SolveTriangle(int column, int rank)
    {
        DoubleDoubleSpan source = _matrix.Run(column, 0, rank);
        DoubleDoubleSpan target = _scratch.Run(0, 0, rank);
        source.High.CopyTo(target.High);
        source.Low.CopyTo(target.Low);
        return SolveScratch(rank);
    }

    // Runs of whole lanes reach below row k: there the scratch holds only numbers that have been used up.
    private DoubleDouble[] SolveScratch(int rank)
    {
        DoubleDouble[] solution = new DoubleDouble[rank];
        for (int k = rank - 1; k >= 0; k--)
        {
            solution[k] = _scratch[k, 0] / _matrix[k, _kept[k]];
            DenseKernels.AddMultiple(_scratch.Run(0, 0, k), -solution[k], _matrix.Run(_kept[k], 0, k));
        }

        return solution;
    }
}

/// <summary>A column written as a combination of kept columns plus a residual.</summary>
/// <param name="Column">Zero-based column.</param>
/// <param name="Coefficients">One for each kept column that was there.</param>
/// <param name="ResidualNorm">Norm of what is left.</param>
/// <param name="Scale">‖x‖ + Σ |γ_k| ‖x_k‖: the size of the numbers that cancel in the residual.</param>
internal sealed record Projection(int Column, DoubleDouble[] Coefficients, DoubleDouble ResidualNorm, double Scale)
{
    /// <summary>Whether the residual is no larger than what rounding of the data leaves.</summary>
    public bool IsWithinRounding => !(ResidualNorm.High > ColumnOrderQr.RoundingTolerance * Scale);

    /// <summary>Residual relative to the numbers that cancel in it; 0 of a zero column.</summary>
    public double RelativeResidual => Scale == 0.0 ? 0.0 : ResidualNorm.High / Scale;
}
