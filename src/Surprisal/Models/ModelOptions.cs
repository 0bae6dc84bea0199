using Surprisal.Formulas;
using Surprisal.Priors;

namespace Surprisal.Models;

/// <summary>What a frequency weight means.</summary>
public enum WeightsKind
{
    /// <summary>A row of weight w counts as w rows.</summary>
    Frequency,

    /// <summary>The row's variance is sigma²/w; gaussian only.</summary>
    Precision,
}

/// <summary>What a model says besides noise and formulas. Immutable.</summary>
public sealed record ModelOptions
{
    /// <summary>The defaults.</summary>
    public static ModelOptions Default { get; } = new();

    /// <summary>Links by parameter name, where they are not the default ones.</summary>
    public IReadOnlyDictionary<string, string> Links { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>An expression for the rows' weights, usually a column; null for none.</summary>
    public string? Weights { get; init; }

    /// <summary>What the weights mean.</summary>
    public WeightsKind WeightsKind { get; init; } = WeightsKind.Frequency;

    /// <summary>An expression added to the first parameter's predictor; null for none.</summary>
    public string? Offset { get; init; }

    /// <summary>
    /// What is believed of coefficients before the data are seen, or what penalty they have; empty for nothing: maximum likelihood. Intercepts have none but by name. The
    /// most specific one holds: a column before a term before a parameter before all.
    /// </summary>
    public IReadOnlyList<PriorSpec> Priors { get; init; } = [];

    /// <summary>
    /// Whether priors and penalties are of the coefficients of standardised columns (less their mean, over their population standard deviation) instead of those of the
    /// columns as they are. Estimates are those of the columns as they are in either case.
    /// </summary>
    public bool Standardize { get; init; }

    /// <summary>
    /// Whether all coefficients have Jeffreys's prior, the root of the determinant of their expected information: Firth's penalty, whose estimates are finite also
    /// where columns separate the responses (bernoulli, binomial, categorical, poisson).
    /// </summary>
    public bool Jeffreys { get; init; }

    /// <summary>What happens to rows with missing values.</summary>
    public MissingPolicy Missing { get; init; } = MissingPolicy.Drop;
}
