using Surprisal.Formulas;
using Surprisal.Priors;

namespace Surprisal.Models;

/// <summary>A prior with the columns of one parameter that it is for. Immutable.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Prior">The prior, of coefficients in units of <paramref name="Scales"/>.</param>
/// <param name="Columns">The columns, each with a coefficient of its own or, of a block prior, all together.</param>
/// <param name="Scales">What each coefficient is multiplied by before the prior sees it: the spread of its column where columns are standardised, else 1.</param>
internal sealed record AssignedPrior(BoundParameter Parameter, Prior Prior, IReadOnlyList<DesignColumn> Columns, IReadOnlyList<double> Scales)
{
    /// <summary>The penalty that the prior was given as; null where it was given as a prior.</summary>
    public Penalty? Penalty { get; init; }

    /// <summary>What it was made of; null for one of the weakly informative defaults.</summary>
    public PriorSpec? Spec { get; init; }

    /// <summary>Its place among the model's priors.</summary>
    public int Place { get; init; } = -1;

    /// <summary>The same with the prior's spread multiplied, its mean kept.</summary>
    /// <param name="factor">Positive and finite.</param>
    public AssignedPrior Spread(double factor) => this with
    {
        Prior = Prior switch
        {
            ScalarPrior scalar => scalar.With(mean: 0).Scaled(factor).With(mean: scalar.Mean),
            BlockPrior block => block.Scaled(factor),
            _ => Prior,
        },
        OfLevels = OfLevels?.Scaled(factor),
    };

    /// <summary>Whether it is of the intercept of centred columns: of the predictor at their means.</summary>
    public bool IsOfCentre { get; init; }

    /// <summary>What a prior of a factor's levels is of the columns that the factor has here; null for other priors.</summary>
    public BlockPrior? OfLevels { get; init; }

    /// <summary>Whether it has a finite integral over these columns.</summary>
    public bool IsProper => (OfLevels ?? Prior).IsProper;

    /// <summary>Whether it was chosen by the weakly informative defaults.</summary>
    public bool IsDefault { get; init; }
}
