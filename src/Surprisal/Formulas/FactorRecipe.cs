using System.Globalization;

namespace Surprisal.Formulas;

/// <summary>
/// A factor: the levels that occur in the training rows, coded as indicators (treatment contrasts) against a reference level.
/// </summary>
internal sealed class FactorRecipe : VariableRecipe
{
    private const int MostLevelsShown = 10;

    private readonly LabelSource _source;
    private readonly Dictionary<string, Moments> _memory;
    private readonly string[] _levels;
    private readonly int _reference;
    private readonly Dictionary<string, int> _codes;

    private FactorRecipe(string text, LabelSource source, Dictionary<string, Moments> memory, string[] levels, int reference)
        : base(text)
    {
        _source = source;
        _memory = memory;
        _levels = levels;
        _reference = reference;
        _codes = CodesOf(levels);
    }

    public override int LevelCount => _levels.Length;

    /// <summary>The levels, in the order of their codes.</summary>
    public IReadOnlyList<string> Levels => _levels;

    /// <summary>Levels that occur in no training row are left out: they would be columns of zeros.</summary>
    /// <exception cref="InputException">Fewer than two levels occur, or the reference is not among them.</exception>
    public static FactorRecipe Train(string text, LabelSource source, string? reference, ModelFrame frame)
    {
        Dictionary<string, Moments> memory = source.Train(frame);
        LabelCodes labels = source.Read(frame, memory);
        string[] levels = PresentLevels(labels);
        if (levels.Length < 2)
        {
            string only = levels.Length == 0 ? "no level" : $"only one level ('{levels[0]}')";
            bool isColumn = source.Columns is [{ } column] && string.Equals(column.ToString(), text, StringComparison.Ordinal);
            string kind = isColumn ? $"column '{source.Columns[0].Name}'" : text;
            throw new InputException(
                string.Create(
                    CultureInfo.InvariantCulture, $"{frame.Table.Source}: {kind} has {only} in the {frame.RowCount} rows used"),
                    "leave it out of the formula");
        }

        int place = reference is null ? 0 : Array.IndexOf(levels, reference);
        if (place < 0)
        {
            throw new InputException(
                $"{frame.Table.Source}: '{reference}' is not a level of {text} in the rows used", DidYouMean.Remedy(reference!, levels,
                Known(levels)));
        }

        return new FactorRecipe(text, source, memory, levels, place);
    }

    /// <summary>The labels that occur, in their order.</summary>
    public static string[] PresentLevels(LabelCodes labels)
    {
        bool[] isPresent = new bool[labels.Labels.Count];
        foreach (int code in labels.Codes.Span)
        {
            if (code >= 0) isPresent[code] = true;
        }

        return [.. labels.Labels.Where((_, k) => isPresent[k])];
    }

    /// <summary>The code of each level.</summary>
    public static Dictionary<string, int> CodesOf(string[] levels)
    {
        Dictionary<string, int> codes = new(levels.Length, StringComparer.Ordinal);
        for (int k = 0; k < levels.Length; k++) codes[levels[k]] = k;
        return codes;
    }

    public override int Width(bool isFull) => isFull ? _levels.Length : _levels.Length - 1;

    public override string NameOf(int column, bool isFull) => $"{Text}[{_levels[LevelOf(column, isFull)]}]";

    /// <summary>The level whose indicator a column is.</summary>
    public int LevelOf(int column, bool isFull) => isFull || column < _reference ? column : column + 1;

    public override VariableValues Apply(ModelFrame frame)
    {
        LabelCodes labels = _source.Read(frame, _memory);
        return new VariableValues([], Recode(labels, _codes, row => Unseen(frame, row, labels)));
    }

    /// <summary>Translates codes into another list of levels; the memory itself where the translation changes nothing.</summary>
    public static ReadOnlyMemory<int> Recode(LabelCodes labels, Dictionary<string, int> levels, Func<int, InputException> unseen)
    {
        int[] translation = [.. labels.Labels.Select(label => levels.GetValueOrDefault(label, -1))];
        bool isIdentity = true;
        for (int k = 0; k < translation.Length; k++) isIdentity &= translation[k] == k;
        if (isIdentity) return labels.Codes;
        int[] codes = new int[labels.Codes.Length];
        ReadOnlySpan<int> source = labels.Codes.Span;
        for (int row = 0; row < codes.Length; row++)
        {
            int code = source[row] < 0 ? -1 : translation[source[row]];
            codes[row] = code < 0 ? throw unseen(row) : code;
        }

        return codes;
    }

    private InputException Unseen(ModelFrame frame, int row, LabelCodes labels) =>
        new InputException(
            $"{frame.Place(row)}: {Text} has the level '{labels.Labels[labels.Codes.Span[row]]}', which no training row had",
            Known(_levels));

    private static string Known(string[] levels)
    {
        string more = levels.Length > MostLevelsShown ? $", ... ({levels.Length} in all)" : string.Empty;
        return $"its levels: {string.Join(", ", levels.Take(MostLevelsShown))}{more}";
    }
}
