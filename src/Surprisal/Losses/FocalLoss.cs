using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The cross-entropy of two classes times a power of the probability of the wrong one: easy rows count less. The score is a logit.</summary>
/// <param name="focusing">The power, gamma; 0 is the cross-entropy itself. Not negative.</param>
/// <param name="balance">What label 1 counts, label −1 counting the rest of 1; strictly between 0 and 1, or null where both count 1.</param>
/// <remarks>
/// <para>With q = σ(−margin), the probability of the wrong class: q^focusing · softplus(−margin), q^focusing being exp(−focusing · softplus(margin)),
/// which neither overflows nor loses q near 0 or 1.</para>
/// <para>Source: Lin, Goyal, Girshick, He, Dollár (2017), doi:10.1109/ICCV.2017.324.</para>
/// </remarks>
public sealed class FocalLoss(double focusing = 2.0, double? balance = null) : MarginLoss
{
    /// <summary>The power of the probability of the wrong class.</summary>
    public double Focusing { get; } = NotNegative(focusing, nameof(focusing));

    /// <summary>What label 1 counts; null where both labels count 1.</summary>
    public double? Balance { get; } = balance is null or (> 0.0 and < 1.0) ? balance : throw new ArgumentOutOfRangeException(nameof(balance), balance, "strictly between 0 and 1, or null");

    /// <inheritdoc/>
    public override string Name => "focal";

    /// <inheritdoc/>
    public override string Optimises => "which class is the likelier one, hard rows first; its probabilities are drawn towards 1/2";

    /// <inheritdoc/>
    public override string WhyNoLikelihood => "exp(-loss) summed over the two labels depends on the score";

    /// <inheritdoc/>
    public override double Value(double margin) => Elementary.Exp(-Focusing * Elementary.Softplus(margin)) * Elementary.Softplus(-margin);

    /// <inheritdoc/>
    public override double Derivative(double margin)
    {
        double power = Elementary.Exp(-Focusing * Elementary.Softplus(margin));
        return -power * ((Focusing * Elementary.Sigmoid(margin) * Elementary.Softplus(-margin)) + Elementary.Sigmoid(-margin));
    }

    private protected override double Weight(double label) => Balance is { } share ? label > 0.0 ? share : 1.0 - share : 1.0;
}
