using Surprisal.Formulas;
using Surprisal.Models;

namespace Surprisal.Solvers.Recession;

/// <summary>Says which levels of which factors a set of rows is made of.</summary>
internal static class SeparatedLevels
{
    /// <summary>Levels all of whose rows are in the set, which together are the set; empty where there are none such, or the set is all rows.</summary>
    /// <param name="bound">The model with its data.</param>
    /// <param name="parameters">The parameters whose factors count.</param>
    /// <param name="isIn">Whether each row is in the set.</param>
    public static IReadOnlyList<string> Of(BoundModel bound, IReadOnlyList<int> parameters, IReadOnlyList<bool> isIn)
    {
        bool[] isExplained = [.. isIn.Select(static wanted => !wanted)];
        if (!isExplained.Contains(value: true)) return [];
        List<string> names = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (BoundParameter parameter in parameters.Select(k => bound.Parameters[k]))
        {
            foreach ((string factor, IReadOnlyList<string> levels, ReadOnlyMemory<int> codes) in Factors(parameter))
            {
                if (seen.Add(factor)) names.AddRange(Explain(factor, levels, codes.Span, isIn, isExplained));
            }
        }

        return isExplained.Contains(value: false) ? [] : names;
    }

    private static IEnumerable<(string Factor, IReadOnlyList<string> Levels, ReadOnlyMemory<int> Codes)> Factors(BoundParameter parameter)
    {
        foreach (IndicatorColumn column in parameter.Design.Columns.OfType<IndicatorColumn>())
        {
            IReadOnlyList<string> levels = parameter.Recipe.LevelsOf(column.Term);
            if (levels.Count > 0 && column.Multiplier is null) yield return (parameter.Design.Terms[column.Term - 1], levels, column.Codes);
        }
    }

    private static List<string> Explain(string factor, IReadOnlyList<string> levels, ReadOnlySpan<int> codes, IReadOnlyList<bool> isIn, bool[] isExplained)
    {
        bool[] isWhole = new bool[levels.Count], isNews = new bool[levels.Count];
        Array.Fill(isWhole, value: true);
        for (int i = 0; i < codes.Length; i++) isWhole[codes[i]] &= isIn[i];
        for (int i = 0; i < codes.Length; i++)
        {
            isNews[codes[i]] |= isWhole[codes[i]] && !isExplained[i];
            isExplained[i] |= isWhole[codes[i]];
        }

        return [.. Enumerable.Range(0, levels.Count).Where(level => isNews[level]).Select(level => $"{factor} = '{levels[level]}'")];
    }
}
