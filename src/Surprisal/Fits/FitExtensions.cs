using Surprisal.Data;
using Surprisal.Fits.Strengths;
using Surprisal.Models;
using Surprisal.Priors;

namespace Surprisal.Fits;

/// <summary>Fits a model to a table.</summary>
public static class FitExtensions
{
    /// <summary>Maximum likelihood, or with a prior the largest posterior density; strengths that are left to the data are chosen first.</summary>
    /// <param name="model">What is believed about the data.</param>
    /// <param name="table">The data.</param>
    /// <param name="options">Threads, level, covariance; null for the defaults.</param>
    /// <param name="progress">Told after every Newton step, on the calling thread; null for none.</param>
    /// <param name="cancellation">Ends the fit early with status <see cref="FitStatus.Cancelled"/>.</param>
    /// <returns>The fit. Whether it converged is its status, never an exception.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before there was an estimate to report.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="InputException">The model does not suit the table: unknown column, response outside the support, ...</exception>
    public static Fit Fit(
        this Model model, Table table, FitOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        FitOptions chosen = Checked(options);
        if (!model.Options.Priors.Any(static p => p.Strength != StrengthRule.Given)) return new FitRun(model, table, chosen, progress, cancellation).Run();
        (Model settled, StrengthChoice choice) = new StrengthChooser(model, table, chosen, cancellation).Choose();
        return new FitRun(settled, table, chosen, progress, cancellation, choice).Run();
    }

    /// <summary>Several quantiles of the response at once, by maximum likelihood of the noise model asymmetric-laplace at each level.</summary>
    /// <param name="model">A model with the noise model asymmetric-laplace; the levels take the place of its tau.</param>
    /// <param name="table">The data.</param>
    /// <param name="quantiles">Levels between 0 and 1, each once; in any order.</param>
    /// <param name="nonCrossing">
    /// Whether no quantile may be fitted below a lower one in any row of the table. Where they are when fitted one by one, all coefficients are fitted together,
    /// to the least sum of check losses under that constraint: Bondell, Reich, Wang (2010), doi:10.1093/biomet/asq048.
    /// </param>
    /// <param name="options">Threads, level, covariance; null for the defaults.</param>
    /// <param name="progress">Told of the progress of each fit; null for none.</param>
    /// <param name="cancellation">Ends the fits early.</param>
    /// <returns>A fit a level, by ascending level, and in how many rows the quantiles cross.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before there was an estimate to report.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="InputException">Another noise model, a level that is none, a scale with predictors where quantiles must not cross, or as for Fit.</exception>
    public static QuantileFits FitQuantiles(
        this Model model,
        Table table,
        IReadOnlyList<double> quantiles,
        bool nonCrossing = false,
        FitOptions? options = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(quantiles);
        return new QuantileRun(model, table, quantiles, Checked(options), progress, cancellation).Run(nonCrossing);
    }

    private static FitOptions Checked(FitOptions? options)
    {
        FitOptions chosen = options ?? FitOptions.Default;
        if (!(chosen.Level > 0 && chosen.Level < 1)) throw new ArgumentOutOfRangeException(nameof(options), chosen.Level, "the level must lie between 0 and 1");
        ArgumentOutOfRangeException.ThrowIfLessThan(chosen.Threads, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(chosen.MaximumIterations, 1, nameof(options));
        return chosen;
    }
}
