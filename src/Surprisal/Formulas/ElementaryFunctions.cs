using Surprisal.Numerics;

namespace Surprisal.Formulas;

/// <summary>The functions of one number that a formula may call, by name.</summary>
internal static class ElementaryFunctions
{
    private const double ReciprocalOfLogTwo = 1.4426950408889634074;
    private const double ReciprocalOfLogTen = 0.43429448190325182765;

    private static readonly (string Name, Func<double, double> Function)[] Catalogue =
    [
        ("abs", Math.Abs),
        ("exp", Elementary.Exp),
        ("expm1", Elementary.Expm1),
        ("log", Elementary.Log),
        ("log10", Log10),
        ("log1p", Elementary.Log1p),
        ("log2", Log2),
        ("sqrt", Math.Sqrt),
    ];

    /// <summary>The names of the functions of one number, in ordinal order.</summary>
    public static IEnumerable<string> Names => Catalogue.Select(static f => f.Name);

    /// <summary>The function of one number with this name; null if there is none.</summary>
    public static Func<double, double>? Find(string name) =>
        Catalogue.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.Ordinal)).Function;

    /// <summary>The logarithm to base 2, exact for powers of two.</summary>
    public static double Log2(double x) => x > 0 && double.IsFinite(x) && Math.ScaleB(1, Math.ILogB(x)) == x ? Math.ILogB(x) : Elementary.Log(x) * ReciprocalOfLogTwo;

    /// <summary>The logarithm to base 10, within 2 ulp.</summary>
    public static double Log10(double x) => Elementary.Log(x) * ReciprocalOfLogTen;

    /// <summary>x to the power of y; squares are exact products, as in R.</summary>
    public static double Pow(double x, double y) => y == 2 ? x * x : Elementary.Pow(x, y);
}
