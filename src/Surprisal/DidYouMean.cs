namespace Surprisal;

/// <summary>Finds the known name that a mistyped one was meant to be.</summary>
public static class DidYouMean
{
    private const int LongestWord = 100;

    /// <summary>The candidate nearest to <paramref name="word"/>, or null where none is near enough to be proposed.</summary>
    /// <param name="word">What the user wrote.</param>
    /// <param name="candidates">The names that would have been understood.</param>
    /// <returns>
    /// A candidate that differs in letter case only, else the first of those with the smallest <see cref="Distance"/>, provided that it is
    /// at most a third of the word's length (and at least 1 is allowed, except for words of one letter).
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(candidates);
        if (word.Length is 0 or > LongestWord) return null;
        string? nearest = null;
        int smallest = word.Length == 1 ? 0 : Math.Max(1, word.Length / 3);
        string folded = word.ToUpperInvariant();
        foreach (string candidate in candidates)
        {
            if (Math.Abs(candidate.Length - word.Length) > smallest) continue;
            int distance = Distance(folded, candidate.ToUpperInvariant());
            if (distance > smallest || (distance == smallest && nearest is not null)) continue;
            nearest = candidate;
            smallest = distance;
        }

        return nearest;
    }

    /// <summary>The sentence "did you mean 'x'?", or <paramref name="otherwise"/> where no candidate is near.</summary>
    /// <param name="word">What the user wrote.</param>
    /// <param name="candidates">The names that would have been understood.</param>
    /// <param name="otherwise">What to say where nothing can be proposed.</param>
    /// <exception cref="ArgumentNullException">A word or the candidates are null.</exception>
    public static string? Remedy(string word, IEnumerable<string> candidates, string? otherwise = null) =>
        Nearest(word, candidates) is { } nearest ? $"did you mean '{nearest}'?" : otherwise;

    /// <summary>
    /// The restricted Damerau-Levenshtein distance (optimal string alignment): the number of insertions, deletions, replacements and swaps
    /// of neighbouring characters, no part being edited twice.
    /// </summary>
    /// <param name="first">A word.</param>
    /// <param name="second">Another word.</param>
    /// <returns>0 for equal words, at most the length of the longer one.</returns>
    /// <remarks>
    /// Source: F. J. Damerau, A technique for computer detection and correction of spelling errors, doi:10.1145/363958.363994.
    /// </remarks>
    public static int Distance(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        int[] beforeLast = new int[second.Length + 1];
        int[] last = new int[second.Length + 1];
        int[] current = new int[second.Length + 1];
        for (int j = 0; j <= second.Length; j++) last[j] = j;
        for (int i = 1; i <= first.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= second.Length; j++)
            {
                int replaced = last[j - 1] + (first[i - 1] == second[j - 1] ? 0 : 1);
                int best = Math.Min(replaced, Math.Min(last[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1])
                    best = Math.Min(best, beforeLast[j - 2] + 1);
                current[j] = best;
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[second.Length];
    }
}
