namespace Surprisal.Solvers.Recession;

/// <summary>
/// A condition that a row puts on a direction in the coefficients along which its surprisal does not rise: the movement of predictor
/// <paramref name="Plus"/> less that of <paramref name="Minus"/> must not be negative, and where it is positive the surprisal falls.
/// </summary>
/// <param name="Plus">The index of a predictor; -1 for none, which does not move.</param>
/// <param name="Minus">The index of a predictor; -1 for none.</param>
/// <param name="MustVanish">Whether the movement must be zero instead: both ways the surprisal rises without bound.</param>
internal readonly record struct Margin(int Plus, int Minus, bool MustVanish)
{
    /// <summary>Whether there is a condition at all.</summary>
    public bool Exists => Plus != Minus;
}
