namespace Surprisal.Cli;

/// <summary>The exit statuses of every verb.</summary>
internal static class ExitStatus
{
    /// <summary>The answer was printed; a fit converged, sits at a boundary, or is exact.</summary>
    public const int Success = 0;

    /// <summary>A fit ended in another way; its result was printed.</summary>
    public const int NoOptimum = 1;

    /// <summary>Input or usage cannot be used; standard output is empty.</summary>
    public const int BadInput = 2;

    /// <summary>A defect of the program.</summary>
    public const int InternalError = 70;

    /// <summary>Stopped on request; standard output is empty.</summary>
    public const int Cancelled = 130;
}
