using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Surprisal.Cli.Rendering;

/// <summary>JSON for programs that is readable too: indented, all digits, no needless escapes.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of one value, its last line ended.</summary>
    /// <param name="write">Writes the value.</param>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter writer = new(bytes, Options)) write(writer);
        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }

    /// <summary>A property that is a number; null where it does not exist or is not finite, which JSON cannot say.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">The property.</param>
    /// <param name="value">The number.</param>
    /// <returns>Whether a number was written.</returns>
    public static bool Number(this Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } x && double.IsFinite(x))
        {
            writer.WriteNumber(name, x);
            return true;
        }

        writer.WriteNull(name);
        return false;
    }

    /// <summary>A property that is a number or infinite, which is the text Infinity or -Infinity; null where it does not exist.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">The property.</param>
    /// <param name="value">The number.</param>
    public static void Extended(this Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } x && double.IsInfinity(x)) writer.WriteString(name, x > 0 ? "Infinity" : "-Infinity");
        else writer.Number(name, value);
    }

    /// <summary>A number in a list, or infinite, which is the text Infinity or -Infinity; null where it does not exist.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The number.</param>
    public static void ExtendedValue(this Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value)) writer.WriteNumberValue(value);
        else if (double.IsNaN(value)) writer.WriteNullValue();
        else writer.WriteStringValue(value > 0 ? "Infinity" : "-Infinity");
    }

    /// <summary>A property that is a list of texts.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="name">The property.</param>
    /// <param name="texts">The texts.</param>
    public static void Texts(this Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
