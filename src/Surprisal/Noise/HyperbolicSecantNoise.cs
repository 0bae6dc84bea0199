using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Gaussian in the middle, exponential in the tails, without a seam: the noise model of the log-cosh loss.</summary>
/// <remarks>
/// <para>Density: sech(z)/(π scale), z = (y − mu)/scale; variance (π scale/2)².</para>
/// <para>Parameters: mu, the mean (identity); scale (log), the standard deviation times 2/π.</para>
/// <para>Support: the real line.</para>
/// <para>Numerical hazard: cosh overflows, and |z| + log(1 + e^(−2|z|)) − log 2 cancels near 0; log cosh is a primitive.</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 2 (1995), section 23.11; Fischer, Generalized Hyperbolic
/// Secant Distributions (2014), doi:10.1007/978-3-642-45138-6.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/hyperbolic-secant.json.</para>
/// </remarks>
public sealed class HyperbolicSecantNoise : ScalarNoise
{
    private const double MedianDeviation = 0.88137358701954303;
    private const double Linear = 20.0;

    /// <inheritdoc/>
    public override string Name => "hyperbolic-secant";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LossNames => ["log-cosh"];

    /// <inheritdoc/>
    public override string Description => "symmetric measurement error, gaussian in the middle with smooth exponential tails";

    /// <inheritdoc/>
    public override string Density => "sech(z) / (pi scale), z = (y - mu)/scale";

    /// <inheritdoc/>
    public override string Estimates => "the mean of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "mean", ParameterRole.Location),
        new("scale", ParameterDomain.Positive, "scale", ParameterRole.Scale),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.RealLine;

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) => T.LogCosh(Standardise(y, working)) + (working[1] + Constants.LogPi);

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) => LogLower(Standardise(y, working));

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) => LogLower(-Standardise(y, working));

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new HyperbolicSecantDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // The quartiles are ±log(1 + √2) scales from the median.
        (double median, double deviation) = RobustSpread.Of(y, weights);
        parameters[0] = median;
        parameters[1] = RobustSpread.OrFallback(deviation / MedianDeviation, median);
    }

    private static T Standardise<T>(Outcome<T> y, ReadOnlySpan<T> working)
        where T : struct, IReal<T> => (y.Value - working[0]) * T.Exp(-working[1]);

    /// <summary>log P(Z ≤ z) = log(2/π atan eᶻ): below −20, where the arc tangent is its argument, z + log 2/π; above 0 by the complement.</summary>
    private static T LogLower<T>(T z)
        where T : struct, IReal<T>
    {
        const double Share = 2.0 / Math.PI;
        T middle = T.Log(Share * T.Atan(T.Exp(z))), upper = T.Log1p(-Share * T.Atan(T.Exp(-z)));
        return T.SelectLess(z, -Linear, z + (Constants.LogTwo - Constants.LogPi), T.SelectLess(z, 0.0, middle, upper));
    }
}
