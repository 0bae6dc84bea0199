using Surprisal.Fits;

namespace Surprisal.Cli.Rendering;

/// <summary>The statuses of a fit: as JSON names them, and in a sentence.</summary>
internal static class StatusWords
{
    /// <summary>The name in JSON.</summary>
    /// <param name="status">The status.</param>
    public static string Name(FitStatus status) => status switch
    {
        FitStatus.Converged => "converged",
        FitStatus.Boundary => "boundary",
        FitStatus.ExactFit => "exact-fit",
        FitStatus.Separated => "separated",
        FitStatus.Unbounded => "unbounded",
        FitStatus.IterationLimit => "iteration-limit",
        FitStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>The name with what it means.</summary>
    /// <param name="status">The status.</param>
    public static string Of(FitStatus status) => status switch
    {
        FitStatus.Converged => "converged",
        FitStatus.Boundary => "boundary: the best fit has a parameter at the end of its range",
        FitStatus.ExactFit => "exact-fit: the model passes through every row, so the likelihood has no maximum",
        FitStatus.Separated => "separated: some coefficients grow without bound, so there is no optimum",
        FitStatus.Unbounded => "unbounded: the likelihood grows without bound, so there is no optimum",
        FitStatus.IterationLimit => "iteration-limit: stopped before an optimum was reached",
        FitStatus.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
