using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The loss of a generator whose samples a discriminator gives logits: log(1 − D), which saturates, or −log D, which does not.</summary>
/// <param name="saturating">Whether it is log(1 − D) = −softplus(logit) instead of −log D = softplus(−logit).</param>
/// <remarks>Source: Goodfellow et al. (2014), Advances in Neural Information Processing Systems 27, section 3; what the two minimise at the best
/// discriminator: Arjovsky, Bottou (2017), International Conference on Learning Representations, theorem 2.5.</remarks>
public sealed class GanGeneratorLoss(bool saturating = false) : NonLikelihoodLoss
{
    /// <summary>Whether the loss is log(1 − D), whose slope vanishes for samples that are recognised as generated.</summary>
    public bool Saturating { get; } = saturating;

    /// <inheritdoc/>
    public override string Name => Saturating ? "gan generator (saturating)" : "gan generator";

    /// <inheritdoc/>
    public override string Optimises => Saturating
        ? "against the best discriminator the Jensen-Shannon divergence of real and generated samples"
        : "against the best discriminator the gradient of KL(generated, real) - 2 JS: it seeks modes";

    /// <inheritdoc/>
    public override string WhyNoLikelihood => "it scores samples that the model made, not observations, and the generator has no density that could be evaluated";

    /// <summary>The loss of a generated sample.</summary>
    /// <param name="logit">The discriminator's logit, positive for what it takes to be real.</param>
    public double Value(double logit) => Saturating ? -Elementary.Softplus(logit) : Elementary.Softplus(-logit);

    /// <summary>The derivative in the logit.</summary>
    /// <param name="logit">The discriminator's logit.</param>
    public double Derivative(double logit) => Saturating ? -Elementary.Sigmoid(logit) : -Elementary.Sigmoid(-logit);

    /// <summary>Losses of generated samples, and their derivatives in the logits.</summary>
    /// <param name="logits">The discriminator's logits.</param>
    /// <param name="values">Receives the losses.</param>
    /// <param name="derivatives">Receives the derivatives; empty for none.</param>
    /// <exception cref="ArgumentException">Lengths disagree.</exception>
    public void Evaluate(ReadOnlySpan<double> logits, Span<double> values, Span<double> derivatives)
    {
        Require(values.Length, logits.Length, nameof(values));
        RequireOptional(derivatives.Length, logits.Length, nameof(derivatives));
        for (int i = 0; i < logits.Length; i++)
        {
            values[i] = Value(logits[i]);
            if (!derivatives.IsEmpty) derivatives[i] = Derivative(logits[i]);
        }
    }
}
