namespace Surprisal.Fits;

/// <summary>How to run a regularisation path. Immutable; the defaults are the lasso of the first formula at 100 strengths.</summary>
public sealed record PathOptions
{
    /// <summary>The defaults.</summary>
    public static PathOptions Default { get; } = new();

    /// <summary>The lasso's share of the penalty, from 0 (ridge) to 1 (lasso, the default).</summary>
    public double Alpha { get; init; } = 1;

    /// <summary>How many strengths; at least 2. Not used where <see cref="LambdaValues"/> are given.</summary>
    public int Lambdas { get; init; } = 100;

    /// <summary>
    /// The smallest strength over the largest, between 0 and 1; null for 1e-4 with more rows than coefficients, else 1e-2. The largest is the smallest that holds
    /// every penalised coefficient at zero (for a ridge: where a lasso's share of a thousandth would).
    /// </summary>
    public double? LambdaMinimumRatio { get; init; }

    /// <summary>The strengths themselves, positive and falling; empty to have them chosen.</summary>
    public IReadOnlyList<double> LambdaValues { get; init; } = [];

    /// <summary>Whether a coefficient is penalised as that of its column over the column's standard deviation; coefficients are reported for the columns as given.</summary>
    public bool Standardize { get; init; }

    /// <summary>The parameters whose coefficients, intercepts apart, are penalised; empty for those of the first formula.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>Factors of the penalty by the name of a column; 1 where none is given, 0 for a coefficient that is free.</summary>
    public IReadOnlyDictionary<string, double> Factors { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>The least value of a penalised coefficient, at most 0; 0 for coefficients that are not negative.</summary>
    public double Lower { get; init; } = double.NegativeInfinity;

    /// <summary>The greatest value of a penalised coefficient, at least 0.</summary>
    public double Upper { get; init; } = double.PositiveInfinity;

    /// <summary>
    /// Whether effective degrees of freedom are worked out where there is a share of ridge, which looks at the curvature at every point; information criteria need them.
    /// Those of a lasso cost nothing and are there in any case.
    /// </summary>
    public bool EffectiveDegreesOfFreedom { get; init; }

    /// <summary>The most threads to use; results do not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
