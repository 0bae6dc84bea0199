using System.Globalization;

namespace Surprisal.Noise;

/// <summary>Numbers inside noise texts and messages: invariant culture, round-trip.</summary>
internal static class NoiseNumber
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>The shortest text that reads back as the same number.</summary>
    public static string Format(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Seven digits, for sentences.</summary>
    public static string Round(double value) => value.ToString("G7", CultureInfo.InvariantCulture);

    /// <summary>Reads a number with decimal point; false for anything else, infinities and NaN included.</summary>
    public static bool TryParse(string text, out double value) =>
        double.TryParse(text, Style, CultureInfo.InvariantCulture, out value)
        && double.IsFinite(value);
}
