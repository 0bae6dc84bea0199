namespace Surprisal.Losses;

/// <summary>
/// Score matching along projections, for models of one dimension: v² s′(x) + ½ (v s(x))², s the model's score, v a projection. With v = ±1, all that a line
/// has of directions, it is score matching itself.
/// </summary>
/// <remarks>
/// The score is d log p(x)/dx. The value has no lower bound of its own; up to a constant of the samples its mean is half the mean squared difference of the
/// model's score and theirs. Source: Hyvärinen (2005), Journal of Machine Learning Research 6, p. 695; Song, Garg, Shi, Ermon (2019), Uncertainty in
/// Artificial Intelligence, arXiv:1905.07088.
/// </remarks>
/// <param name="varianceReduced">Whether the second term is ½ s(x)² without the projection, its mean over projections of variance 1.</param>
public sealed class SlicedScoreMatchingLoss(bool varianceReduced = false) : NonLikelihoodLoss
{
    /// <summary>Whether the second term is left unprojected.</summary>
    public bool VarianceReduced { get; } = varianceReduced;

    /// <inheritdoc/>
    public override string Name => "sliced score matching";

    /// <inheritdoc/>
    public override string Optimises => "the Fisher divergence: the mean squared difference of the slopes of the model's and the samples' log-densities";

    /// <inheritdoc/>
    public override string WhyNoLikelihood => "it uses slopes of the log-density, in which the normaliser does not occur; exp(-loss) is no density of the samples";

    /// <summary>Losses of samples, and their derivatives in the scores and their slopes.</summary>
    /// <param name="scores">The model's scores s at the samples.</param>
    /// <param name="slopes">The derivatives s′ of the scores in the sample.</param>
    /// <param name="projections">The projections, one a sample; empty for ones.</param>
    /// <param name="values">Receives the losses.</param>
    /// <param name="scoreDerivatives">Receives the derivatives in the scores; empty for none.</param>
    /// <param name="slopeDerivatives">Receives the derivatives in the slopes; empty for none.</param>
    /// <exception cref="ArgumentException">Lengths disagree.</exception>
    public void Evaluate(
        ReadOnlySpan<double> scores, ReadOnlySpan<double> slopes, ReadOnlySpan<double> projections, Span<double> values, Span<double> scoreDerivatives, Span<double> slopeDerivatives)
    {
        Require(slopes.Length, scores.Length, nameof(slopes));
        RequireOptional(projections.Length, scores.Length, nameof(projections));
        Require(values.Length, scores.Length, nameof(values));
        RequireOptional(scoreDerivatives.Length, scores.Length, nameof(scoreDerivatives));
        RequireOptional(slopeDerivatives.Length, scores.Length, nameof(slopeDerivatives));
        for (int i = 0; i < scores.Length; i++)
        {
            double square = projections.IsEmpty ? 1.0 : projections[i] * projections[i], weight = VarianceReduced ? 1.0 : square;
            values[i] = (square * slopes[i]) + (0.5 * weight * scores[i] * scores[i]);
            if (!scoreDerivatives.IsEmpty) scoreDerivatives[i] = weight * scores[i];
            if (!slopeDerivatives.IsEmpty) slopeDerivatives[i] = square;
        }
    }
}
