using System.Globalization;

namespace Surprisal.Benchmarks;

/// <summary>The options of a verb: pairs of <c>--name value</c>.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads pairs.</summary>
    /// <exception cref="InputException">A name is unknown, or a value is missing.</exception>
    public Arguments(ReadOnlySpan<string> given, params ReadOnlySpan<string> known)
    {
        for (int i = 0; i < given.Length; i += 2)
        {
            if (!known.Contains(given[i])) throw new InputException($"unknown option '{given[i]}'", $"options: {string.Join(", ", known.ToArray())}");
            if (i + 1 == given.Length) throw new InputException($"option '{given[i]}' needs a value");
            _values[given[i]] = given[i + 1];
        }
    }

    /// <summary>A text that must be given.</summary>
    public string Text(string name) => Find(name) ?? throw new InputException($"option '{name}' is missing");

    /// <summary>A text; null where it is not given.</summary>
    public string? Find(string name) => _values.GetValueOrDefault(name);

    /// <summary>A positive whole number.</summary>
    public int Number(string name, int otherwise)
    {
        if (!_values.TryGetValue(name, out string? text)) return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0) return value;
        throw new InputException($"option '{name}': '{text}' is not a positive whole number");
    }
}
