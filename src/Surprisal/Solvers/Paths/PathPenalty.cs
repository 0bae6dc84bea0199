namespace Surprisal.Solvers.Paths;

/// <summary>λ Σⱼ (α fⱼ |bⱼ| + (1 − α)/2 hⱼ bⱼ²) with bounds of the coefficients: what a path adds to the mean surprisal. Immutable.</summary>
/// <param name="Alpha">The lasso's share α, from 0 (ridge) to 1 (lasso).</param>
/// <param name="Factors">fⱼ of each coefficient; 0 for one that is free.</param>
/// <param name="Squares">hⱼ of each coefficient: fⱼ, but where columns are standardised.</param>
/// <param name="Lower">The least value of each coefficient, at most 0; empty for none.</param>
/// <param name="Upper">The greatest value of each coefficient, at least 0; empty for none.</param>
internal sealed record PathPenalty(double Alpha, double[] Factors, double[] Squares, double[] Lower, double[] Upper)
{
    /// <summary>Whether a coefficient is in no way held.</summary>
    public bool IsFree(int coefficient) => Factors[coefficient] == 0;

    /// <summary>The kink's half width in the slope of a coefficient: λαf.</summary>
    public double Kink(int coefficient, double lambda) => lambda * Alpha * Factors[coefficient];

    /// <summary>The curvature that the penalty adds: λ(1 − α)h.</summary>
    public double Ridge(int coefficient, double lambda) => lambda * (1 - Alpha) * Squares[coefficient];

    /// <summary>The least value of a coefficient.</summary>
    public double LowerOf(int coefficient) => Lower.Length == 0 ? double.NegativeInfinity : Lower[coefficient];

    /// <summary>The greatest value of a coefficient.</summary>
    public double UpperOf(int coefficient) => Upper.Length == 0 ? double.PositiveInfinity : Upper[coefficient];

    /// <summary>The penalty of coefficients.</summary>
    public double Of(ReadOnlySpan<double> coefficients, double lambda)
    {
        double sum = 0;
        for (int j = 0; j < coefficients.Length; j++)
        {
            double b = coefficients[j];
            if (b != 0) sum += (Alpha * Factors[j] * Math.Abs(b)) + ((1 - Alpha) / 2 * Squares[j] * b * b);
        }

        return lambda * sum;
    }

    /// <summary>By how much the optimality condition of a coefficient fails: how steep the objective is in the direction in which the coefficient may still go down.</summary>
    /// <param name="coefficient">Which.</param>
    /// <param name="value">Its value.</param>
    /// <param name="slope">The slope of the mean surprisal.</param>
    /// <param name="lambda">λ.</param>
    public double Violation(int coefficient, double value, double slope, double lambda)
    {
        double kink = Kink(coefficient, lambda), smooth = slope + (Ridge(coefficient, lambda) * value);
        double up = smooth + (value >= 0 ? kink : -kink), down = smooth - (value <= 0 ? kink : -kink);
        double steepest = 0;
        if (value < UpperOf(coefficient)) steepest = Math.Max(steepest, -up);
        if (value > LowerOf(coefficient)) steepest = Math.Max(steepest, down);
        return steepest;
    }
}
