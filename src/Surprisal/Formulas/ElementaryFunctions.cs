namespace Surprisal.Formulas;

/// <summary>
/// The elementary functions of formulas, all in this one place: their bits reach the results, so they have to be the library's own.
/// </summary>
internal static class ElementaryFunctions
{
    private static readonly (string Name, Func<double, double> Function)[] Catalogue =
    [
        ("abs", Math.Abs),
        ("exp", Exp),
        ("expm1", Expm1),
        ("log", Log),
        ("log10", Log10),
        ("log1p", Log1p),
        ("log2", Log2),
        ("sqrt", Math.Sqrt),
    ];

    /// <summary>The names of the functions of one number, in ordinal order.</summary>
    public static IEnumerable<string> Names => Catalogue.Select(static f => f.Name);

    /// <summary>The function of one number with this name; null if there is none.</summary>
    public static Func<double, double>? Find(string name) =>
        Catalogue.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.Ordinal)).Function;

    public static double Exp(double x) => Math.Exp(x);

    public static double Log(double x) => Math.Log(x);

    public static double Log2(double x) => Math.Log2(x);

    public static double Log10(double x) => Math.Log10(x);

    /// <summary>log(1 + x), by Kahan's quotient: the error of rounding 1 + x cancels in x/(u − 1).</summary>
    /// <remarks>Source: HP-15C Advanced Functions Handbook (1982), appendix on accuracy.</remarks>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        if (u == 1) return x;
        return double.IsFinite(u) ? Math.Log(u) * (x / (u - 1)) : Math.Log(u);
    }

    /// <summary>exp(x) − 1, by Kahan's quotient of the rounded exponential and its logarithm.</summary>
    /// <remarks>Source: N. J. Higham, Accuracy and Stability of Numerical Algorithms (2002), section 1.14.1.</remarks>
    public static double Expm1(double x)
    {
        double u = Math.Exp(x);
        if (u == 1) return x;
        double lessOne = u - 1;
        return lessOne == -1 || !double.IsFinite(u) ? lessOne : lessOne * (x / Math.Log(u));
    }

    /// <summary>x to the power of y; squares are exact products, as in R.</summary>
    public static double Pow(double x, double y) => y == 2 ? x * x : Math.Pow(x, y);
}
