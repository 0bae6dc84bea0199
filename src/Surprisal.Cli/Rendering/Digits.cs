using System.Globalization;

namespace Surprisal.Cli.Rendering;

/// <summary>Numbers for people: five significant digits, invariant culture. JSON has all digits.</summary>
internal static class Digits
{
    /// <summary>What stands where a number does not exist.</summary>
    public const string None = "-";

    private const int Significant = 5;
    private const double SmallestPlain = 1e-4;
    private const double LargestPlain = 1e7;
    private const double SmallestPlainP = 1e-3;
    private const double SmallestPValue = 1e-16;

    /// <summary>A number; <see cref="None"/> for null, <c>inf</c> and <c>nan</c> for those.</summary>
    /// <param name="number">The number.</param>
    public static string Of(double? number) => number is { } x ? Of(x) : None;

    /// <inheritdoc cref="Of(double?)"/>
    public static string Of(double number)
    {
        if (!double.IsFinite(number)) return double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        if (number == 0) return "0";
        double size = Math.Abs(number);
        if (size < SmallestPlain || size >= LargestPlain) return number.ToString("0.####e+00", CultureInfo.InvariantCulture);
        int decimals = Math.Max(0, Significant - Whole(size));
        return number.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>A number of which only the size matters: two significant digits.</summary>
    /// <param name="number">The number.</param>
    public static string Rough(double number) => number.ToString(Math.Abs(number) switch { >= 0.01 and < 100 => "G2", >= 100 and < 1e6 => "F0", _ => "0.#e+00" }, CultureInfo.InvariantCulture);

    /// <summary>A p value: no more digits than anybody should read into one.</summary>
    /// <param name="p">The p value; null where there is none.</param>
    public static string PValue(double? p) => p switch
    {
        null => None,
        < SmallestPValue => "<1e-16",
        < SmallestPlainP => p.Value.ToString("0.0e-00", CultureInfo.InvariantCulture),
        _ => p.Value.ToString("F4", CultureInfo.InvariantCulture),
    };

    /// <summary>A statistic: three decimals.</summary>
    /// <param name="statistic">The statistic; null where there is none.</param>
    public static string Statistic(double? statistic) =>
        statistic is not { } x ? None : Math.Abs(x) >= 1e5 ? Of(x) : x.ToString("F3", CultureInfo.InvariantCulture);

    /// <summary>A number of rows, or a sum of weights: a whole one without decimals, thousands apart.</summary>
    /// <param name="count">The count.</param>
    public static string Count(double count) => Math.Floor(count) == count && Math.Abs(count) < 1e15
        ? count.ToString("N0", CultureInfo.InvariantCulture)
        : Of(count);

    /// <summary>A count with its noun: <c>1 row</c>, <c>50 rows</c>.</summary>
    /// <param name="count">The count.</param>
    /// <param name="noun">The noun in the singular, to which an s makes the plural.</param>
    public static string Count(double count, string noun) => count == 1 ? $"1 {noun}" : $"{Count(count)} {noun}s";

    /// <summary>A percentage as it was given: <c>95 %</c>.</summary>
    /// <param name="level">A share of one.</param>
    public static string Percent(double level) => (level * 100).ToString("0.######", CultureInfo.InvariantCulture) + " %";

    /// <summary>Digits before the point; below 1, minus the zeros after it.</summary>
    private static int Whole(double size)
    {
        int digits = 1;
        for (double bound = 10; size >= bound; bound *= 10) digits++;
        for (double bound = 1; size < bound; bound /= 10) digits--;
        return digits;
    }
}
