using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Positive amounts with a power-law tail and next to nothing near 0: variances, reciprocals of gamma amounts.</summary>
/// <remarks>
/// <para>Density: scale^shape y^(−shape − 1) e^(−scale/y)/Γ(shape).</para>
/// <para>Parameters: scale (log); shape, the power of the tail (log): the mean is infinite up to shape 1, the variance up to shape 2.</para>
/// <para>Support: y &gt; 0.</para>
/// <para>Numerical hazard: log Γ(shape) cancels against shape log shape and the exponent. With t = log scale − log shape − log y the surprisal is shape
/// (eᵗ − 1 − t) + log y + ½ log 2π − ½ log shape + S(shape), S the Stirling error. For t &gt; 1 the first term is scale/y − shape (1 + t): its large
/// part does not depend on the shape.</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 17, section 2, by y → 1/y.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/inverse-gamma.json.</para>
/// </remarks>
[LawSpread("shape", "below 0.05 responses reach past the largest double with a probability that is not small", 0.1, 0.3, 1.0, 7.0, 1e4)]
public sealed class InverseGammaNoise : ScalarNoise
{
    private const double SmallestLogExcess = 1e-8;

    /// <inheritdoc/>
    public override string Name => "inverse-gamma";

    /// <inheritdoc/>
    public override string Description => "positive amounts with a power-law tail: variances";

    /// <inheritdoc/>
    public override string Density => "scale^shape y^(-shape - 1) exp(-scale/y) / gamma(shape)";

    /// <inheritdoc/>
    public override string Estimates => "the scale: the mean is scale/(shape - 1)";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("scale", ParameterDomain.Positive, "scale", ParameterRole.Location),
        new("shape", ParameterDomain.Positive, "shape: the power of the tail", ParameterRole.Concentration),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.Positive;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T logScale = working[0], logShape = working[1], shape = T.Exp(logShape), logY = T.Log(y.Value);
        T t = logScale - (logShape + logY);
        T deviance = T.SelectLess(t, 1.0, shape * T.Expm1MinusX(t), T.Exp(logScale - logY) - (shape * (t + 1.0)));
        return (deviance + (T.StirlingError(shape) - (0.5 * logShape))) + (logY + Constants.HalfLogTwoPi);
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new InverseGammaDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // As for gamma, from the reciprocals: s is the logarithm of their mean less the mean of their logarithms.
        double[] logs = LogSample.Of(y);
        double centre = Moments.Of(logs, weights).Mean;
        double s = Math.Max(LogSample.LogMeanExp(logs, weights, centre, -1.0), SmallestLogExcess);
        double shape = (1.0 + Math.Sqrt(1.0 + (4.0 * s / 3.0))) / (4.0 * s);
        parameters[0] = LogSample.Exp(Elementary.Log(shape) + centre - s);
        parameters[1] = shape;
    }
}
