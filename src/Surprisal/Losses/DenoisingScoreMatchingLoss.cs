namespace Surprisal.Losses;

/// <summary>
/// Score matching by denoising, for models of one dimension: half the squared difference of the model's score at a noisy sample and (clean − noisy)/sigma².
/// No surprisal of the samples, but the gaussian one of the noise that was added.
/// </summary>
/// <param name="standardDeviation">Sigma, the standard deviation of the gaussian noise that was added; positive.</param>
/// <remarks>The score is d log p(x)/dx. Source: Vincent (2011), doi:10.1162/NECO_a_00142.</remarks>
public sealed class DenoisingScoreMatchingLoss(double standardDeviation) : NonLikelihoodLoss
{
    /// <summary>The standard deviation of the noise that was added.</summary>
    public double StandardDeviation { get; } = Positive(standardDeviation, nameof(standardDeviation));

    /// <inheritdoc/>
    public override string Name => "denoising score matching";

    /// <inheritdoc/>
    public override string Optimises => "the slope of the log-density of the samples smoothed by the noise";

    /// <inheritdoc/>
    public override string WhyNoLikelihood => "the model is a slope of a log-density, whose normaliser it cannot see; the samples themselves are given no density";

    /// <summary>Losses of samples, and their derivatives in the scores.</summary>
    /// <param name="clean">The samples.</param>
    /// <param name="noisy">The samples with gaussian noise added.</param>
    /// <param name="scores">The model's scores at the noisy samples.</param>
    /// <param name="values">Receives the losses.</param>
    /// <param name="derivatives">Receives the derivatives in the scores; empty for none.</param>
    /// <exception cref="ArgumentException">Lengths disagree.</exception>
    public void Evaluate(ReadOnlySpan<double> clean, ReadOnlySpan<double> noisy, ReadOnlySpan<double> scores, Span<double> values, Span<double> derivatives)
    {
        Require(noisy.Length, clean.Length, nameof(noisy));
        Require(scores.Length, clean.Length, nameof(scores));
        Require(values.Length, clean.Length, nameof(values));
        RequireOptional(derivatives.Length, clean.Length, nameof(derivatives));
        for (int i = 0; i < clean.Length; i++)
        {
            double difference = scores[i] + ((noisy[i] - clean[i]) / StandardDeviation / StandardDeviation);
            values[i] = 0.5 * difference * difference;
            if (!derivatives.IsEmpty) derivatives[i] = difference;
        }
    }
}
