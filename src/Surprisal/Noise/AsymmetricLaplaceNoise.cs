using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Exponential tails of different weight on the two sides of a quantile: the noise model of quantile regression.</summary>
/// <remarks>
/// <para>Density: tau(1 − tau)/scale · exp(−ρ(z)), z = (y − mu)/scale, ρ(z) = tau z for z ≥ 0 and (tau − 1)z below.</para>
/// <para>Parameters: mu, the tau-quantile (identity); scale (log), the mean check loss. Value of the definition: tau, strictly between 0 and
/// 1; 0.5, where it is laplace with twice the scale.</para>
/// <para>Support: the real line.</para>
/// <para>Numerical hazard: the kink at z = 0, where no derivative exists: the mean of the slopes on both sides is taken. The two slopes are
/// selected as numbers without derivatives; ½|z| + (tau − ½)z would cancel for tau near 0 or 1.</para>
/// <para>Source: Koenker, Machado (1999), doi:10.1080/01621459.1999.10473882; Yu, Zhang (2005), doi:10.1080/03610920500199018.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/asymmetric-laplace.json.</para>
/// </remarks>
public sealed class AsymmetricLaplaceNoise : ScalarNoise
{
    private readonly double _tau;
    private readonly double _logNormaliser;

    /// <summary>The noise model with tau = 0.5: mu is the median.</summary>
    public AsymmetricLaplaceNoise()
        : this(0.5)
    {
    }

    private AsymmetricLaplaceNoise(double tau)
    {
        _tau = tau;
        _logNormaliser = -(Elementary.Log(tau) + Elementary.Log1p(-tau));
        HyperValues = Asymmetry.HyperValues(tau);
    }

    /// <inheritdoc/>
    public override string Name => "asymmetric-laplace";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LossNames => ["pinball", "quantile"];

    /// <inheritdoc/>
    public override string Description => "a quantile of the response, of which tau says which; the check loss as a noise model";

    /// <inheritdoc/>
    public override string Density => "tau(1 - tau)/scale exp(-rho(z)), z = (y - mu)/scale; rho = tau z for z >= 0, else (tau - 1) z";

    /// <inheritdoc/>
    public override string Estimates => "the tau-quantile of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "tau-quantile", ParameterRole.Location),
        new("scale", ParameterDomain.Positive, "scale: mean check loss", ParameterRole.Scale),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.RealLine;

    /// <inheritdoc/>
    public override bool HasKink => true;

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> HyperValues { get; }

    /// <inheritdoc/>
    public override NoiseModel WithHyperValue(string name, double value) =>
        Asymmetry.IsTau(name) ? new AsymmetricLaplaceNoise(Asymmetry.Require(Name, value)) : base.WithHyperValue(name, value);

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T z = Standardise(y, working);
        T slope = T.SelectLess(z, 0.0, _tau - 1.0, T.SelectLess(0.0, z, _tau, _tau - 0.5));
        return (slope * z) + (working[1] + _logNormaliser);
    }

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) => LogLower(Standardise(y, working), _tau);

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) => LogLower(-Standardise(y, working), 1.0 - _tau);

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new AsymmetricLaplaceDistribution(parameters[0], parameters[1], _tau);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // The distribution whose middle half the sample's is: its median lies off mu, its median absolute deviation goes with the scale.
        (double median, double deviation) = RobustSpread.Of(y, weights);
        AsymmetricLaplaceDistribution unit = new(0.0, 1.0, _tau);
        double scale = RobustSpread.OrFallback(2.0 * deviation / (unit.Quantile(0.75) - unit.Quantile(0.25)), median);
        parameters[0] = Asymmetry.Shift(median, scale * unit.Median);
        parameters[1] = scale;
    }

    private static T Standardise<T>(Outcome<T> y, ReadOnlySpan<T> working)
        where T : struct, IReal<T> => (y.Value - working[0]) * T.Exp(-working[1]);

    /// <summary>
    /// log P(Z ≤ z): below 0 of tau e^((1 − tau)z); above of 1 − (1 − tau)e^(−tau z), or next to 0, for small tau, of the same as a sum of
    /// positive parts.
    /// </summary>
    private static T LogLower<T>(T z, double tau)
        where T : struct, IReal<T>
    {
        double rest = 1.0 - tau;
        T below = (rest * z) + Elementary.Log(tau), exponent = -tau * z;
        T near = T.Log(tau - (rest * T.Expm1(exponent))), far = T.Log1p(-rest * T.Exp(exponent));
        return T.SelectLess(z, 0.0, below, T.SelectLess(exponent, -Constants.LogTwo, far, near));
    }
}
