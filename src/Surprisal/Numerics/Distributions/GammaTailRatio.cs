using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Distributions;

/// <summary>
/// Tails of the gamma distribution at x = a eᶻ over x times its density there, from the shape a and z = log x/a: where a is large and x close to
/// it, z keeps the digits that x − a would lose.
/// </summary>
/// <remarks>
/// xᵃe⁻ˣ/Γ(a) = √(a/2π) exp(−a(eᶻ − 1 − z) − S(a)), S the Stirling error. From a = 15 the integral over the logarithm that
/// <see cref="IncompleteGamma"/> takes, whose exponent needs x and x − a = a(eᶻ − 1) only; below, that class itself. Relative error 4e-15.
/// </remarks>
internal static class GammaTailRatio
{
    private const double LargeShape = 15.0;

    /// <summary>xᵃe⁻ˣ/Γ(a) at x = a eᶻ.</summary>
    public static ScaledTail Density(double a, double z) =>
        new(-DoubleDouble.Sum(a * Elementary.Expm1MinusX(z), Elementary.StirlingError(a)), Math.Sqrt(a / SaddlePoint.TwoPi.High));

    /// <summary>Both tails at x = a eᶻ for a &gt; 0 and finite z.</summary>
    public static TailPair Tails(double a, double z)
    {
        if (a < LargeShape) return IncompleteGamma.Tails(a, a * Elementary.Exp(z));
        ScaledTail density = Density(a, z);
        return z >= 0.0
            ? TailPair.FromUpper(density with { Factor = density.Factor * Upper(a, z) })
            : TailPair.FromLower(density with { Factor = density.Factor * Lower(a, z) });
    }

    /// <summary>The upper tail over <see cref="Density"/>, for z ≥ 0.</summary>
    public static double Upper(double a, double z)
    {
        if (a >= LargeShape) return TailQuadrature.Integrate(new UpperExponent(a, z));
        double x = a * Elementary.Exp(z);
        return IncompleteGamma.Tails(a, x).UpperOver(IncompleteGamma.Density(a, x));
    }

    /// <summary>The lower tail over <see cref="Density"/>, for z ≤ 0.</summary>
    public static double Lower(double a, double z)
    {
        if (a >= LargeShape) return TailQuadrature.Integrate(new LowerExponent(a, z));
        double x = a * Elementary.Exp(z);
        return IncompleteGamma.Tails(a, x).LowerOver(IncompleteGamma.Density(a, x));
    }

    // Upper tail with t = x eˢ: h = (x − a)s + x(eˢ − 1 − s).
    [StructLayout(LayoutKind.Auto)]
    private readonly struct UpperExponent(double a, double z) : ITailExponent
    {
        private readonly double _x = a * Elementary.Exp(z);

        public double Slope { get; } = a * Elementary.Expm1(z);

        public double Curvature => _x;

        public double Value(double s) => (Slope * s) + (_x * Elementary.Expm1MinusX(s));

        public double Derivative(double s) => Slope + (_x * Elementary.Expm1(s));
    }

    // Lower tail with t = x e^−s.
    [StructLayout(LayoutKind.Auto)]
    private readonly struct LowerExponent(double a, double z) : ITailExponent
    {
        private readonly double _x = a * Elementary.Exp(z);

        public double Slope { get; } = -a * Elementary.Expm1(z);

        public double Curvature => _x;

        public double Value(double s) => (Slope * s) + (_x * Elementary.Expm1MinusX(-s));

        public double Derivative(double s) => Slope - (_x * Elementary.Expm1(-s));
    }
}
