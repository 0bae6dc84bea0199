namespace Surprisal.Losses;

/// <summary>The loss of the support vector machine: max(0, margin − label · score).</summary>
/// <param name="margin">From where on a right answer costs nothing; positive.</param>
/// <remarks>Source: Cortes, Vapnik (1995), doi:10.1007/BF00994018; on its normaliser Sollich (2002), doi:10.1023/A:1012489924661.</remarks>
public sealed class HingeLoss(double margin = 1.0) : MarginLoss
{
    /// <summary>From where on a right answer costs nothing.</summary>
    public double Margin { get; } = Positive(margin, nameof(margin));

    /// <inheritdoc/>
    public override string Name => "hinge";

    /// <inheritdoc/>
    public override string Optimises => "which class is the likelier one, with a margin: the sign of P(y = 1) - 1/2 and nothing finer";

    /// <inheritdoc/>
    public override string WhyNoLikelihood => "exp(-loss) summed over the two labels depends on the score";

    /// <inheritdoc/>
    public override double Value(double margin) => Math.Max(Margin - margin, 0.0);

    /// <inheritdoc/>
    public override double Derivative(double margin) => double.IsNaN(margin) ? margin : margin < Margin ? -1.0 : 0.0;
}
