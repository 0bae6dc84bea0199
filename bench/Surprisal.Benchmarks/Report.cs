using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Surprisal.Benchmarks;

/// <summary>What the verbs print: tables for people, JSON for programs; invariant numbers.</summary>
internal static class Report
{
    /// <summary>A Markdown table with padded cells.</summary>
    public static void Table(IReadOnlyList<string> header, IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. header.Select((cell, k) => rows.Select(row => row[k].Length).Append(cell.Length).Max())];
        Console.Out.WriteLine(Line(header, widths));
        Console.Out.WriteLine($"|{string.Join('|', widths.Select(static w => new string('-', w + 2)))}|");
        foreach (string[] row in rows) Console.Out.WriteLine(Line(row, widths));
    }

    /// <summary>One JSON object on a line of its own.</summary>
    public static void Json(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        Console.Out.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>An array of numbers; those that JSON does not have are null.</summary>
    public static void Numbers(Utf8JsonWriter json, string name, IEnumerable<double?> values)
    {
        json.WriteStartArray(name);
        foreach (double? value in values)
        {
            if (value is { } number && double.IsFinite(number)) json.WriteNumberValue(number);
            else json.WriteNullValue();
        }

        json.WriteEndArray();
    }

    /// <summary>A number; null where JSON does not have it.</summary>
    public static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    /// <summary>A number with three significant digits.</summary>
    public static string Short(double value) =>
        double.IsFinite(value) && Math.Abs(value) is >= 0.01 and < 1e6
            ? value.ToString(Math.Abs(value) >= 100 ? "F0" : Math.Abs(value) >= 10 ? "F1" : "F2", CultureInfo.InvariantCulture)
            : value.ToString("G3", CultureInfo.InvariantCulture);

    private static string Line(IReadOnlyList<string> cells, int[] widths) =>
        $"| {string.Join(" | ", cells.Select((cell, k) => cell.PadRight(widths[k])))} |";
}
