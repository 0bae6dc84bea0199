using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Measurement error with tails so heavy that no mean exists: the noise model of the lorentzian loss.</summary>
/// <remarks>
/// <para>Density: 1/(π scale (1 + z²)), z = (y − mu)/scale.</para>
/// <para>Parameters: mu, the median (identity); scale (log), half of the distance between the quartiles.</para>
/// <para>Support: the real line.</para>
/// <para>Numerical hazard: z² overflows, and derivatives of log(1 + z²) in the scale cancel far out; it is a primitive of y − mu and log scale,
/// whose derivatives do not. Tails are arc tangents of 1/z, where ½ less the arc
/// tangent of z would cancel.</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 16.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/cauchy.json.</para>
/// </remarks>
public sealed class CauchyNoise : ScalarNoise
{
    /// <inheritdoc/>
    public override string Name => "cauchy";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LossNames => ["lorentzian"];

    /// <inheritdoc/>
    public override string Description => "symmetric measurement error with the heaviest tails: gross outliers lose their influence";

    /// <inheritdoc/>
    public override bool Redescends => true;

    /// <inheritdoc/>
    public override string Density => "1 / (pi scale (1 + z^2)), z = (y - mu)/scale";

    /// <inheritdoc/>
    public override string Estimates => "the median of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "median", ParameterRole.Location),
        new("scale", ParameterDomain.Positive, "scale: half of the interquartile range", ParameterRole.Scale),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.RealLine;

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) =>
        T.LogOnePlusSquare(y.Value - working[0], working[1]) + (working[1] + Constants.LogPi);

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) => LogLower(Standardise(y, working));

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) => LogLower(-Standardise(y, working));

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new CauchyDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // The quartiles lie a scale from the median: the median absolute deviation is the scale.
        (double median, double deviation) = RobustSpread.Of(y, weights);
        parameters[0] = median;
        parameters[1] = RobustSpread.OrFallback(deviation, median);
    }

    private static T Standardise<T>(Outcome<T> y, ReadOnlySpan<T> working)
        where T : struct, IReal<T> => (y.Value - working[0]) * T.Exp(-working[1]);

    /// <summary>log P(Z ≤ z): below −1 of −atan(1/z)/π, above 1 of 1 − atan(1/z)/π, between of ½ + atan(z)/π.</summary>
    private static T LogLower<T>(T z)
        where T : struct, IReal<T>
    {
        const double Share = 1.0 / Math.PI;
        T tail = Share * T.Atan(1.0 / z);
        T upper = T.SelectLess(1.0, z, T.Log1p(-tail), T.Log(0.5 + (Share * T.Atan(z))));
        return T.SelectLess(z, -1.0, T.Log(-tail), upper);
    }
}
