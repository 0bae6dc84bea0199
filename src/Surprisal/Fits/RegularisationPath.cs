using Surprisal.Models;

namespace Surprisal.Fits;

/// <summary>A coefficient of a path.</summary>
/// <param name="Parameter">The parameter of the noise model.</param>
/// <param name="Term">The term as it prints.</param>
/// <param name="Factor">Its factor of the penalty on the column as given; 0 for one that is free.</param>
public sealed record PathTerm(string Parameter, string Term, double Factor);

/// <summary>The optima of a penalised model at a falling sequence of strengths, each with its certificate. Immutable and thread-safe.</summary>
public sealed class RegularisationPath
{
    internal RegularisationPath()
    {
    }

    /// <summary>What was fitted.</summary>
    public required Model Model { get; init; }

    /// <summary>The noise model as text, held values included.</summary>
    public required string Noise { get; init; }

    /// <summary>How.</summary>
    public required PathOptions Options { get; init; }

    /// <summary>All coefficients, parameter by parameter.</summary>
    public required IReadOnlyList<PathTerm> Terms { get; init; }

    /// <summary>One optimum a strength, from the largest strength to the smallest.</summary>
    public required IReadOnlyList<RegularisationPoint> Points { get; init; }

    /// <summary>The model with every penalised coefficient at zero: where the path begins; its λ is infinite.</summary>
    public required RegularisationPoint Null { get; init; }

    /// <summary>Number of observations: rows used, or the sum of their frequency weights.</summary>
    public required double Observations { get; init; }

    /// <summary>Rows used.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows left out.</summary>
    public required int Dropped { get; init; }

    /// <summary><see cref="FitStatus.Converged"/> where every point did, else <see cref="FitStatus.IterationLimit"/>.</summary>
    public required FitStatus Status { get; init; }

    /// <summary>Why it ended so; empty for a plain convergence.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>What a careful reader should know.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Which solver ran, and why.</summary>
    public required string Solver { get; init; }

    /// <summary>The largest <see cref="RegularisationPoint.KktResidual"/>.</summary>
    public double KktResidual => Points.Max(static p => p.KktResidual);

    /// <summary>Wall time of the stages.</summary>
    public required FitTiming Timing { get; init; }

    /// <summary>The place of a coefficient in <see cref="Terms"/>; −1 if there is none of that name.</summary>
    /// <param name="parameter">The parameter of the noise model.</param>
    /// <param name="term">The term as it prints.</param>
    public int PlaceOf(string parameter, string term)
    {
        for (int k = 0; k < Terms.Count; k++)
        {
            if (string.Equals(Terms[k].Parameter, parameter, StringComparison.Ordinal) && string.Equals(Terms[k].Term, term, StringComparison.Ordinal)) return k;
        }

        return -1;
    }
}
