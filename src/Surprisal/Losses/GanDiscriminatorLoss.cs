using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>
/// The loss of a discriminator that tells real samples (label 1) from generated ones (label −1): softplus(−label · logit). No surprisal of the samples, but
/// the Bernoulli surprisal of where they come from.
/// </summary>
/// <remarks>
/// <para>−log D for real samples and −log(1 − D) for generated ones, D = σ(logit), without the logarithm of a rounded 0.</para>
/// <para>Source: Goodfellow et al. (2014), Advances in Neural Information Processing Systems 27, proposition 1.</para>
/// </remarks>
public sealed class GanDiscriminatorLoss : MarginLoss
{
    /// <inheritdoc/>
    public override string Name => "gan discriminator";

    /// <inheritdoc/>
    public override string Optimises => "the probability that a sample is real: at the optimum the logit is the log ratio of the densities of real and generated samples";

    /// <inheritdoc/>
    public override string WhyNoLikelihood => "it is the surprisal of a label, real or generated, and gives the samples themselves no density";

    /// <inheritdoc/>
    public override double Value(double margin) => Elementary.Softplus(-margin);

    /// <inheritdoc/>
    public override double Derivative(double margin) => -Elementary.Sigmoid(-margin);
}
