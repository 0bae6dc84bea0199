using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>What is said of losses of two classes that depend on the margin, computed.</summary>
internal static class MarginFacts
{
    private const double Farthest = 30.0;

    /// <summary>Why such a loss is no likelihood: what exp(−loss) sums to over the labels at several scores.</summary>
    /// <param name="loss">The loss of a margin.</param>
    public static string Sums(Func<double, double> loss)
    {
        double Sum(double score) => Elementary.Exp(-loss(score)) + Elementary.Exp(-loss(-score));
        return $"it depends on the prediction what exp(-loss) sums to over the two labels: {Sentence.Number(Sum(0.0))} at a score of 0, {Sentence.Number(Sum(1.0))} at 1, {Sentence.Number(Sum(3.0))} at 3; "
            + "a probability would sum to 1, and dividing by the sum makes another loss";
    }

    /// <summary>Which score makes the expected loss least.</summary>
    /// <param name="loss">The loss of a margin.</param>
    /// <param name="probability">The probability of label 1.</param>
    public static double BestScore(Func<double, double> loss, double probability)
    {
        double Expected(double score) => (probability * loss(score)) + ((1.0 - probability) * loss(-score));
        double low = -Farthest, high = Farthest;
        for (int i = 0; i < 200; i++)
        {
            double third = (high - low) / 3.0;
            if (Expected(low + third) <= Expected(high - third)) high -= third;
            else low += third;
        }

        return Math.Round(0.5 * (low + high), 6);
    }

    /// <summary>The best scores at two probabilities, in a sentence.</summary>
    /// <param name="loss">The loss of a margin.</param>
    public static string BestScores(Func<double, double> loss) =>
        $"the score that makes the expected loss least is {Sentence.Number(BestScore(loss, 0.6))} where P(y = 1) is 0.6, and {Sentence.Number(BestScore(loss, 0.9))} where it is 0.9";
}
