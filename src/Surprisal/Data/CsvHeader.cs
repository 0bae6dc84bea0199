using CsvHelper;

namespace Surprisal.Data;

/// <summary>What the first rows of a CSV text tell: its separator, the names of its columns, and a first guess at which are numeric.</summary>
/// <param name="Separator">The separator given or detected.</param>
/// <param name="Names">The names of the columns; empty only for a first column that is left out of the table (row names).</param>
/// <param name="LooksNumeric">For every column, whether all present cells of the first rows are numbers.</param>
internal sealed record CsvHeader(char Separator, string[] Names, bool[] LooksNumeric)
{
    private const int SampledRows = 100;
    private const int DetectionRows = 20;

    private static readonly char[] s_candidates = [',', ';', '\t'];

    /// <summary>Reads header and first rows.</summary>
    /// <exception cref="TableException">There is no header, a name is missing or two are alike.</exception>
    public static CsvHeader Read(CsvInput input, CsvOptions options)
    {
        ReadOnlyMemory<byte> head = input.Head(out bool whole);
        RefuseOtherKinds(input.Name, head.Span);
        return CsvInput.Guard(input.Name, () =>
        {
            char separator = options.Separator ?? Detect(head, whole, options.DecimalMark);
            using CsvReader reader = CsvReader.Create(head, CsvInput.Options(separator));
            reader.ReadHeader();
            string[] names = [.. reader.Headers.Select(name => name.Trim())];
            if (names.Length == 0 || (names.Length == 1 && names[0].Length == 0)) throw CsvInput.Empty(input.Name);
            CheckNames(input.Name, names);
            bool[] numeric = new bool[names.Length];
            numeric.AsSpan().Fill(true);
            CsvTexts texts = new(options);
            for (int row = 0; row < SampledRows && reader.Read(); row++)
            {
                // The last row of a head that is not the whole file may be cut anywhere.
                if (!whole && reader.ByteOffset + reader.RawRecord.Length >= head.Length - 1) break;
                for (int j = 0; j < names.Length; j++) numeric[j] = numeric[j] && (texts.TryNumber(reader.GetSpan(j), out _) || texts.IsMissing(reader.GetSpan(j)));
            }

            return new CsvHeader(separator, names, numeric);
        });
    }

    /// <summary>The candidate that splits the first rows alike; of several the one with the most columns, then the first of the list.</summary>
    private static char Detect(ReadOnlyMemory<byte> head, bool whole, char point)
    {
        (char Separator, bool Even, int Width) best = (',', false, 1);
        if (point == ',') best.Separator = ';';
        foreach (char candidate in s_candidates)
        {
            if (candidate == point) continue;
            using CsvReader reader = CsvReader.Create(head, CsvInput.Options(candidate));
            reader.ReadHeader();
            int width = reader.Headers.Count;
            bool even = width > 1;
            for (int row = 0; row < DetectionRows && reader.Read(); row++)
            {
                if (!whole && reader.ByteOffset + reader.RawRecord.Length >= head.Length - 1) break;
                even = even && reader.FieldCount == width;
            }

            if (width > 1 && (even, width).CompareTo((best.Even, best.Width)) > 0) best = (candidate, even, width);
        }

        return best.Separator;
    }

    private static void CheckNames(string source, string[] names)
    {
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        for (int j = 0; j < names.Length; j++)
        {
            if (names[j].Contains('\uFFFD')) throw new TableException($"{source}: row 1: the header is not UTF-8 text", "save the file as UTF-8");
            if (names[j].Contains('\0')) throw new TableException($"{source}: row 1: the header has a NUL character", "check that the file is a text file");
            if (names[j].Length == 0)
            {
                if (j == 0) continue;
                throw new TableException(FormattableString.Invariant($"{source}: column {j + 1} has no name"), "give every column a name in the header; a row must not end in a separator");
            }

            if (!seen.TryAdd(names[j], j + 1))
            {
                throw new TableException(
                    FormattableString.Invariant($"{source}: columns {seen[names[j]]} and {j + 1} have the same name {Quoted.Name(names[j])}"),
                    "give every column a name of its own");
            }
        }
    }

    private static void RefuseOtherKinds(string source, ReadOnlySpan<byte> head)
    {
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) throw new TableException($"{source}: is UTF-16 text, not UTF-8", "save the file as UTF-8");
        if (head.IndexOf((byte)'\n') < 0 && head.TrimEnd((byte)'\r').IndexOf((byte)'\r') >= 0)
            throw new TableException($"{source}: its lines end in carriage returns only", "convert the line ends to LF or CRLF");
        if (head.StartsWith("PK\u0003\u0004"u8))
            throw new TableException($"{source}: is an archive or a spreadsheet, not a text file", "export it as CSV");
        if (head is [0x1F, 0x8B, ..]) throw new TableException($"{source}: is compressed with gzip", "decompress it first (gunzip)");
    }
}
