using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Surprisal.Noise;

namespace Surprisal.Docs;

/// <summary>The doc comments of an assembly's types, as plain text.</summary>
internal sealed partial class DocComments
{
    private readonly Dictionary<string, XElement> _types;

    private DocComments(XDocument document) => _types = document.Descendants("member")
        .Where(static m => ((string)m.Attribute("name")!).StartsWith("T:", StringComparison.Ordinal))
        .ToDictionary(static m => ((string)m.Attribute("name")!)[2..], StringComparer.Ordinal);

    /// <summary>Those of the library, from the file that the compiler writes next to it.</summary>
    public static DocComments OfLibrary() => new(XDocument.Load(Path.ChangeExtension(typeof(NoiseModel).Assembly.Location, ".xml"), LoadOptions.PreserveWhitespace));

    /// <summary>The summary of a type; empty where there is none.</summary>
    public string Summary(Type type) => Text(Find(type)?.Element("summary"));

    /// <summary>The paragraphs of a type's remarks in their order: the label before the first colon, and the rest.</summary>
    public IReadOnlyList<(string Label, string Text)> Remarks(Type type) => [.. (Find(type)?.Element("remarks")?.Elements("para") ?? []).Select(static p => Split(Text(p)))];

    private XElement? Find(Type type) => _types.GetValueOrDefault(type.FullName!);

    private static (string Label, string Text) Split(string paragraph)
    {
        int colon = paragraph.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (string.Empty, paragraph) : (paragraph[..colon], paragraph[(colon + 1)..].Trim());
    }

    private static string Text(XElement? element)
    {
        StringBuilder text = new();
        foreach (XNode node in element?.Nodes() ?? [])
        {
            if (node is XText plain) text.Append(plain.Value);
            else if (node is XElement inner) text.Append('`').Append(inner.Value.Length > 0 ? inner.Value : Name(inner)).Append('`');
        }

        return Space().Replace(text.ToString(), " ").Trim();
    }

    /// <summary>What a reference refers to, without its namespace, type parameters and signature.</summary>
    private static string Name(XElement reference)
    {
        string whole = ((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name") ?? string.Empty).Split('(')[0];
        return whole[(whole.LastIndexOfAny(['.', ':']) + 1)..].Split('`')[0];
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Space();
}
