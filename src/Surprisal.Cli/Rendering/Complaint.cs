using System.Text;
using Surprisal.Formulas;
using Surprisal.Noise;

namespace Surprisal.Cli.Rendering;

/// <summary>What stands on standard error when a run ends without an answer.</summary>
internal static class Complaint
{
    private const string Indent = "  ";
    private const int LongestLine = 600;
    private const int Window = 72;

    /// <summary>Two lines, what is wrong and the remedy; between them, where a place in a text is known, that text with a caret under the place.</summary>
    /// <param name="problem">What the user gave that cannot be used.</param>
    public static string Of(InputException problem)
    {
        StringBuilder lines = new();
        string subject = problem is FormulaException && !problem.Message.Contains("formula", StringComparison.Ordinal) ? "formula: " : "";
        Line(lines, $"surprisal: {subject}{problem.Message}");
        if (problem is FormulaException { Position: >= 0 } formula) Caret(lines, formula.Text, formula.Position);
        else if (problem is NoiseTextException noise) Caret(lines, noise.Text, noise.Position);
        if (!string.IsNullOrEmpty(problem.Remedy)) Line(lines, Indent + problem.Remedy);
        return lines.ToString();
    }

    /// <summary>One line that names a defect and says how to report it. A stack trace would help nobody who sees it.</summary>
    /// <param name="defect">What was thrown.</param>
    public static string OfDefect(Exception defect)
    {
        StringBuilder lines = new();
        string at = defect.TargetSite is { DeclaringType: { } type } site ? $" in {type.Name}.{site.Name}" : "";
        Line(lines, $"surprisal: internal error ({defect.GetType().Name}{at}: {defect.Message}); please report this line with the command to the issue tracker");
        return lines.ToString();
    }

    private static void Line(StringBuilder lines, string text)
    {
        foreach (char c in text.Length <= LongestLine ? text : string.Concat(text.AsSpan(0, LongestLine), "...")) lines.Append(Visible(c));
        lines.Append('\n');
    }

    /// <summary>A long text is cut to a window around the place. A control character takes one cell, so that the caret stands right.</summary>
    private static void Caret(StringBuilder lines, string text, int position)
    {
        position = Math.Clamp(position, 0, text.Length);
        int from = text.Length <= Window ? 0 : Math.Clamp(position - (Window / 2), 0, text.Length - Window);
        int to = Math.Min(text.Length, from + Window);
        string before = from > 0 ? "..." : "", after = to < text.Length ? "..." : "";
        Line(lines, $"{Indent}{before}{text[from..to]}{after}");
        lines.Append(Indent).Append(' ', before.Length + position - from).Append("^\n");
    }

    private static char Visible(char c) => char.IsControl(c) ? ' ' : c;
}
