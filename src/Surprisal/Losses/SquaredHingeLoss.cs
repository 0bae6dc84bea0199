namespace Surprisal.Losses;

/// <summary>The squared loss of the support vector machine: max(0, margin − label · score)².</summary>
/// <param name="margin">From where on a right answer costs nothing; positive.</param>
/// <remarks>Source: Zhang (2004), doi:10.1214/aos/1079120130, who shows that its minimiser is margin · (2 P(y = 1) − 1).</remarks>
public sealed class SquaredHingeLoss(double margin = 1.0) : MarginLoss
{
    /// <summary>From where on a right answer costs nothing.</summary>
    public double Margin { get; } = Positive(margin, nameof(margin));

    /// <inheritdoc/>
    public override string Name => "squared hinge";

    /// <inheritdoc/>
    public override string Optimises => "a score of 2 P(y = 1) - 1 times the margin, so a probability can be read from it";

    /// <inheritdoc/>
    public override string WhyNoLikelihood => "exp(-loss) summed over the two labels depends on the score";

    /// <inheritdoc/>
    public override double Value(double margin)
    {
        double lack = Math.Max(Margin - margin, 0.0);
        return lack * lack;
    }

    /// <inheritdoc/>
    public override double Derivative(double margin) => -2.0 * Math.Max(Margin - margin, 0.0);
}
