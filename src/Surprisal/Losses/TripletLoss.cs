namespace Surprisal.Losses;

/// <summary>max(0, distance of anchor and positive − distance of anchor and negative + margin), distances being euclidean.</summary>
/// <param name="margin">By how much the negative must be farther; positive.</param>
/// <remarks>
/// <para>Distances are of scaled differences and do not overflow. Where two points coincide, their distance has no derivative; it is taken as 0.</para>
/// <para>Source: Weinberger, Saul (2009), Journal of Machine Learning Research 10, p. 207; Schroff, Kalenichenko, Philbin (2015),
/// doi:10.1109/CVPR.2015.7298682, who square the distances.</para>
/// </remarks>
public sealed class TripletLoss(double margin = 1.0) : NonLikelihoodLoss
{
    /// <summary>By how much the negative must be farther.</summary>
    public double Margin { get; } = Positive(margin, nameof(margin));

    /// <inheritdoc/>
    public override string Name => "triplet";

    /// <inheritdoc/>
    public override string Optimises => "an order of distances: the positive nearer to the anchor than the negative, by the margin";

    /// <inheritdoc/>
    public override string WhyNoLikelihood => "it compares distances of three embeddings; there is no response y over which a density could be normalised";

    /// <summary>Losses of triplets, and their derivatives in the embeddings.</summary>
    /// <param name="anchors">Coordinates of the anchors, one after another.</param>
    /// <param name="positives">Coordinates of what is like the anchor.</param>
    /// <param name="negatives">Coordinates of what is not.</param>
    /// <param name="values">Receives the losses, one a triplet; its length says how many coordinates a point has.</param>
    /// <param name="anchorDerivatives">Receives the derivatives in the anchors; empty for none.</param>
    /// <param name="positiveDerivatives">Receives those in the positives; empty for none.</param>
    /// <param name="negativeDerivatives">Receives those in the negatives; empty for none.</param>
    /// <exception cref="ArgumentException">Lengths disagree.</exception>
    public void Evaluate(
        ReadOnlySpan<double> anchors,
        ReadOnlySpan<double> positives,
        ReadOnlySpan<double> negatives,
        Span<double> values,
        Span<double> anchorDerivatives,
        Span<double> positiveDerivatives,
        Span<double> negativeDerivatives)
    {
        Require(positives.Length, anchors.Length, nameof(positives));
        Require(negatives.Length, anchors.Length, nameof(negatives));
        RequireOptional(anchorDerivatives.Length, anchors.Length, nameof(anchorDerivatives));
        RequireOptional(positiveDerivatives.Length, anchors.Length, nameof(positiveDerivatives));
        RequireOptional(negativeDerivatives.Length, anchors.Length, nameof(negativeDerivatives));
        if (values.IsEmpty && anchors.IsEmpty) return;
        int size = values.IsEmpty ? 0 : anchors.Length / values.Length;
        if (size == 0 || size * values.Length != anchors.Length) throw new ArgumentException("one value a triplet", nameof(values));
        for (int i = 0; i < values.Length; i++)
        {
            Range row = (i * size)..((i + 1) * size);
            double near = Distance(anchors[row], positives[row]), far = Distance(anchors[row], negatives[row]), lack = near - far + Margin;
            values[i] = double.IsNaN(lack) ? lack : Math.Max(lack, 0.0);
            double toPositive = Inverse(near, lack), toNegative = Inverse(far, lack);
            for (int k = i * size; k < (i + 1) * size; k++)
            {
                double fromPositive = (anchors[k] - positives[k]) * toPositive, fromNegative = (anchors[k] - negatives[k]) * toNegative;
                if (!anchorDerivatives.IsEmpty) anchorDerivatives[k] = fromPositive - fromNegative;
                if (!positiveDerivatives.IsEmpty) positiveDerivatives[k] = -fromPositive;
                if (!negativeDerivatives.IsEmpty) negativeDerivatives[k] = fromNegative;
            }
        }
    }

    private static double Inverse(double distance, double lack) => double.IsNaN(lack) ? lack : lack > 0.0 && distance > 0.0 ? 1.0 / distance : 0.0;

    private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double largest = 0.0, sum = 0.0;
        for (int k = 0; k < a.Length; k++) largest = Math.Max(largest, Math.Abs(a[k] - b[k]));
        if (largest == 0.0 || !double.IsFinite(largest)) return largest;
        for (int k = 0; k < a.Length; k++)
        {
            double share = (a[k] - b[k]) / largest;
            sum += share * share;
        }

        return largest * Math.Sqrt(sum);
    }
}
