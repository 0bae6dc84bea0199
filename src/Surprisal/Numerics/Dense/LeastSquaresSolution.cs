namespace Surprisal.Numerics.Dense;

/// <summary>What <see cref="LeastSquares"/> found. Immutable.</summary>
internal sealed class LeastSquaresSolution
{
    private readonly DoubleDoubleColumns _inverse;
    private readonly double[] _coefficients;
    private readonly double[] _roots;
    private readonly int[] _estimable;
    private readonly int[] _exponents;

    /// <summary>Reads the solution off a factorisation.</summary>
    internal LeastSquaresSolution(ScaledProblem problem, ColumnOrderQr qr)
    {
        _inverse = qr.InvertTriangle();
        _estimable = [.. qr.Kept];
        _exponents = Array.ConvertAll(_estimable, column => problem.Exponent(column) + problem.RootWeightExponent);
        _coefficients = new double[problem.DesignColumnCount];
        _roots = new double[problem.DesignColumnCount];
        Array.Fill(_coefficients, double.NaN);
        Array.Fill(_roots, double.NaN);
        double condition = 0.0;
        for (int k = 0; k < Rank; k++)
        {
            DoubleDouble sum = DoubleDouble.Zero;
            for (int j = k; j < Rank; j++) sum += _inverse[k, j] * _inverse[k, j];
            double root = DoubleDouble.Sqrt(sum).High;
            _roots[_estimable[k]] = Math.ScaleB(root, -_exponents[k]);
            condition += root * qr.KeptNorms[k] * (root * qr.KeptNorms[k]);
        }

        ConditionNumber = Math.Sqrt(Rank * condition);
        Aliased = AliasDetection.Describe(qr, problem, _inverse);
        if (problem.ColumnCount == problem.DesignColumnCount)
        {
            ResidualNorm = double.NaN;
            RelativeResidual = double.NaN;
            return;
        }

        Projection response = qr.Project(problem.DesignColumnCount);
        int exponent = problem.Exponent(problem.DesignColumnCount);
        for (int k = 0; k < Rank; k++)
            _coefficients[_estimable[k]] = Math.ScaleB(response.Coefficients[k].High, exponent - problem.Exponent(_estimable[k]));
        DoubleDouble norm = response.ResidualNorm;
        int rootExponent = exponent + problem.RootWeightExponent;
        ResidualNorm = Math.ScaleB(norm.High, rootExponent);
        ResidualSumOfSquares = Math.ScaleB((norm * norm).High, 2 * rootExponent);
        RelativeResidual = response.RelativeResidual;
        IsExactFit = response.IsWithinRounding;
    }

    /// <summary>Number of estimable columns.</summary>
    public int Rank => _estimable.Length;

    /// <summary>Columns whose coefficients are estimated, ascending.</summary>
    public IReadOnlyList<int> Estimable => _estimable;

    /// <summary>Columns that depend on earlier ones, ascending.</summary>
    public IReadOnlyList<AliasedColumn> Aliased { get; }

    /// <summary>β for each column of the design; NaN where aliased, and everywhere without a response.</summary>
    public IReadOnlyList<double> Coefficients => _coefficients;

    /// <summary>√ of the diagonal of (XᵀWX)^-1 over the estimable columns, for each column of the design; NaN where aliased.</summary>
    public IReadOnlyList<double> RootInverseGramDiagonal => _roots;

    /// <summary>√ Σ w r²; NaN without a response.</summary>
    public double ResidualNorm { get; }

    /// <summary>Σ w r² of the exact solution (not of the rounded coefficients).</summary>
    public double ResidualSumOfSquares { get; }

    /// <summary>Residual norm relative to ‖y - o‖ + Σ |β_k| ‖x_k‖, norms weighted; NaN without a response.</summary>
    public double RelativeResidual { get; }

    /// <summary>
    /// Whether the residuals are no larger than what rounding of the data would leave: the response is aliased with the columns under
    /// the rule and tolerance of <see cref="ColumnOrderQr"/>. Always so when there are no more rows (of positive weight) than the rank.
    /// </summary>
    public bool IsExactFit { get; }

    /// <summary>
    /// Bound on the condition number of the estimable columns scaled to unit length: Frobenius norm of them times that of their
    /// pseudo-inverse; too high by at most the rank.
    /// </summary>
    public double ConditionNumber { get; }

    /// <summary>Standard errors √(Σ w r² / degrees of freedom) √diag, for each column of the design; NaN where aliased.</summary>
    /// <param name="residualDegreesOfFreedom">Positive; Σw - rank for frequencies.</param>
    public double[] StandardErrors(double residualDegreesOfFreedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(residualDegreesOfFreedom);
        double deviation = ResidualNorm / Math.Sqrt(residualDegreesOfFreedom);
        return Array.ConvertAll(_roots, root => deviation * root);
    }

    /// <summary>(XᵀWX)^-1 over the estimable columns: rank × rank, row by row, symmetric to the bit.</summary>
    public double[] InverseGram()
    {
        DoubleDoubleColumns gram = new(Rank, Rank);
        for (int k = 0; k < Rank; k++)
        {
            for (int j = 0; j <= k; j++) DenseKernels.AddMultiple(gram.Run(j, 0, j + 1), _inverse[j, k], _inverse.Run(k, 0, j + 1));
        }

        double[] matrix = new double[Rank * Rank];
        for (int j = 0; j < Rank; j++)
        {
            for (int i = 0; i <= j; i++)
            {
                double element = Math.ScaleB(gram[i, j].High, -(_exponents[i] + _exponents[j]));
                matrix[(i * Rank) + j] = element;
                matrix[(j * Rank) + i] = element;
            }
        }

        return matrix;
    }
}
