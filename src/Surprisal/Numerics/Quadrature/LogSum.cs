namespace Surprisal.Numerics.Quadrature;

/// <summary>Sums of numbers that are given by their logarithms.</summary>
internal static class LogSum
{
    /// <summary>log(eᵃ + eᵇ); NaN where either is.</summary>
    public static double Of(double a, double b)
    {
        if (double.IsNaN(a) || double.IsNaN(b)) return double.NaN;
        if (double.IsInfinity(a) || double.IsInfinity(b)) return Math.Max(a, b);
        return a > b ? a + Elementary.Log1p(Elementary.Exp(b - a)) : b + Elementary.Log1p(Elementary.Exp(a - b));
    }
}
