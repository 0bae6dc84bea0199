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
        chosen.Check();
        return new PathRun(model, table, chosen, progress, cancellation).Run();
    }
}
