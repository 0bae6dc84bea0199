namespace Surprisal.Solvers;

/// <summary>The minimum of Σ w (y − o − Xβ)². Immutable.</summary>
/// <param name="Coefficients">β over the columns given.</param>
/// <param name="ResidualSumOfSquares">Σ w r² there.</param>
/// <param name="InverseGram">(XᵀWX)⁻¹, row by row; empty where it is not formed.</param>
/// <param name="Gram">XᵀWX, row by row, where it was formed; else empty.</param>
/// <param name="IsExact">Whether residuals are no larger than rounding of the data leaves.</param>
/// <param name="Careful">Whether it was computed in double-double.</param>
/// <param name="ConditionNumber">Of the columns scaled to unit length, where it was computed carefully; else NaN.</param>
/// <param name="Evaluations">Passes over the rows.</param>
internal sealed record LeastSquaresResult(
    double[] Coefficients, double ResidualSumOfSquares, double[] InverseGram, double[] Gram, bool IsExact, bool Careful, double ConditionNumber, int Evaluations)
{
    /// <summary>The diagonal of (XᵀWX)⁻¹ where there are too many columns for all of it; else empty.</summary>
    public double[] Variances { get; init; } = [];
}
