using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>
/// The contrastive loss: −log of the softmax of similarities at the positive candidate. No surprisal of the data, but the categorical surprisal of which
/// candidate is the positive.
/// </summary>
/// <param name="temperature">What similarities are divided by; positive.</param>
/// <remarks>
/// <para>The greatest similarity is taken out, and the others enter by log(1 + sum), so that a loss near 0 keeps its digits; the derivative at the positive
/// is minus the sum of the others'.</para>
/// <para>Source: van den Oord, Li, Vinyals (2018), arXiv:1807.03748.</para>
/// </remarks>
public sealed class InfoNceLoss(double temperature = 0.1) : NonLikelihoodLoss
{
    /// <summary>What similarities are divided by.</summary>
    public double Temperature { get; } = Positive(temperature, nameof(temperature));

    /// <inheritdoc/>
    public override string Name => "infonce";

    /// <inheritdoc/>
    public override string Optimises => "the probability of each candidate to be the positive: similarities become temperature times log p(candidate | anchor)/p(candidate), up to a constant";

    /// <inheritdoc/>
    public override string WhyNoLikelihood => "it is the surprisal of an index among candidates that were drawn, and gives the data themselves no density";

    /// <summary>Losses of rows, and their derivatives in the similarities.</summary>
    /// <param name="similarities">Similarities of an anchor and its candidates, row after row.</param>
    /// <param name="positives">The index of the positive candidate, one a row.</param>
    /// <param name="values">Receives the losses, one a row.</param>
    /// <param name="derivatives">Receives the derivatives, laid out as the similarities; empty for none.</param>
    /// <exception cref="ArgumentException">The similarities are not a whole number of at least two for every row, lengths disagree, or an index does not exist.</exception>
    public void Evaluate(ReadOnlySpan<double> similarities, ReadOnlySpan<int> positives, Span<double> values, Span<double> derivatives)
    {
        Require(values.Length, positives.Length, nameof(values));
        RequireOptional(derivatives.Length, similarities.Length, nameof(derivatives));
        if (positives.IsEmpty && similarities.IsEmpty) return;
        int count = positives.IsEmpty ? 0 : similarities.Length / positives.Length;
        if (count < 2 || count * positives.Length != similarities.Length) throw new ArgumentException("as many similarities a row as there are candidates, at least two", nameof(similarities));
        for (int i = 0; i < positives.Length; i++)
        {
            if ((uint)positives[i] >= (uint)count) throw new ArgumentException($"candidate {i} does not exist", nameof(positives));
            values[i] = Row(similarities.Slice(i * count, count), positives[i], derivatives.IsEmpty ? derivatives : derivatives.Slice(i * count, count));
        }
    }

    private double Row(ReadOnlySpan<double> similarities, int positive, Span<double> derivatives)
    {
        int best = 0;
        for (int j = 1; j < similarities.Length; j++)
        {
            if (similarities[j] > similarities[best] || double.IsNaN(similarities[j])) best = j;
        }

        double top = similarities[best], others = 0.0;
        for (int j = 0; j < similarities.Length; j++)
        {
            if (j != best) others += Elementary.Exp((similarities[j] - top) / Temperature);
        }

        double wrong = 0.0;
        for (int j = 0; j < derivatives.Length; j++)
        {
            double share = (j == best ? 1.0 : Elementary.Exp((similarities[j] - top) / Temperature)) / (1.0 + others);
            if (j != positive) wrong += share;
            derivatives[j] = share / Temperature;
        }

        if (!derivatives.IsEmpty) derivatives[positive] = -wrong / Temperature;
        return Elementary.Log1p(others) + ((top - similarities[positive]) / Temperature);
    }
}
