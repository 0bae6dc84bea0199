namespace Surprisal.Losses;

/// <summary>The hinge loss of several classes: the mean over the classes of max(0, margin + score of a wrong class − score of the right one).</summary>
/// <param name="margin">By how much the right class must lead; positive.</param>
/// <remarks>The sum over the wrong classes is divided by the number of all classes. Source: Weston, Watkins (1999), European Symposium on Artificial Neural
/// Networks, p. 219.</remarks>
public sealed class MulticlassMarginLoss(double margin = 1.0) : NonLikelihoodLoss
{
    /// <summary>By how much the right class must lead.</summary>
    public double Margin { get; } = Positive(margin, nameof(margin));

    /// <inheritdoc/>
    public override string Name => "multiclass margin";

    /// <inheritdoc/>
    public override string Optimises => "scores in which the right class leads all others by the margin; the likeliest class where one has more than half of the probability";

    /// <inheritdoc/>
    public override string WhyNoLikelihood => "exp(-loss) summed over the classes depends on the scores";

    /// <summary>Losses of rows, and their derivatives in the scores.</summary>
    /// <param name="scores">Scores, row after row, one a class.</param>
    /// <param name="classes">The index of the right class, one a row.</param>
    /// <param name="values">Receives the losses, one a row.</param>
    /// <param name="derivatives">Receives the derivatives, laid out as the scores; empty for none. At a kink that of the side where the right class leads.</param>
    /// <exception cref="ArgumentException">The scores are not a whole number of at least two for every row, lengths disagree, or a class does not exist.</exception>
    public void Evaluate(ReadOnlySpan<double> scores, ReadOnlySpan<int> classes, Span<double> values, Span<double> derivatives)
    {
        Require(values.Length, classes.Length, nameof(values));
        RequireOptional(derivatives.Length, scores.Length, nameof(derivatives));
        if (classes.IsEmpty && scores.IsEmpty) return;
        int count = classes.IsEmpty ? 0 : scores.Length / classes.Length;
        if (count < 2 || count * classes.Length != scores.Length) throw new ArgumentException("as many scores a row as there are classes, at least two", nameof(scores));
        for (int i = 0; i < classes.Length; i++)
        {
            if ((uint)classes[i] >= (uint)count) throw new ArgumentException($"class {i} does not exist", nameof(classes));
            values[i] = Row(scores.Slice(i * count, count), classes[i], derivatives.IsEmpty ? derivatives : derivatives.Slice(i * count, count));
        }
    }

    private double Row(ReadOnlySpan<double> scores, int right, Span<double> derivatives)
    {
        double sum = 0.0, step = 1.0 / scores.Length;
        int active = 0;
        for (int j = 0; j < scores.Length; j++)
        {
            double lack = j == right ? 0.0 : Margin + (scores[j] - scores[right]);
            bool counts = !(lack <= 0.0);
            if (counts)
            {
                sum += lack;
                active++;
            }

            if (!derivatives.IsEmpty) derivatives[j] = double.IsNaN(lack) ? lack : counts ? step : 0.0;
        }

        if (!derivatives.IsEmpty) derivatives[right] = double.IsNaN(sum) ? sum : -active * step;
        return sum * step;
    }
}
