using System.Globalization;

namespace Surprisal.Losses;

/// <summary>Numbers inside sentences: five digits, invariant culture.</summary>
internal static class Sentence
{
    private const double Exact = 1e-9;

    /// <summary>A number for people; whole numbers and short decimals without noise.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value)) return double.IsNaN(value) ? "not a number" : value > 0.0 ? "infinite" : "minus infinity";
        double rounded = Math.Round(value, 4);
        if (rounded != 0.0 && Math.Abs(rounded - value) <= Exact * Math.Abs(value)) value = rounded;
        return value.ToString("G5", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
    }

    /// <summary>A number inside a noise model's text: ten digits, so that it reads back as meant and 0.5 stays 0.5.</summary>
    public static string Parameter(double value) => value.ToString("G10", CultureInfo.InvariantCulture);

    /// <summary>A share of one in percent.</summary>
    public static string Percent(double share) => (100.0 * share).ToString(share < 0.001 ? "0.##e+00" : "0.##", CultureInfo.InvariantCulture) + " %";
}
