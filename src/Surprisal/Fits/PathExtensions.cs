using Surprisal.Data;
using Surprisal.Models;

namespace Surprisal.Fits;

/// <summary>Runs regularisation paths.</summary>
public static class PathExtensions
{
    /// <summary>The optima of a penalised model at a falling sequence of strengths.</summary>
    /// <param name="model">What is believed about the data; without a prior.</param>
    /// <param name="table">The data.</param>
    /// <param name="options">Penalty and strengths; null for the defaults.</param>
    /// <param name="progress">Told of each point's number, on the calling thread; null for none.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <returns>The path. Whether a point converged is its certificate, never an exception.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="InputException">The model does not suit the table, or has a surprisal or a null model that a path cannot serve.</exception>
    public static RegularisationPath FitPath(
        this Model model, Table table, PathOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        PathOptions chosen = options ?? PathOptions.Default;
        Check(chosen, nameof(options));
        return new PathRun(model, table, chosen, progress, cancellation).Run();
    }

    /// <summary>Checks that every option is within its range.</summary>
    /// <param name="options">The options.</param>
    /// <param name="name">The name of the parameter that has them.</param>
    internal static void Check(PathOptions options, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Lambdas, 2, name);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1, name);
        Require(options.Alpha is >= 0 and <= 1, name, options.Alpha, "the lasso's share lies between 0 and 1");
        Require(options.LambdaMinimumRatio is null or (> 0 and < 1), name, options.LambdaMinimumRatio, "the ratio of strengths lies between 0 and 1");
        Require(options.Lower <= 0, name, options.Lower, "zero must be possible");
        Require(options.Upper >= 0, name, options.Upper, "zero must be possible");
        for (int k = 0; k < options.LambdaValues.Count; k++)
        {
            double lambda = options.LambdaValues[k];
            Require(lambda > 0 && double.IsFinite(lambda) && (k == 0 || lambda < options.LambdaValues[k - 1]), name, lambda, "strengths are positive and fall");
        }

        foreach (double factor in options.Factors.Values) Require(factor >= 0 && double.IsFinite(factor), name, factor, "a factor is not negative");
    }

    private static void Require(bool holds, string name, double? value, string what)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, what);
    }
}
