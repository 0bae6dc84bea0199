using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Errors up to epsilon do not count, those beyond in proportion to their excess: the noise model of support vector regression.</summary>
/// <remarks>
/// <para>Density: exp(−max(0, |y − mu| − epsilon)/scale)/(2(scale + epsilon)).</para>
/// <para>Parameters: mu, the centre, which is mean and median (identity); scale, the mean excess of the responses that lie beyond epsilon (log).
/// Value of the definition: epsilon, the half-width of the flat core in units of the response, 0.1; 0 is laplace. In these units, as in support
/// vector regression, the minimising mu does not depend on the scale, and C is 1/scale.</para>
/// <para>Support: the real line.</para>
/// <para>Numerical hazard: none; log(scale + epsilon) is log epsilon + softplus(log scale − log epsilon). The slope jumps at mu ± epsilon.</para>
/// <para>Source: Pontil, Mukherjee, Girosi (2000), "On the noise model of support vector machines regression", doi:10.1007/3-540-40992-0_24;
/// Smola, Schölkopf (2004), doi:10.1023/B:STCO.0000035301.49549.88.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/epsilon-insensitive.json.</para>
/// </remarks>
[LawSpread("scale", "the expected curvature is a difference over part of the spread, which may not step over the core nor over the tails", 0.03, 0.3, 1.0, Law = "bartlett")]
public sealed class EpsilonInsensitiveNoise : ScalarNoise, IPiecewiseLinear
{
    private const double Usual = 0.1;
    private readonly double _epsilon;

    /// <summary>The noise model with epsilon = 0.1, in units of the response.</summary>
    public EpsilonInsensitiveNoise()
        : this(Usual)
    {
    }

    private EpsilonInsensitiveNoise(double epsilon)
    {
        _epsilon = epsilon;
        HyperValues = new Dictionary<string, double>(StringComparer.Ordinal) { ["epsilon"] = epsilon }.AsReadOnly();
    }

    /// <inheritdoc/>
    public override string Name => "epsilon-insensitive";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LossNames => ["epsilon-insensitive", "svr"];

    /// <inheritdoc/>
    public override string Description => "errors within epsilon, in units of the response, are free; support vector regression";

    /// <inheritdoc/>
    public override string Density => "exp(-max(0, |y - mu| - epsilon)/scale) / (2 (scale + epsilon))";

    /// <inheritdoc/>
    public override string Estimates => "the centre of a tube of half-width epsilon that leaves the least excess outside";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "centre", ParameterRole.Location),
        new("scale", ParameterDomain.Positive, "scale of the tails", ParameterRole.Scale),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.RealLine;

    /// <inheritdoc/>
    public override bool HasKink => true;

    /// <inheritdoc/>
    IReadOnlyList<double> IPiecewiseLinear.Kinks => _epsilon == 0.0 ? [0.0] : [-_epsilon, _epsilon];

    /// <inheritdoc/>
    IReadOnlyList<double> IPiecewiseLinear.Slopes => _epsilon == 0.0 ? [-1.0, 1.0] : [-1.0, 0.0, 1.0];

    /// <inheritdoc/>
    bool IPiecewiseLinear.HasKinksInResponseUnits => _epsilon > 0.0;

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> HyperValues { get; }

    /// <inheritdoc/>
    public override NoiseModel WithHyperValue(string name, double value)
    {
        if (!string.Equals(name, "epsilon", StringComparison.Ordinal)) return base.WithHyperValue(name, value);
        if (!(value >= 0.0) || !double.IsFinite(value))
            throw new InputException(
                $"noise model 'epsilon-insensitive': epsilon must be a finite number of at least 0, not {NoiseNumber.Format(value)}",
                "leave epsilon out for 0.1; it is in units of the response");
        return new EpsilonInsensitiveNoise(value);
    }

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T excess = T.Abs(y.Value - working[0]) - _epsilon;
        return T.SelectLess(excess, 0.0, 0.0, excess * T.Exp(-working[1])) + (Constants.LogTwo + LogHalfWidth(working[1]));
    }

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) => LogTail(working[0] - y.Value, working[1]);

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) => LogTail(y.Value - working[0], working[1]);

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new EpsilonInsensitiveDistribution(parameters[0], parameters[1], _epsilon);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // Laplace's spread, of which the core takes epsilon.
        (double median, double deviation) = RobustSpread.Of(y, weights);
        double spread = RobustSpread.OrFallback(deviation / Constants.LogTwo, median);
        parameters[0] = median;
        parameters[1] = Math.Max(Math.Max(spread - _epsilon, 0.25 * spread), double.Epsilon);
    }

    /// <summary>log(scale + epsilon).</summary>
    private T LogHalfWidth<T>(T logScale)
        where T : struct, IReal<T>
    {
        if (_epsilon == 0.0) return logScale;
        double logEpsilon = Elementary.Log(_epsilon);
        return logEpsilon + T.Softplus(logScale - logEpsilon);
    }

    /// <summary>The logarithm of the probability beyond a signed distance from the centre.</summary>
    private T LogTail<T>(T distance, T logScale)
        where T : struct, IReal<T>
    {
        T x = (T.Abs(distance) - _epsilon) * T.Exp(-logScale);
        T smaller = T.SelectLess(x, 0.0, T.Log1p(-x), -x) + (logScale - (Constants.LogTwo + LogHalfWidth(logScale)));
        return T.SelectLess(distance, 0.0, T.Log1p(-T.Exp(smaller)), smaller);
    }
}
