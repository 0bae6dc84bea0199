using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Gaussian tails of different width on the two sides of an expectile: the noise model of asymmetric least squares.</summary>
/// <remarks>
/// <para>Density: exp(−w z²)/(sigma C), z = (y − mu)/sigma, w = tau for z ≥ 0 and 1 − tau below; C = ½√π (tau^(−½) + (1 − tau)^(−½)).</para>
/// <para>Parameters: mu, the tau-expectile (identity); sigma, the scale (log). Value of the definition: tau, strictly between 0 and 1; 0.5,
/// where it is gaussian with standard deviation sigma.</para>
/// <para>Support: the real line.</para>
/// <para>Numerical hazard: none; the weight is selected as a number without derivatives. The slope is continuous at z = 0, the curvature
/// jumps there.</para>
/// <para>Source: Newey, Powell (1987), doi:10.2307/1911031, for the loss; Gerlach, Chen, "Bayesian expected
/// shortfall forecasting incorporating the intraday range", Journal of Financial Econometrics 14 (2016), 128-158, for the density.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/asymmetric-gaussian.json.</para>
/// </remarks>
public sealed class AsymmetricGaussianNoise : ScalarNoise
{
    private readonly double _tau;
    private readonly double _logNormaliser;

    /// <summary>The noise model with tau = 0.5: mu is the mean.</summary>
    public AsymmetricGaussianNoise()
        : this(0.5)
    {
    }

    private AsymmetricGaussianNoise(double tau)
    {
        _tau = tau;
        _logNormaliser = AsymmetricGaussianDistribution.LogNormaliser(tau);
        HyperValues = Asymmetry.HyperValues(tau);
    }

    /// <inheritdoc/>
    public override string Name => "asymmetric-gaussian";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LossNames => ["expectile"];

    /// <inheritdoc/>
    public override string Description => "an expectile of the response, of which tau says which; asymmetric least squares as a noise model";

    /// <inheritdoc/>
    public override string Density =>
        "exp(-w z^2) / (sigma C(tau)), z = (y - mu)/sigma; w = tau for z >= 0, else 1 - tau; C(tau) = sqrt(pi)/2 (tau^(-1/2) + (1 - tau)^(-1/2))";

    /// <inheritdoc/>
    public override string Estimates => "the tau-expectile of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "tau-expectile", ParameterRole.Location),
        new("sigma", ParameterDomain.Positive, "scale", ParameterRole.Scale),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.RealLine;

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> HyperValues { get; }

    /// <inheritdoc/>
    public override NoiseModel WithHyperValue(string name, double value) =>
        Asymmetry.IsTau(name) ? new AsymmetricGaussianNoise(Asymmetry.Require(Name, value)) : base.WithHyperValue(name, value);

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T z = Standardise(y, working), weight = T.SelectLess(z, 0.0, 1.0 - _tau, _tau);
        return (weight * T.Square(z)) + (working[1] + _logNormaliser);
    }

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) => LogLower(Standardise(y, working), _tau, 1.0 - _tau);

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) => LogLower(-Standardise(y, working), 1.0 - _tau, _tau);

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new AsymmetricGaussianDistribution(parameters[0], parameters[1], _tau);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // The distribution whose middle half the sample's is: its median lies off mu.
        (double median, double deviation) = RobustSpread.Of(y, weights);
        AsymmetricGaussianDistribution unit = new(0.0, 1.0, _tau);
        double scale = RobustSpread.OrFallback(2.0 * deviation / (unit.Quantile(0.75) - unit.Quantile(0.25)), median);
        parameters[0] = Asymmetry.Shift(median, scale * unit.Median);
        parameters[1] = scale;
    }

    private static T Standardise<T>(Outcome<T> y, ReadOnlySpan<T> working)
        where T : struct, IReal<T> => (y.Value - working[0]) * T.Exp(-working[1]);

    /// <summary>log P(Z ≤ z): twice the mass of the lower half times Φ below 0, 1 less the upper tail above.</summary>
    /// <param name="z">Where.</param>
    /// <param name="above">The weight of z² above 0, whose root is the mass below in units of the sum of both roots.</param>
    /// <param name="below">The weight below.</param>
    private static T LogLower<T>(T z, double above, double below)
        where T : struct, IReal<T>
    {
        double lower = Math.Sqrt(above), upper = Math.Sqrt(below), logTotal = Elementary.Log(0.5 * (lower + upper));
        T near = T.LogNormalCdf(Math.Sqrt(2.0 * below) * z) + (Elementary.Log(lower) - logTotal);
        T far = T.Log1p(-T.Exp(T.LogNormalCdf(-Math.Sqrt(2.0 * above) * z) + (Elementary.Log(upper) - logTotal)));
        return T.SelectLess(z, 0.0, near, far);
    }
}
