using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Positive amounts with a heavy right tail: first-passage times of a drifting particle.</summary>
/// <remarks>
/// <para>Density: √(shape/(2π y³)) e^(−shape (y − mu)²/(2 mu² y)); variance mu³/shape.</para>
/// <para>Parameters: mu, the mean (log); shape (log).</para>
/// <para>Support: y &gt; 0.</para>
/// <para>Numerical hazard: y − mu loses digits where mu comes from a logarithm, and its square over mu² y overflows. With t = log y − log mu the
/// exponent is (shape/mu) (cosh t − 1), and cosh t − 1 = ½((eᵗ − 1 − t) + (e⁻ᵗ − 1 + t)) adds positive parts. In the tails e^(2 shape/mu) overflows
/// against a normal probability, and one tail is a difference: both are Mills' ratios times one normal density, as a primitive.</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 15.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/inverse-gaussian.json.</para>
/// </remarks>
[LawSpread("shape", "below 1e-10 mu a part of a hundred-thousandth holds the mean, which the quadrature of the laws does not resolve", 0.03, 1.0, 20.0, 1e8)]
public sealed class InverseGaussianNoise : ScalarNoise
{
    private const double SmallestExcess = 1e-8;

    /// <inheritdoc/>
    public override string Name => "inverse-gaussian";

    /// <inheritdoc/>
    public override string Description => "positive amounts, heavy right tail; first-passage times";

    /// <inheritdoc/>
    public override string Density => "sqrt(shape/(2 pi y^3)) exp(-shape (y - mu)^2 / (2 mu^2 y))";

    /// <inheritdoc/>
    public override string Estimates => "the mean of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Positive, "mean", ParameterRole.Location),
        new("shape", ParameterDomain.Positive, "shape: variance mu^3/shape", ParameterRole.Concentration),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.Positive;

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T logMu = working[0], logShape = working[1], logY = T.Log(y.Value), t = logY - logMu;
        T twice = T.Expm1MinusX(t) + T.Expm1MinusX(-t);
        return ((T.Exp(logShape) * T.Exp(-logMu)) * (0.5 * twice)) + (((1.5 * logY) + Constants.HalfLogTwoPi) - (0.5 * logShape));
    }

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) => T.SelectLess(
        0.0, y.Value, T.InverseGaussianTail(0.0, T.Log(y.Value) - working[0], working[1] - working[0]), double.NegativeInfinity);

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) => T.SelectLess(
        0.0, y.Value, T.InverseGaussianTail(1.0, T.Log(y.Value) - working[0], working[1] - working[0]), 0.0);

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new InverseGaussianDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // The maximum-likelihood values for one sample: 1/shape is the mean of 1/y less 1 over the mean.
        double logMean = Elementary.Log(Moments.Of(y, weights).PositiveMean);
        double excess = Elementary.Expm1(LogSample.LogMeanExp(LogSample.Of(y), weights, logMean, -1.0));
        parameters[0] = LogSample.Exp(logMean);
        parameters[1] = LogSample.Exp(logMean - Elementary.Log(Math.Max(excess, SmallestExcess)));
    }
}
