using Surprisal.Priors;

namespace Surprisal.Laws;

/// <summary>The laws of priors, to run on your own. Adding one is its file and a line here.</summary>
public static class PriorLaws
{
    private static readonly double[] Units = [1e-6, 0.3, 1, 25, 1e6];

    /// <summary>All laws.</summary>
    public static IReadOnlyList<IPriorLaw> All { get; } = [new PriorNormalisationLaw(), new PriorDerivativeLaw(), new PriorProximalLaw(), new PriorScalingLaw()];

    /// <summary>Examines a prior by all laws, narrow and wide, and one of single coefficients also with another mean and cut off by bounds.</summary>
    /// <param name="prior">The prior, of ordinary width; it need not be a registered one.</param>
    /// <returns>The results of every law at every variant.</returns>
    public static IReadOnlyList<LawResult> Check(Prior prior)
    {
        ArgumentNullException.ThrowIfNull(prior);
        return [.. Units.SelectMany(unit => Variants(prior, unit).SelectMany(variant => All.Select(law => law.Check(variant, unit))))];
    }

    private static IEnumerable<Prior> Variants(Prior prior, double unit)
    {
        if (prior is BlockPrior block) return [block.Scaled(unit)];
        ScalarPrior scalar = ((ScalarPrior)prior).Scaled(unit);
        if (scalar is EvenPrior) return [scalar];
        return
        [
            scalar, scalar.With(mean: 0.7 * unit), scalar.With(mean: -0.3 * unit, lower: -0.5 * unit, upper: 2 * unit), scalar.With(lower: 0), scalar.With(upper: -3 * unit),
            scalar.With(mean: 0.25 * unit, lower: 4 * unit, upper: 6 * unit),
        ];
    }
}
