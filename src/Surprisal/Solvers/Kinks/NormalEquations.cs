using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers.Kinks;

/// <summary>The factor of XᵀQX scaled to a unit diagonal, with as little added to the diagonal as it takes to be positive definite.</summary>
/// <remarks>What is added slows the interior point method down and does not change where it ends.</remarks>
internal sealed class NormalEquations
{
    private const double FirstRidge = 1e-14;
    private const double RidgeGrowth = 100;
    private readonly Cholesky _factor;
    private readonly double[] _scale;

    private NormalEquations(Cholesky factor, double[] scale) => (_factor, _scale) = (factor, scale);

    /// <summary>Factors.</summary>
    /// <param name="upper">size² numbers in rows; the upper triangle is read.</param>
    /// <param name="size">Rows.</param>
    public static NormalEquations Of(ReadOnlySpan<double> upper, int size)
    {
        double[] scale = new double[size];
        for (int i = 0; i < size; i++)
        {
            double diagonal = upper[(i * size) + i];
            scale[i] = diagonal > 0 && double.IsFinite(diagonal) ? 1 / Math.Sqrt(diagonal) : 0;
        }

        double[] scaled = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            for (int j = i; j < size; j++) scaled[(j * size) + i] = upper[(i * size) + j] * (scale[i] * scale[j]);
        }

        for (double ridge = FirstRidge; ; ridge *= RidgeGrowth)
        {
            // A column of zeros takes no step.
            for (int i = 0; i < size; i++) scaled[(i * size) + i] = 1 + ridge;
            Cholesky factor = Cholesky.Factor(scaled, size);
            if (factor.IsPositiveDefinite || !(ridge < 1)) return new NormalEquations(factor, scale);
        }
    }

    /// <summary>The solution for a right-hand side; zeros where there is no factor at all.</summary>
    public double[] Solve(ReadOnlySpan<double> right)
    {
        double[] solution = new double[_scale.Length];
        if (!_factor.IsPositiveDefinite) return solution;
        for (int i = 0; i < solution.Length; i++) solution[i] = right[i] * _scale[i];
        _factor.Solve(solution);
        for (int i = 0; i < solution.Length; i++) solution[i] *= _scale[i];
        return solution;
    }
}
