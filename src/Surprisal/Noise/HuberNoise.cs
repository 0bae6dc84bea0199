using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Primitives;

namespace Surprisal.Noise;

/// <summary>Gaussian in the middle, exponential in the tails: the noise model of the huber loss.</summary>
/// <remarks>
/// <para>Density: exp(−ρ(z))/(sigma C), z = (y − mu)/sigma, ρ(z) = ½z² for |z| ≤ k and k|z| − ½k² beyond; C = √(2π)(2Φ(k) − 1) + (2/k)
/// exp(−½k²).</para>
/// <para>Parameters: mu, the centre (identity); sigma, the scale (log). Value of the definition: k, where the tails begin,
/// 1.345.</para>
/// <para>Support: the real line.</para>
/// <para>Numerical hazard: none; the tail is written k(|z| − ½k), so only the branch not taken can overflow.</para>
/// <para>Source: Huber (1964), doi:10.1214/aoms/1177703732.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/huber.json.</para>
/// </remarks>
public sealed class HuberNoise : ScalarNoise
{
    private const double Efficient = 1.345;
    private readonly double _k;
    private readonly double _logNormaliser;

    /// <summary>The noise model with k = 1.345, where the estimate of a gaussian mean keeps 95 % of its efficiency.</summary>
    public HuberNoise()
        : this(Efficient)
    {
    }

    private HuberNoise(double k)
    {
        _k = k;
        _logNormaliser = Huber.LogNormaliser(k);
        HyperValues = new Dictionary<string, double>(StringComparer.Ordinal) { ["k"] = k }.AsReadOnly();
    }

    /// <inheritdoc/>
    public override string Name => "huber";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LossNames => ["huber", "smooth-l1"];

    /// <inheritdoc/>
    public override string Description => "measurement error with outliers; k says where the tails begin";

    /// <inheritdoc/>
    public override string Density =>
        "exp(-rho(z)) / (sigma C(k)), z = (y - mu)/sigma; rho = z^2/2 for |z| <= k, else k|z| - k^2/2; "
        + "C(k) = sqrt(2 pi)(2 Phi(k) - 1) + (2/k) exp(-k^2/2)";

    /// <inheritdoc/>
    public override string Estimates => "the centre of the response (an M-estimate of location)";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "centre", ParameterRole.Location),
        new("sigma", ParameterDomain.Positive, "scale", ParameterRole.Scale),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.RealLine;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> HyperValues { get; }

    /// <inheritdoc/>
    public override NoiseModel WithHyperValue(string name, double value)
    {
        if (!string.Equals(name, "k", StringComparison.Ordinal)) return base.WithHyperValue(name, value);
        if (!(value > 0.0) || !double.IsFinite(value))
            throw new InputException(
                $"noise model 'huber': k must be a finite number greater than 0, not {NoiseNumber.Format(value)}",
                "leave k out for 1.345");
        return new HuberNoise(value);
    }

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T mu = working[0], logSigma = working[1];
        T z = T.Abs((y.Value - mu) * T.Exp(-logSigma));
        return T.SelectLess(z, _k, 0.5 * T.Square(z), _k * (z - (0.5 * _k))) + (logSigma + _logNormaliser);
    }

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) => LogTail((working[0] - y.Value) * T.Exp(-working[1]));

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) => LogTail((y.Value - working[0]) * T.Exp(-working[1]));

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new HuberDistribution(parameters[0], parameters[1], _k);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        (double median, double deviation) = RobustSpread.Of(y, weights);
        parameters[0] = median;
        parameters[1] = RobustSpread.OrFallback(deviation / Constants.NormalMedianDeviation, median);
    }

    /// <summary>
    /// log P(Z &gt; z): e^−k(z − k/2)/(kC) beyond k, (√(2π)Φ(−z) + e^−k²/2 (1/k − M(k)))/C in the core, M the Mills ratio, what is left of 1 before −k.
    /// </summary>
    private T LogTail<T>(T z)
        where T : struct, IReal<T>
    {
        double beyond = Elementary.Exp(-0.5 * _k * _k) * ((1.0 / _k) - Elementary.MillsRatio(_k)), logFactor = -Elementary.Log(_k) - _logNormaliser;
        T core = T.Log(T.Exp(T.LogNormalCdf(-z) + Constants.HalfLogTwoPi) + beyond) - _logNormaliser;
        T within = T.SelectLess(z, _k, core, logFactor - (_k * (z - (0.5 * _k))));
        return T.SelectLess(-_k, z, within, T.Apply<Log1mExp>(logFactor - (_k * (-z - (0.5 * _k)))));
    }
}
