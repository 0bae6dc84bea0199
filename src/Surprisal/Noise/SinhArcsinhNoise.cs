using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Gaussian error made skew, and its tails heavier or lighter, by two parameters.</summary>
/// <remarks>
/// <para>Density: (delta/scale) cosh(r) φ(sinh r)/√(1 + z²), r = delta asinh(z) − epsilon, z = (y − location)/scale: sinh r is standard normal.</para>
/// <para>Parameters: location, the median where epsilon is 0 (identity); scale (log); epsilon, the skewness, positive to the right, 0 for symmetric
/// (identity); delta, the lightness of the tails, below 1 heavier than gaussian, 1 gaussian (log).</para>
/// <para>Support: the real line.</para>
/// <para>Numerical hazard: sinh² and cosh overflow together: ½ sinh² r is (e^(2r) + e^(−2r))/8 − ¼ and log cosh r one function, so their sum is an infinity
/// where it is too large, not a difference of two; ½ log(1 + z²) is log cosh(asinh z), in which z² does not appear.</para>
/// <para>Source: Jones, Pewsey (2009), "Sinh-arcsinh distributions", doi:10.1093/biomet/asp053.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/sinh-arcsinh.json.</para>
/// </remarks>
[LawExemption("support", "with delta above 1 the surprisal grows as a power of the distance with exponent 2 delta, far beyond the largest double")]
[LawSpread("epsilon", "beyond some units the response is the exponential of a normal one, its median and spread e^(epsilon/delta) apart from the scale", 0.1, -0.7, 1.5)]
[LawSpread("delta", "below 0.3 the moments grow as e^(1/delta²) and leave what quadrature reaches; far above 1 the surprisal rises to infinity within a few scales", 0.4, 1.0, 2.5)]
[LawSpread("scale", "of a scale far below its distance from 0 the differences at the median, where the slope has a triple zero, are rounding", 0.03, 1.0, 20.0, 1e8, Law = "derivatives")]
[LawExemption("weights", "the 150 light-tailed rows of the simulation do not determine four parameters: their optimum lies at infinity")]
public sealed class SinhArcsinhNoise : ScalarNoise
{

    // From here on the exponential leaves nothing of the logarithms, of which two infinite ones would have no difference.
    private const double Largest = 350.0;

    /// <inheritdoc/>
    public override string Name => "sinh-arcsinh";

    /// <inheritdoc/>
    public override string Description => "measurement error with skewness and tail weight of its own";

    /// <inheritdoc/>
    public override bool Redescends => true;

    /// <inheritdoc/>
    public override string Density => "delta/scale cosh(r) phi(sinh r)/sqrt(1 + z^2), r = delta asinh(z) - epsilon, z = (y - location)/scale";

    /// <inheritdoc/>
    public override string Estimates => "the location; the median is location + scale sinh(epsilon/delta)";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("location", ParameterDomain.Real, "location", ParameterRole.Location),
        new("scale", ParameterDomain.Positive, "scale", ParameterRole.Scale),
        new("epsilon", ParameterDomain.Real, "skewness, to the right where positive", ParameterRole.Shape),
        new("delta", ParameterDomain.Positive, "tails, heavier than gaussian below 1", ParameterRole.Shape),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.RealLine;

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T r = Stretched(y, working, out T angle), twice = 2.0 * r;
        T square = 0.125 * (T.Exp(twice) + T.Exp(-twice));
        T rest = (T.LogCosh(angle) - T.LogCosh(r)) - 0.25;
        return T.SelectLess(T.Abs(r), Largest, square + rest, square) + ((working[1] - working[3]) + Constants.HalfLogTwoPi);
    }

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) => T.LogNormalCdf(Sinh(Stretched(y, working, out _)));

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) => T.LogNormalCdf(-Sinh(Stretched(y, working, out _)));

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new SinhArcsinhDistribution(parameters[0], parameters[1], parameters[2], parameters[3]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // The gaussian, leaning to the side of the sample's skewness.
        const double Lean = 0.2;
        (double median, double deviation) = RobustSpread.Of(y, weights);
        double scale = RobustSpread.OrFallback(deviation / Constants.NormalMedianDeviation, median);
        double skewness = Moments.Of(y, weights).Skewness(y, weights), epsilon = skewness == 0.0 ? 0.0 : Math.CopySign(Lean, skewness);
        parameters[0] = Math.Clamp(median - (scale * epsilon), double.MinValue, double.MaxValue);
        parameters[1] = Math.Min(scale, double.MaxValue);
        parameters[2] = epsilon;
        parameters[3] = 1.0;
    }

    /// <summary>r; <paramref name="angle"/> is asinh z.</summary>
    private static T Stretched<T>(Outcome<T> y, ReadOnlySpan<T> working, out T angle)
        where T : struct, IReal<T>
    {
        angle = T.Asinh((y.Value - working[0]) * T.Exp(-working[1]));
        return (T.Exp(working[3]) * angle) - working[2];
    }

    private static T Sinh<T>(T r)
        where T : struct, IReal<T> => 0.5 * (T.Exp(r) - T.Exp(-r));
}
