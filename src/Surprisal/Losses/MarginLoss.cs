namespace Surprisal.Losses;

/// <summary>A loss of two classes that depends on the margin alone: the label, −1 or 1, times the score.</summary>
public abstract class MarginLoss : NonLikelihoodLoss
{
    /// <summary>The loss of a margin.</summary>
    /// <param name="margin">Label times score; positive where the score has the label's sign.</param>
    public abstract double Value(double margin);

    /// <summary>The derivative of <see cref="Value"/>; at a kink that of the side towards larger margins.</summary>
    /// <param name="margin">Label times score.</param>
    public abstract double Derivative(double margin);

    /// <summary>Losses of rows, and their derivatives in the scores.</summary>
    /// <param name="scores">The scores, one a row.</param>
    /// <param name="labels">−1 or 1, one a row.</param>
    /// <param name="values">Receives the losses.</param>
    /// <param name="derivatives">Receives the derivatives in the scores; empty for none.</param>
    /// <exception cref="ArgumentException">Lengths disagree, or a label is neither −1 nor 1.</exception>
    public void Evaluate(ReadOnlySpan<double> scores, ReadOnlySpan<double> labels, Span<double> values, Span<double> derivatives)
    {
        Require(labels.Length, scores.Length, nameof(labels));
        Require(values.Length, scores.Length, nameof(values));
        RequireOptional(derivatives.Length, scores.Length, nameof(derivatives));
        for (int i = 0; i < scores.Length; i++)
        {
            double label = labels[i];
            if (label != 1.0 && label != -1.0) throw new ArgumentException($"label {i} is neither -1 nor 1", nameof(labels));
            double margin = label * scores[i];
            values[i] = Weight(label) * Value(margin);
            if (!derivatives.IsEmpty) derivatives[i] = label * Weight(label) * Derivative(margin);
        }
    }

    /// <summary>What a label's rows count.</summary>
    private protected virtual double Weight(double label) => 1.0;
}
