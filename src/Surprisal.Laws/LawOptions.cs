namespace Surprisal.Laws;

/// <summary>How the law battery examines. Immutable; the defaults serve.</summary>
public sealed record LawOptions
{
    /// <summary>The defaults.</summary>
    public static LawOptions Default { get; } = new();

    /// <summary>The seed of all random draws: the same seed gives the same results.</summary>
    public long Seed { get; init; } = 20;

    /// <summary>Draws from each distribution that are held against its cdf, at least 100.</summary>
    public int Draws { get; init; } = 4000;

    /// <summary>Rows of the simulated data that a refit takes, at least 100.</summary>
    public int RefitRows { get; init; } = 4000;
}
