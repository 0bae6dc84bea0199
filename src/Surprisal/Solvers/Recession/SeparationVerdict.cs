namespace Surprisal.Solvers.Recession;

/// <summary>What separates the responses. Immutable.</summary>
/// <param name="IsComplete">Whether some combination tells all rows apart; else it tells some apart and says nothing of the others (quasi-complete).</param>
/// <param name="Positions">The coefficients that grow without bound: those that some separating direction moves.</param>
/// <param name="Columns">The names of their columns, each once.</param>
/// <param name="Rows">How many rows are told apart.</param>
/// <param name="Levels">The levels of factors that are just these rows, as <c>g = 'a'</c>; empty where levels are not what it is about.</param>
internal sealed record SeparationVerdict(bool IsComplete, IReadOnlyList<int> Positions, IReadOnlyList<string> Columns, int Rows, IReadOnlyList<string> Levels)
{
    /// <summary>Columns that do it without the others, none of which could be left out.</summary>
    public IReadOnlyList<string> Sufficient { get; init; } = Columns;
}
