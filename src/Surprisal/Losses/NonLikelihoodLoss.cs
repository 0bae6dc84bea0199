namespace Surprisal.Losses;

/// <summary>
/// A loss that is no surprisal of the data: there is no noise model whose −log p(y) it is, so that it has no log-likelihood, AIC or intervals. Labelled by
/// what it optimises instead. Immutable and thread-safe; evaluation allocates nothing.
/// </summary>
/// <remarks>
/// Values and derivatives are those of single rows, not of their mean. A span of derivatives may be empty where only values are wanted; a span that is
/// written to must not overlap one that is read. NaN in gives NaN out.
/// </remarks>
public abstract class NonLikelihoodLoss
{
    /// <summary>The name, as <see cref="LossTranslation"/> knows it.</summary>
    public abstract string Name { get; }

    /// <summary>What minimising its mean optimises, a clause without a full stop.</summary>
    public abstract string Optimises { get; }

    /// <summary>Why it is no surprisal of the data, a clause without a full stop.</summary>
    public abstract string WhyNoLikelihood { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Optimises}";

    private protected static double Positive(double value, string name) =>
        value > 0.0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "a finite number greater than 0");

    private protected static double NotNegative(double value, string name) =>
        value >= 0.0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "a finite number not below 0");

    private protected static void Require(int length, int expected, string name)
    {
        if (length != expected) throw new ArgumentException("lengths disagree", name);
    }

    /// <summary>A span that may be left out.</summary>
    private protected static void RequireOptional(int length, int expected, string name)
    {
        if (length != 0) Require(length, expected, name);
    }
}
