namespace Surprisal.Fits;

/// <summary>How a fit ended.</summary>
public enum FitStatus
{
    /// <summary>At a regular optimum: gradient zero to rounding, curvature positive.</summary>
    Converged,

    /// <summary>The optimum lies where a parameter grows without bound, or vanishes, and the noise model turns into a simpler one, which is named.</summary>
    Boundary,

    /// <summary>Every row is met exactly: coefficients are given, but the likelihood has no maximum.</summary>
    ExactFit,

    /// <summary>Some columns separate the classes, or the zeros from the rest: coefficients grow without bound.</summary>
    Separated,

    /// <summary>The objective has no minimum, and no regular local one was found.</summary>
    Unbounded,

    /// <summary>The steps allowed were used up.</summary>
    IterationLimit,

    /// <summary>Stopped on request; the estimate is the best so far.</summary>
    Cancelled,
}
