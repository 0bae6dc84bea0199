using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Amounts that are often exactly zero: rainfall, insurance claims, catches.</summary>
/// <remarks>
/// <para>Density: a poisson number, of mean lambda = mu^(2 − power)/(dispersion (2 − power)), of gamma amounts with shape a = (2 − power)/(power −
/// 1) and scale g = dispersion (power − 1) mu^(power − 1), added up. P(Y = 0) = e^(−lambda); for y &gt; 0 the density is e^(−lambda − y/g)/y · Σ
/// lambdaʲ (y/g)^(ja)/(j! Γ(ja)), j = 1, 2, ...; variance dispersion mu^power.</para>
/// <para>Parameters: mu, the mean (log); dispersion (log). The power, strictly between 1 and 2, is held: 1.5 unless given.</para>
/// <para>Support: y ≥ 0, with a probability of its own at 0.</para>
/// <para>Numerical hazard: lambda, y/g and the logarithm of the series are large and cancel, and the series has some √lambda terms. With t = log y −
/// log mu the surprisal is d/(2 dispersion) + ½ log(2π dispersion y^power) + R, where d/(2 dispersion) = lambda ((2 − power)(eᵗ − 1 − t) − (e^((2 −
/// power)t) − 1 − (2 − power)t))/(power − 1) (below power 1½ in terms of −t, from which the leading parts cancel less) and R, which vanishes as
/// lambda grows, is <see cref="Surprisal.Numerics.IReal{T}.TweedieRemainder"/>: the series relative to its largest term, or its trapezoidal
/// sum.</para>
/// <para>Source: Dunn, Smyth (2005), doi:10.1007/s11222-005-4070-y; Jørgensen, The Theory of Dispersion Models (1997), chapter 4.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/tweedie.json.</para>
/// </remarks>
public sealed class TweedieNoise : ScalarNoise
{
    private const double DefaultPower = 1.5;
    private const double SmallestDispersion = 1e-6;
    private const double LargestDispersion = 1e6;

    // Below this ratio to the mean a response is as good as 0 for the mirrored deviance, and e to it is not.
    private const double LowestLogRatio = -600.0;
    private readonly double _power;

    /// <summary>With power 1.5.</summary>
    public TweedieNoise()
        : this(DefaultPower)
    {
    }

    private TweedieNoise(double power)
    {
        _power = power;
        HyperValues = new Dictionary<string, double>(StringComparer.Ordinal) { ["power"] = power }.AsReadOnly();
    }

    /// <inheritdoc/>
    public override string Name => "tweedie";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LossNames => ["tweedie deviance", "tweedie loss"];

    /// <inheritdoc/>
    public override string Description => "amounts that are often exactly 0: rainfall, claims, catches";

    /// <inheritdoc/>
    public override string Density =>
        "exp(-lambda) at 0, else exp(-lambda - y/g)/y sum_j lambda^j (y/g)^(j a)/(j! gamma(j a)); lambda = mu^(2 - power)/(dispersion (2 - power)), "
        + "a = (2 - power)/(power - 1), g = dispersion (power - 1) mu^(power - 1)";

    /// <inheritdoc/>
    public override string Estimates => "the mean of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Positive, "mean", ParameterRole.Location),
        new("dispersion", ParameterDomain.Positive, "dispersion: variance dispersion mu^power", ParameterRole.Scale),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.NonNegative;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Atoms { get; } = [0.0];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> HyperValues { get; }

    /// <inheritdoc/>
    public override NoiseModel WithHyperValue(string name, double value)
    {
        if (!string.Equals(name, "power", StringComparison.Ordinal)) return base.WithHyperValue(name, value);
        if (!(value > 1.0 && value < 2.0))
            throw new InputException(
                $"noise model 'tweedie': power must be strictly between 1 and 2, not {NoiseNumber.Format(value)}",
                "leave power out for 1.5; poisson has power 1, gamma has power 2");
        return new TweedieNoise(value);
    }

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T logMu = working[0], logDispersion = working[1];
        double q = 2.0 - _power, r = _power - 1.0;
        T positive = T.SelectLess(0.0, y.Value, y.Value, 1.0), logY = T.Log(positive), t = logY - logMu;
        T lambda = (1.0 / q) * T.Exp((q * logMu) - logDispersion), deviance;
        if (_power >= DefaultPower) deviance = lambda * (((q / r) * T.Expm1MinusX(t)) - ((1.0 / r) * T.Expm1MinusX(q * t)));
        else
        {
            t = T.SelectLess(t, LowestLogRatio, LowestLogRatio, t);
            deviance = lambda * (T.Exp(t) * (T.Expm1MinusX(-t) - ((1.0 / r) * T.Expm1MinusX(-r * t))));
        }

        T remainder = T.TweedieRemainder(q / r, (q * logY) - (logDispersion + Elementary.Log(q)));
        T continuous = (deviance + remainder) + ((0.5 * ((_power * logY) + logDispersion)) + Constants.HalfLogTwoPi);
        return T.SelectLess(0.0, y.Value, continuous, lambda);
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new TweedieDistribution(parameters[0], parameters[1], _power);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // By moments, in units of the mean: no power of it overflows.
        Moments moments = Moments.Of(y, weights);
        double mean = moments.PositiveMean, relative = moments.StandardDeviation / mean;
        parameters[0] = mean;
        double logDispersion = (2.0 * Elementary.Log(Math.Max(relative, SmallestDispersion))) + ((2.0 - _power) * Elementary.Log(mean));
        parameters[1] = Math.Clamp(Elementary.Exp(logDispersion), SmallestDispersion, LargestDispersion);
    }
}
