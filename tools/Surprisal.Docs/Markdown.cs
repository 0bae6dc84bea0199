using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Surprisal.Docs;

/// <summary>Markdown that reads well as it stands: wrapped paragraphs, tables whose columns are even.</summary>
internal sealed partial class Markdown
{
    private const int Width = 110;
    private readonly StringBuilder _text = new();

    /// <summary>A heading of level 1, 2, ...</summary>
    public Markdown Heading(int level, string text) => Block(new string('#', level) + " " + text);

    /// <summary>A paragraph.</summary>
    public Markdown Paragraph(string text) => text.Length == 0 ? this : Block(Wrap(Linked(text)));

    /// <summary>Lines as they are.</summary>
    public Markdown Code(string lines, string language = "text") => Block($"```{language}\n{lines}\n```");

    /// <summary>A table, the first row being its head.</summary>
    public Markdown Table(IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(c => Math.Max(3, rows.Max(r => Length(Cell(r[c])))))];
        string[] lines = [.. rows.Select(r => "| " + string.Join(" | ", r.Select((cell, c) => Pad(Cell(cell), widths[c]))) + " |")];
        return Block(string.Join('\n', [lines[0], "|" + string.Join('|', widths.Select(static w => new string('-', w + 2))) + "|", .. lines[1..]]));
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>Six significant digits, invariant.</summary>
    public static string Number(double x)
    {
        if (double.IsNaN(x)) return "does not exist";
        if (double.IsInfinity(x)) return x > 0 ? "∞" : "−∞";
        string plain = Math.Abs(x) is >= 1e-4 and < 1e6 or 0.0 ? x.ToString("G6", CultureInfo.InvariantCulture) : x.ToString("0.#####e+0", CultureInfo.InvariantCulture);
        return plain.Replace('-', '−');
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Pad(string text, int width) => text + new string(' ', width - Length(text));

    private static int Length(string text) => new StringInfo(text).LengthInTextElements;

    private static string Linked(string text) => File().Replace(Doi().Replace(text, static m => $"[{m.Value}](https://doi.org/{Escape(m.Groups["id"].Value)})"), "[$0](../../$0)");

    private static string Escape(string id) => id.Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);

    /// <summary>Breaks lines at spaces, but never so that a line begins with what Markdown reads as a list, a quotation or a heading.</summary>
    private static string Wrap(string text)
    {
        StringBuilder lines = new();
        int length = 0;
        string[] words = text.Split(' ');
        for (int i = 0; i < words.Length; i++)
        {
            int needed = Length(words[i]) + (i + 1 < words.Length && Marker().IsMatch(words[i + 1]) ? 1 + Length(words[i + 1]) : 0);
            bool breaks = length > 0 && length + 1 + needed > Width && !Marker().IsMatch(words[i]);
            if (breaks) lines.Append('\n');
            else if (length > 0) lines.Append(' ');
            length = breaks ? Length(words[i]) : length + (length > 0 ? 1 : 0) + Length(words[i]);
            lines.Append(words[i]);
        }

        return lines.ToString();
    }

    private Markdown Block(string text)
    {
        if (_text.Length > 0) _text.Append('\n');
        _text.Append(text).Append('\n');
        return this;
    }

    [GeneratedRegex(@"^([-+*>#=|].*|\d+[.)])$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Marker();

    [GeneratedRegex(@"doi:(?<id>10\.\d+/([^\s,;()]|\([^\s()]*\))*[^\s,;().])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Doi();

    [GeneratedRegex(@"tests/[\w./-]+\.json", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex File();
}
