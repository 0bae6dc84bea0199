using Surprisal.Links;
using Surprisal.Noise.Distributions;

namespace Surprisal.Noise;

/// <summary>Amounts from 0 on with a power-law tail: losses, file sizes, waiting times of mixed rates (Pareto of the second kind).</summary>
/// <remarks>
/// <para>Density: (shape/scale) (1 + y/scale)^(−shape − 1).</para>
/// <para>Parameters: scale (log); shape, the power of the tail (log): the mean is infinite up to shape 1, the variance up to shape 2.</para>
/// <para>Support: y ≥ 0.</para>
/// <para>Numerical hazard: 1 + y/scale loses y where the scale is large, and overflows where it is small; log(1 + y/scale) is softplus(log y − log
/// scale).</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 20, section 3; Lomax (1954),
/// doi:10.1080/01621459.1954.10501239.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/pareto-lomax.json.</para>
/// </remarks>
[LawSpread("shape", "below 0.05 responses reach past the doubles", 0.1, 1.0, 2.5, 20.0, 1e8)]
public sealed class ParetoLomaxNoise : ScalarNoise
{
    private const double LargestShape = 20.0;

    /// <inheritdoc/>
    public override string Name => "pareto-lomax";

    /// <inheritdoc/>
    public override string Description => "amounts from 0 on with a power-law tail: losses, sizes";

    /// <inheritdoc/>
    public override string Density => "(shape/scale) (1 + y/scale)^(-shape - 1)";

    /// <inheritdoc/>
    public override string Estimates => "the scale: the mean is scale/(shape - 1)";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("scale", ParameterDomain.Positive, "scale", ParameterRole.Location),
        new("shape", ParameterDomain.Positive, "shape: the power of the tail", ParameterRole.Shape),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.NonNegative;

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T logScale = working[0], logShape = working[1];
        return ((T.Exp(logShape) + 1.0) * T.Softplus(T.Log(y.Value) - logScale)) + (logScale - logShape);
    }

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) => T.Log1mExp(LogSurvival(y, working));

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) => -(T.Exp(working[1]) * T.Softplus(T.Log(y.Value) - working[0]));

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new ParetoLomaxDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // The squared coefficient of variation is shape/(shape − 2).
        Moments moments = Moments.Of(y, weights);
        double variation = moments.StandardDeviation / moments.PositiveMean, square = variation * variation;
        double shape = square * LargestShape > LargestShape + (2.0 * square) ? 2.0 * square / (square - 1.0) : LargestShape;
        parameters[0] = LogSample.Inside(LogSample.Inside(moments.PositiveMean) * (shape - 1.0));
        parameters[1] = shape;
    }
}
