using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Reaction times and delays: a gaussian variable plus an exponential one.</summary>
/// <remarks>
/// <para>Density: (1/tau) exp(k²/2 − kz) Φ(z − k), z = (y − mu)/sigma, k = sigma/tau.</para>
/// <para>Parameters: mu, the mean of the gaussian part (identity); sigma, its standard deviation (log); tau, the mean of the exponential part (log). The
/// response has mean mu + tau and variance sigma² + tau².</para>
/// <para>Support: the real line.</para>
/// <para>Numerical hazard: for z &lt; k the exponential overflows where Φ underflows: with Mills' ratio M the density is φ(z) M(k − z)/tau, in which neither
/// appears; log M is one function with derivatives of its own. From z = k on the density as it stands.</para>
/// <para>Source: Grushka (1972), doi:10.1021/ac60319a011; Luce, Response Times (1986), doi:10.1093/acprof:oso/9780195070019.001.0001, section 3.2.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/ex-gaussian.json.</para>
/// </remarks>
[LawSpread("sigma", "far below tau it is an edge whose width the quadratures of the laws step over", 0.1, 1.0, 20.0, 1e4)]
[LawSpread("tau", "far above sigma the gaussian part is an edge, far below nothing of tau is left in the surprisal but its rounding", 0.01, 1.0, 20.0)]
public sealed class ExGaussianNoise : ScalarNoise
{
    private const double LargestSkewness = 1.5;
    private const double SmallestSkewness = 0.05;

    /// <inheritdoc/>
    public override string Name => "ex-gaussian";

    /// <inheritdoc/>
    public override string Description => "reaction times and delays: gaussian plus exponential";

    /// <inheritdoc/>
    public override string Density => "1/tau exp(k^2/2 - k z) Phi(z - k), z = (y - mu)/sigma, k = sigma/tau";

    /// <inheritdoc/>
    public override string Estimates => "the mean of the gaussian part; the mean of the response is mu + tau";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "mean of the gaussian part", ParameterRole.Location),
        new("sigma", ParameterDomain.Positive, "standard deviation of the gaussian part", ParameterRole.Shape),
        new("tau", ParameterDomain.Positive, "mean of the exponential part", ParameterRole.Shape),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.RealLine;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T z = (y.Value - working[0]) * T.Exp(-working[1]), k = T.Exp(working[1] - working[2]), u = k - z;
        T near = ((0.5 * T.Square(z)) + Constants.HalfLogTwoPi) - T.LogMillsRatio(u);
        T far = (k * (z - (0.5 * k))) - T.LogNormalCdf(-u);
        return T.SelectLess(u, 0.0, far, near) + working[2];
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new ExGaussianDistribution(parameters[0], parameters[1], parameters[2]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // The moments: the skewness is 2(tau/√(sigma² + tau²))³.
        Moments moments = Moments.Of(y, weights);
        double skewness = Math.Clamp(moments.Skewness(y, weights), SmallestSkewness, LargestSkewness);
        double share = Numerics.Elementary.Exp(Numerics.Elementary.Log(0.5 * skewness) / 3.0);
        double deviation = RobustSpread.OrFallback(moments.StandardDeviation, moments.Mean);
        parameters[2] = Math.Max(deviation * share, double.Epsilon);
        parameters[1] = Math.Max(deviation * Math.Sqrt(1.0 - (share * share)), double.Epsilon);
        parameters[0] = Math.Clamp(moments.Mean - parameters[2], double.MinValue, double.MaxValue);
    }
}
