namespace Surprisal.Models;

/// <summary>The order of the numbers that a run adds up: surprisal, gradient, then one block of curvature for each pair of predictors.</summary>
internal static class SumLayout
{
    /// <summary>Pairs (a, b) with a ≤ b in the order of a jet's second derivatives.</summary>
    public static IEnumerable<(int Left, int Right)> Pairs(int predictors)
    {
        for (int a = 0; a < predictors; a++)
        {
            for (int b = a; b < predictors; b++) yield return (a, b);
        }
    }

    /// <summary>How many numbers an evaluation of some order adds up, those of levels not counted.</summary>
    public static int Length(IReadOnlyList<PredictorParts> predictors, int order)
    {
        int length = 1;
        if (order > 0) length += predictors.Sum(p => p.Count);
        if (order > 1) length += Pairs(predictors.Count).Sum(pair => predictors[pair.Left].Count * predictors[pair.Right].Count);
        return length;
    }
}
