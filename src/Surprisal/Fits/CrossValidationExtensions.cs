using Surprisal.Data;
using Surprisal.Fits.Strengths;
using Surprisal.Models;

namespace Surprisal.Fits;

/// <summary>Cross-validates regularisation paths.</summary>
public static class CrossValidationExtensions
{
    /// <summary>A path with the scores of rows that were left out of it, fold by fold.</summary>
    /// <remarks>
    /// Designs, strengths and standard deviations of columns are those of all rows; only coefficients are learnt without the fold. A level that a fold's other
    /// rows lack has coefficient 0 there by the penalty.
    /// </remarks>
    /// <param name="model">What is believed about the data; without a prior.</param>
    /// <param name="table">The data.</param>
    /// <param name="options">Folds, score and path; null for the defaults.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="InputException">
    /// The model does not suit the table or a path; there are fewer rows or groups than folds; the column of groups does not exist; a class is only in one fold; the
    /// noise model has no such score.
    /// </exception>
    public static CrossValidation CrossValidate(this Model model, Table table, CrossValidationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        CrossValidationOptions chosen = options ?? CrossValidationOptions.Default;
        Check(chosen, nameof(options));
        return new CrossValidationRun(model, table, chosen, cancellation).Run();
    }

    private static void Check(CrossValidationOptions options, string name)
    {
        PathExtensions.Check(options.Path, name);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Folds, 2, name);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Repeats, 1, name);
        if (!Enum.IsDefined(options.Score)) throw new ArgumentOutOfRangeException(name, options.Score, "there is no such score");
    }
}
