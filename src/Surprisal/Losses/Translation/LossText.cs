using Surprisal.Noise;
using Surprisal.Noise.Expressions;

namespace Surprisal.Losses;

/// <summary>Reads what a loss is asked for by: a name with numbers, or a formula in the residual r.</summary>
internal static class LossText
{
    private const string Residual = "r";

    /// <summary>Reads a formula in r.</summary>
    /// <param name="text">The formula.</param>
    /// <exception cref="NoiseTextException">It cannot be understood; the exception names the place.</exception>
    public static StepProgram Formula(string text)
    {
        try
        {
            return ExpressionParser.ReadFunction(text, Residual);
        }
        catch (NoiseTextException error)
        {
            const string Other = "density: ";
            string message = error.Message.StartsWith(Other, StringComparison.Ordinal) ? error.Message[Other.Length..] : error.Message;
            throw new NoiseTextException($"formula: {message}", error.Text, error.Position, error.Remedy);
        }
    }

    /// <summary>Whether the residual r stands in a text as a word of its own: whether it is a formula, whatever it begins with.</summary>
    /// <param name="text">The text.</param>
    public static bool HasResidual(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == Residual[0] && (i == 0 || !IsWord(text[i - 1])) && (i + 1 == text.Length || !(IsWord(text[i + 1]) || text[i + 1] == '='))) return true;
        }

        return false;
    }

    /// <summary>Whether a text without r was meant as a formula: whether it has operators, begins with a number or calls a function.</summary>
    /// <param name="text">The text.</param>
    public static bool LooksLikeFormula(string text) =>
        text.AsSpan().IndexOfAny("^*/+") >= 0
        || (text.TrimStart() is { Length: > 0 } trimmed && (char.IsAsciiDigit(trimmed[0]) || trimmed[0] is '-' or '(' or '.'))
        || ExpressionFunctions.IsReserved(NameOf(text));

    /// <summary>A name as names are compared: lower case, spaces for hyphens and underscores, without "loss" at the end.</summary>
    /// <param name="name">The name.</param>
    public static string Fold(string name)
    {
        string folded = string.Join(' ', name.ToUpperInvariant().Split([' ', '-', '_', '\t'], StringSplitOptions.RemoveEmptyEntries));
        const string Loss = " LOSS";
        return folded.EndsWith(Loss, StringComparison.Ordinal) ? folded[..^Loss.Length] : folded;
    }

    /// <summary>The name before the first parenthesis or colon.</summary>
    /// <param name="text">The text.</param>
    public static string NameOf(string text)
    {
        int end = text.AsSpan().IndexOfAny('(', ':');
        return (end < 0 ? text : text[..end]).Trim();
    }

    /// <summary>The numbers of a loss.</summary>
    /// <param name="text">The text: a name with numbers in parentheses.</param>
    /// <param name="entry">The loss.</param>
    /// <exception cref="NoiseTextException">A number or key cannot be used.</exception>
    public static double[] Values(string text, LossEntry entry)
    {
        double[] values = [.. entry.Keys.Select(static k => k.Default)];
        int end = text.AsSpan().IndexOfAny('(', ':');
        if (end < 0) return values;

        // The grammar of noise models, with a name of the same length without spaces: places in the text stay what they are.
        NoiseText call = NoiseText.Parse(new string('x', end) + text[end..]) with { Source = text };
        HashSet<int> given = [];
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            NoiseArgument argument = call.Arguments[i];
            int k = argument.Key is null ? i : Enumerable.Range(0, entry.Keys.Count).FirstOrDefault(n => entry.Keys[n].Is(argument.Key), -1);
            if (argument.Noise is not null || k < 0 || k >= entry.Keys.Count) throw Unknown(call, argument, entry);
            if (!given.Add(k)) throw Error(call, argument.Position, $"{entry.Keys[k].Name} is given twice", "give it once");
            double value = NoiseNumber.TryParse(argument.Value!, out double number) ? number : throw Error(call, argument.ValuePosition, $"'{Words.Shorten(argument.Value!)}' is not a number, as {entry.Keys[k].Name} must be", "write it with a decimal point: 0.5");
            if (!(value > 0.0) || !(value < entry.Keys[k].High))
                throw Error(call, argument.ValuePosition, $"{entry.Keys[k].Name} must be {(double.IsInfinity(entry.Keys[k].High) ? "greater than 0" : $"strictly between 0 and {NoiseNumber.Format(entry.Keys[k].High)}")}, not {NoiseNumber.Format(value)}", $"leave it out for {NoiseNumber.Format(entry.Keys[k].Default)}");
            values[k] = value;
        }

        return values;
    }

    /// <summary>Whether all keys that a text gives belong to a loss.</summary>
    /// <param name="text">The text.</param>
    /// <param name="entry">The loss.</param>
    public static bool HasKeysOf(string text, LossEntry entry)
    {
        int end = text.AsSpan().IndexOfAny('(', ':');
        return end < 0 || NoiseText.Parse(new string('x', end) + text[end..]).Arguments.All(a => a.Noise is null && (a.Key is null || entry.Keys.Any(k => k.Is(a.Key))));
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.';

    private static NoiseTextException Unknown(NoiseText call, NoiseArgument argument, LossEntry entry)
    {
        string what = argument.Noise is { } noise ? noise.Name : argument.Key ?? argument.Value!;
        string keys = entry.Keys.Count == 0 ? $"'{entry.Name}' has no numbers" : $"the numbers of '{entry.Name}' are {Words.List(entry.Keys.Select(static k => k.Name))}";
        return Error(call, argument.Position, $"loss '{entry.Name}' has no '{Words.Shorten(what)}'", DidYouMean.Remedy(what, entry.Keys.Select(static k => k.Name), keys)!);
    }

    private static NoiseTextException Error(NoiseText call, int position, string problem, string remedy) => new($"loss '{Words.Shorten(call.Source)}': {problem}", call.Source, position, remedy);
}
