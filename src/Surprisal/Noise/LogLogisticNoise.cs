using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Positive amounts with power-law tails on both ends: survival times whose hazard rises and then falls; incomes.</summary>
/// <remarks>
/// <para>Density: (shape/scale) (y/scale)^(shape − 1)/(1 + (y/scale)^shape)².</para>
/// <para>Parameters: scale, the median (log); shape (log).</para>
/// <para>Support: y &gt; 0.</para>
/// <para>Numerical hazard: (y/scale)^shape overflows. With t = shape (log y − log scale), which is logistic, the surprisal is t + 2 softplus(−t) + log y −
/// log shape, and both tails are −softplus(∓t).</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 2 (1995), chapter 23, section 11.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/log-logistic.json.</para>
/// </remarks>
[LawSpread("shape", "below 0.05 responses reach past the doubles; above 100 the slope turns too sharply for the quadrature of the laws", 0.1, 1.0, 2.5, 20.0)]
public sealed class LogLogisticNoise : ScalarNoise
{
    private const double SmallestDeviation = 1e-4;

    /// <inheritdoc/>
    public override string Name => "log-logistic";

    /// <inheritdoc/>
    public override string Description => "survival times whose hazard rises and falls; incomes";

    /// <inheritdoc/>
    public override string Density => "(shape/scale) (y/scale)^(shape - 1) / (1 + (y/scale)^shape)^2";

    /// <inheritdoc/>
    public override string Estimates => "the median of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("scale", ParameterDomain.Positive, "scale: the median", ParameterRole.Location),
        new("shape", ParameterDomain.Positive, "shape", ParameterRole.Concentration),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.Positive;

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T logY = T.Log(y.Value), logShape = working[1];
        T t = T.Exp(logShape) * (logY - working[0]);
        return (t + (2.0 * T.Softplus(-t))) + (logY - logShape);
    }

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) =>
        T.SelectLess(0.0, y.Value, -T.Softplus(T.Exp(working[1]) * (working[0] - T.Log(y.Value))), double.NegativeInfinity);

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) =>
        T.SelectLess(0.0, y.Value, -T.Softplus(T.Exp(working[1]) * (T.Log(y.Value) - working[0])), 0.0);

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new LogLogisticDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        (double median, double deviation) = RobustSpread.Of(LogSample.Of(y), weights);
        parameters[0] = LogSample.Exp(median);
        parameters[1] = Constants.LogThree / Math.Max(deviation, SmallestDeviation);
    }
}
