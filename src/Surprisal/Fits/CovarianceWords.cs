namespace Surprisal.Fits;

/// <summary>The words that covariances are asked for by and reported with.</summary>
public static class CovarianceWords
{
    /// <summary>Every kind with its word, the default first.</summary>
    public static IReadOnlyList<(string Word, CovarianceKind Kind)> All { get; } =
    [
        ("classical", CovarianceKind.Classical),
        ("HC0", CovarianceKind.HC0),
        ("iid", CovarianceKind.Iid),
        ("nid", CovarianceKind.Nid),
        ("kernel", CovarianceKind.Kernel),
        ("rank", CovarianceKind.Rank),
    ];

    /// <summary>The word of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the enumeration's.</exception>
    public static string Of(CovarianceKind kind)
    {
        foreach ((string word, CovarianceKind own) in All)
        {
            if (own == kind) return word;
        }

        throw new ArgumentOutOfRangeException(nameof(kind));
    }
}
