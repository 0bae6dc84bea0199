using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Positive amounts whose spread grows with their mean.</summary>
/// <remarks>
/// <para>Density: (shape/mu)^shape y^(shape − 1) e^(−shape y/mu)/Γ(shape); variance mu²/shape.</para>
/// <para>Parameters: mu, the mean (log); shape (log).</para>
/// <para>Support: y &gt; 0.</para>
/// <para>Numerical hazard: log Γ(shape) cancels against shape log shape and the exponent. With t = log y − log mu it is shape (eᵗ − 1 −
/// t) + log y + ½ log 2π − ½ log shape + S(shape), S the Stirling error.</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 17; McCullagh, Nelder (1989),
/// chapter 8.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/gamma.json.</para>
/// </remarks>
[LawSpread("shape", "below 0.05 the distribution reaches below the smallest double with a probability that is not small", 0.1, 0.3, 1.0, 7.0, 1e4)]
public sealed class GammaNoise : ScalarNoise
{
    private const double SmallestLogExcess = 1e-8;

    /// <inheritdoc/>
    public override string Name => "gamma";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LossNames => ["gamma deviance"];

    /// <inheritdoc/>
    public override string Description => "positive amounts whose spread grows with their mean";

    /// <inheritdoc/>
    public override string Density => "(shape/mu)^shape y^(shape - 1) exp(-shape y / mu) / gamma(shape)";

    /// <inheritdoc/>
    public override string Estimates => "the mean of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Positive, "mean", ParameterRole.Location),
        new("shape", ParameterDomain.Positive, "shape: variance mu^2/shape", ParameterRole.Concentration),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.Positive;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T logMu = working[0], logShape = working[1], shape = T.Exp(logShape), logY = T.Log(y.Value);
        return ((shape * T.Expm1MinusX(logY - logMu)) + (T.StirlingError(shape) - (0.5 * logShape))) + (logY + Constants.HalfLogTwoPi);
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new GammaDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // Thom's approximation to the maximum-likelihood shape, from s = log of the mean less mean of the logs (Johnson, Kotz,
        // Balakrishnan, 17.7).
        Moments moments = Moments.Of(y, weights);
        double s = Math.Max(moments.LogMeanExcess(y, weights), SmallestLogExcess);
        parameters[0] = moments.PositiveMean;
        parameters[1] = (1.0 + Math.Sqrt(1.0 + (4.0 * s / 3.0))) / (4.0 * s);
    }
}
