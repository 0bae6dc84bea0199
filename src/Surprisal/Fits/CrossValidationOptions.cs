namespace Surprisal.Fits;

/// <summary>What rows that a fit has not seen are scored by; less is better.</summary>
public enum FoldScore
{
    /// <summary>The mean surprisal −log p(y) in nats: the logarithmic score, which rewards the whole distribution.</summary>
    Log,

    /// <summary>The continuous ranked probability score, in units of the response; of a yes or no the squared error of its probability.</summary>
    RankedProbability,

    /// <summary>The mean deviance: squared residuals of a gaussian, twice the surprisal beyond the saturated model's of bernoulli and poisson.</summary>
    Deviance,
}

/// <summary>How to cross-validate a path. Immutable; the defaults are ten folds by the log score.</summary>
public sealed record CrossValidationOptions
{
    /// <summary>The defaults.</summary>
    public static CrossValidationOptions Default { get; } = new();

    /// <summary>The path: penalty, strengths, threads. Its strengths are those of all rows in every fold.</summary>
    public PathOptions Path { get; init; } = PathOptions.Default;

    /// <summary>How many folds; at least 2.</summary>
    public int Folds { get; init; } = 10;

    /// <summary>How many times rows are dealt into folds anew; at least 1.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>The column whose equal values keep rows in one fold; null for none. Then classes are not spread evenly.</summary>
    public string? Group { get; init; }

    /// <summary>What unseen rows are scored by.</summary>
    public FoldScore Score { get; init; } = FoldScore.Log;

    /// <summary>The seed of the deal: the same seed, the same folds, on every machine.</summary>
    public long Seed { get; init; } = 1;
}
