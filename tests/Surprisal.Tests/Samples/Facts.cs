using System.Globalization;
using System.Text.Json;
using Surprisal.Tests.Cli;
using Xunit;

namespace Surprisal.Tests.Samples;

/// <summary>What is known of an experiment, and how a printed table is held against it.</summary>
internal sealed class Facts
{
    private readonly JsonElement _root;

    private Facts(JsonElement root) => _root = root;

    /// <summary>The facts of Reference/experiments/NAME.json or of another folder of references.</summary>
    public static Facts Of(string name, string folder = "experiments")
    {
        string path = Path.Combine(Repository.Root, "tests", "Surprisal.Tests", "Reference", folder, name + ".json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return new Facts(document.RootElement.Clone());
    }

    /// <summary>A number by the names on the way to it; members of lists by their index.</summary>
    public double this[params string[] path]
    {
        get
        {
            JsonElement at = _root;
            foreach (string name in path)
                at = at.ValueKind == JsonValueKind.Array ? at[int.Parse(name, CultureInfo.InvariantCulture)] : at.GetProperty(name);
            return at.GetDouble();
        }
    }

    /// <summary>The only line that starts so has these numbers, in this order, among those it has; each to the last digit printed.</summary>
    public static void Require(string[] lines, string start, params double[] numbers)
    {
        string line = Assert.Single(lines, l => l.StartsWith(start, StringComparison.Ordinal));
        string[] words = line[start.Length..].Split([' ', ',', ';', ':', '='], StringSplitOptions.RemoveEmptyEntries);
        int at = 0;
        foreach (double number in numbers)
        {
            while (at < words.Length && !Agrees(words[at], number)) at++;
            Assert.True(at++ < words.Length, $"{number.ToString("R", CultureInfo.InvariantCulture)} is not where it should be in: {line}");
        }
    }

    private static bool Agrees(string word, double number)
    {
        if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double printed)) return false;
        if (printed == number) return true;
        int point = word.IndexOf('.', StringComparison.Ordinal), exponent = word.IndexOf('E', StringComparison.Ordinal);
        if (point < 0) return false;
        int decimals = (exponent < 0 ? word.Length : exponent) - point - 1;
        double unit = Math.Pow(10, (exponent < 0 ? 0 : int.Parse(word[(exponent + 1)..], CultureInfo.InvariantCulture)) - decimals);
        return Math.Abs(printed - number) <= 0.6 * unit;
    }
}
