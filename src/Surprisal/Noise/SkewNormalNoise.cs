using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Gaussian error leaning to one side.</summary>
/// <remarks>
/// <para>Density: (2/scale) φ(z) Φ(slant z), z = (y − location)/scale.</para>
/// <para>Parameters: location, which is not the mean (identity; the mean is location + scale δ √(2/π), δ = slant/√(1 + slant²)); scale, not the
/// standard deviation (log); slant, positive for a longer right tail, 0 for gaussian (identity).</para>
/// <para>Support: the real line.</para>
/// <para>Numerical hazard: Φ underflows on the thin side, where the surprisal grows as ½(1 + slant²)z²: log Φ is one function. At slant 0 the
/// information is singular (slant and location have proportional gradients), so fits start away from it.</para>
/// <para>Source: Azzalini (1985), "A class of distributions which includes the normal ones", Scandinavian Journal of Statistics 12, 171-178; Azzalini,
/// Capitanio, The Skew-Normal and Related Families (2014), doi:10.1017/CBO9781139248891, chapters 2 and 3.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/skew-normal.json.</para>
/// </remarks>
[LawSpread("slant", "beyond a hundred the surprisal bends within a width over which the quadratures of the laws step", 0.0, 2.0, -12.5, 60.0)]
public sealed class SkewNormalNoise : ScalarNoise
{
    private const double RootTwoOverPi = 0.79788456080286541;
    private const double LargestSkewness = 0.9;
    private const double SmallestSkewness = 0.05;

    /// <inheritdoc/>
    public override string Name => "skew-normal";

    /// <inheritdoc/>
    public override string Description => "measurement error with one tail longer than the other, both light";

    /// <inheritdoc/>
    public override string Density => "2/scale phi(z) Phi(slant z), z = (y - location)/scale";

    /// <inheritdoc/>
    public override string Estimates => "the location; the mean is location + scale sqrt(2/pi) slant/sqrt(1 + slant^2)";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("location", ParameterDomain.Real, "location", ParameterRole.Location),
        new("scale", ParameterDomain.Positive, "scale", ParameterRole.Scale),
        new("slant", ParameterDomain.Real, "slant, to the right where positive", ParameterRole.Shape),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.RealLine;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T z = (y.Value - working[0]) * T.Exp(-working[1]);
        return ((0.5 * T.Square(z)) - T.LogNormalCdf(working[2] * z)) + (working[1] + (Constants.HalfLogTwoPi - Constants.LogTwo));
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new SkewNormalDistribution(parameters[0], parameters[1], parameters[2]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // The moments (Azzalini and Capitanio 2014, section 3.1.2): with r the cube root of 2g/(4 − π), δ √(2/π) = r/√(1 + r²).
        Moments moments = Moments.Of(y, weights);
        double skewness = moments.Skewness(y, weights);
        double g = Math.CopySign(Math.Clamp(Math.Abs(skewness), SmallestSkewness, LargestSkewness), skewness);
        double ratio = 2.0 * Math.Abs(g) / (4.0 - Math.PI), r = Math.CopySign(Numerics.Elementary.Exp(Numerics.Elementary.Log(ratio) / 3.0), g);
        double mean = r / Math.Sqrt(1.0 + (r * r)), delta = mean / RootTwoOverPi;
        double deviation = RobustSpread.OrFallback(moments.StandardDeviation, moments.Mean);
        double scale = Math.Min(deviation, double.MaxValue / 2.0) / Math.Sqrt(1.0 - (mean * mean));
        parameters[0] = Math.Clamp(moments.Mean - (scale * mean), double.MinValue, double.MaxValue);
        parameters[1] = scale;
        parameters[2] = delta / Math.Sqrt(1.0 - (delta * delta));
    }
}
