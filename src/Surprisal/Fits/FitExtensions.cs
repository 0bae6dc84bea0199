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
        FitOptions chosen = options ?? FitOptions.Default;
        if (!(chosen.Level > 0 && chosen.Level < 1)) throw new ArgumentOutOfRangeException(nameof(options), chosen.Level, "the level must lie between 0 and 1");
        ArgumentOutOfRangeException.ThrowIfLessThan(chosen.Threads, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(chosen.MaximumIterations, 1, nameof(options));
        if (!model.Options.Priors.Any(static p => p.Strength != StrengthRule.Given)) return new FitRun(model, table, chosen, progress, cancellation).Run();
        (Model settled, StrengthChoice choice) = new StrengthChooser(model, table, chosen, cancellation).Choose();
        return new FitRun(settled, table, chosen, progress, cancellation, choice).Run();
    }
}
