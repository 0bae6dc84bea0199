using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Distributions;

/// <summary>
/// The standard normal plus an exponential variable of rate k, a log-concave sum with density k φ(z) M(k − z), M Mills' ratio: tails, density, mode.
/// </summary>
/// <remarks>
/// The upper tail is a sum of positive parts, Φ(−z) + φ(z)M(k − z). The lower one would be their difference: left of the mode it is integrated from the point
/// outwards (<see cref="TailQuadrature"/>); for k &lt; 1 it is, from z = ½ on, (Φ(z) − Φ(z − k)) + Φ(z − k)(1 − e^(k²/2 − kz)), both parts positive. Measured
/// for k from 1e-10 to 1e10: 1e-13 for tails to 1e-300.
/// </remarks>
/// <param name="rate">k &gt; 0.</param>
internal readonly struct ExGaussian(double rate) : ILogConcave
{
    private const double SquareOverflows = 1e150;
    private const double LongTail = 1.0;
    private const double NarrowInterval = 1e-3;
    private const double RightOfRate = 0.5;
    private const double Converged = 1e-16;
    private const int MaximumSteps = 100;
    private readonly double _k = rate;

    /// <inheritdoc/>
    public ScaledTail Density(double z)
    {
        double u = _k - z;
        return u < 0.0 ? new ScaledTail(Exponent(z), _k * Elementary.NormalCdf(-u)) : new ScaledTail(HalfSquare(z), Constants.InverseSqrtTwoPi * (_k * Elementary.MillsRatio(u)));
    }

    /// <inheritdoc/>
    public TailPair Tails(double z)
    {
        if (double.IsNaN(z)) return TailPair.Undefined;
        if (z < -SquareOverflows) return TailPair.AllUpper;
        if (_k < LongTail && z >= RightOfRate)
        {
            double below = Interval(z) - (Normal.Cdf(z - _k) * Elementary.Expm1(-_k * (z - (0.5 * _k))));
            return below < 0.5 ? TailPair.FromLower(new ScaledTail(0.0, below)) : TailPair.FromUpper(Upper(z));
        }

        LowerExponent exponent = new(z, _k);
        if (exponent.Slope < 0.0) return TailPair.FromUpper(Upper(z));
        ScaledTail density = Density(z);
        return TailPair.FromLower(density with { Factor = density.Factor * TailQuadrature.Integrate(exponent) });
    }

    /// <summary>The mode: z = 1/M(u) − u at the u = k − z where M(u) = 1/k, by Newton's method on log M, which is convex.</summary>
    public double Mode()
    {
        double u = 0.0, logRate = Elementary.Log(_k);
        for (int i = 0; i < MaximumSteps; i++)
        {
            (double value, double slope, _) = Elementary.Derivatives<Primitives.LogMillsRatio>(u);
            double step = (value + logRate) / slope;
            u -= step;
            if (Math.Abs(step) <= Converged * (1.0 + Math.Abs(u))) break;
        }

        return -Elementary.Derivatives<Primitives.LogMillsRatio>(u).First;
    }

    // At z ≥ ½ only.
    private ScaledTail Upper(double z)
    {
        double u = _k - z;
        if (z > SquareOverflows) return new ScaledTail(-_k * z, 1.0);
        return u < 0.0
            ? new ScaledTail(Exponent(z), Elementary.NormalCdf(-u) + (Normal.Density(u) * Elementary.MillsRatio(z)))
            : new ScaledTail(HalfSquare(z), Constants.InverseSqrtTwoPi * (Elementary.MillsRatio(z) + Elementary.MillsRatio(u)));
    }

    /// <summary>Φ(z) − Φ(z − k): over a narrow interval by Taylor's theorem about its middle.</summary>
    private double Interval(double z)
    {
        if (_k > NarrowInterval) return Normal.FromCentre(z) - Normal.FromCentre(z - _k);
        double middle = z - (0.5 * _k);
        return _k * Normal.Density(middle) * (1.0 + (((middle * middle) - 1.0) * (_k * _k / 24.0)));
    }

    /// <summary>k²/2 − kz.</summary>
    private DoubleDouble Exponent(double z) => -_k * DoubleDouble.Sum(z, -0.5 * _k);

    private static DoubleDouble HalfSquare(double z) => -0.5 * DoubleDouble.Product(z, z);

    // h(s) = s(s/2 − z) + log(M(u)/M(u + s)), u = k − z.
    [StructLayout(LayoutKind.Auto)]
    private readonly struct LowerExponent(double z, double k) : ITailExponent
    {
        private readonly double _logRatio = Elementary.LogMillsRatio(k - z);

        public double Slope => Derivative(0.0);

        public double Curvature => 1.0;

        public double Value(double s) => (s * ((0.5 * s) - z)) + (_logRatio - Elementary.LogMillsRatio(k - z + s));

        public double Derivative(double s) => s - z - Elementary.Derivatives<Primitives.LogMillsRatio>(k - z + s).First;
    }
}
