using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>The length of a plane vector whose two components are gaussian errors: wind speeds, magnitudes, distances from a target.</summary>
/// <remarks>
/// <para>Density: y/sigma² e^(−y²/(2 sigma²)).</para>
/// <para>Parameters: sigma, the standard deviation of each component and the mode of y (log).</para>
/// <para>Support: y &gt; 0.</para>
/// <para>Numerical hazard: y² and sigma² overflow before their quotient does: y/sigma is squared. The logarithm of the cdf, log(1 − e^(−eᵗ)) with t =
/// 2 (log y − log sigma) − log 2, is t to the last bit where t &lt; −37, and a complement's logarithm elsewhere.</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 18, section 10.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/rayleigh.json.</para>
/// </remarks>
public sealed class RayleighNoise : ScalarNoise
{
    /// <inheritdoc/>
    public override string Name => "rayleigh";

    /// <inheritdoc/>
    public override string Description => "lengths of plane vectors: wind speeds, magnitudes";

    /// <inheritdoc/>
    public override string Density => "y / sigma^2 exp(-y^2 / (2 sigma^2))";

    /// <inheritdoc/>
    public override string Estimates => "the mode of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("sigma", ParameterDomain.Positive, "standard deviation of each component", ParameterRole.Location),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.Positive;

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T logSigma = working[0];
        return (0.5 * T.Square(y.Value * T.Exp(-logSigma))) + ((2.0 * logSigma) - T.Log(y.Value));
    }

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) => T.SelectLess(
        0.0, y.Value, WeibullNoise.LogCdfAtExp((2.0 * (T.Log(y.Value) - working[0])) - Constants.LogTwo), double.NegativeInfinity);

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) => -0.5 * T.Square(y.Value * T.Exp(-working[0]));

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new RayleighDistribution(parameters[0]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters) =>
        parameters[0] = RobustSpread.OrFallback(Moments.Of(y, weights).RootMeanSquare / Math.Sqrt(2.0), 0.0);
}
