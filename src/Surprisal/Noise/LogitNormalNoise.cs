using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Shares strictly between 0 and 1 whose logit is gaussian.</summary>
/// <remarks>
/// <para>Density: e^(−z²/2)/(sigma √(2π) y(1 − y)), z = (logit y − mu)/sigma.</para>
/// <para>Parameters: mu, the mean of logit y (identity); sigma, its standard deviation (log).</para>
/// <para>Support: 0 &lt; y &lt; 1.</para>
/// <para>Numerical hazard: logit y = log y − log(1 − y) cancels around ½, where it is log(1 + (2y − 1)/(1 − y)), of which 2y − 1 is exact. The tails
/// are those of the normal distribution at z, by their logarithm. Mean and variance have no closed form: the trapezoidal rule, which converges
/// exponentially here, over z for sigma up to 1, over the logit against the logistic density beyond.</para>
/// <para>Source: Aitchison, Shen (1980), doi:10.1093/biomet/67.2.261; Johnson (1949), doi:10.1093/biomet/36.1-2.149 (system S_B).</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/logit-normal.json.</para>
/// </remarks>
[LawSpread("mu", "a share nearer to 1 than 1e-16 is not a double", 0.0, -12.5, 8.0)]
[LawSpread("sigma", "above 3 responses lie between the last double and 1, below 1e-3 doubles next to 1 are too coarse for differences", 1e-3, 0.03, 0.7, 2.5)]
public sealed class LogitNormalNoise : ScalarNoise
{
    /// <inheritdoc/>
    public override string Name => "logit-normal";

    /// <inheritdoc/>
    public override string Description => "shares strictly between 0 and 1 whose logit is gaussian";

    /// <inheritdoc/>
    public override string Density => "exp(-z^2/2) / (sigma sqrt(2 pi) y (1 - y)), z = (log(y/(1 - y)) - mu)/sigma";

    /// <inheritdoc/>
    public override string Estimates => "the mean of the response's logit: the logit of its median";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "mean of logit y", ParameterRole.Location),
        new("sigma", ParameterDomain.Positive, "standard deviation of logit y", ParameterRole.Scale),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.UnitInterval;

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T logY = T.Log(y.Value), logRest = T.Log1p(-y.Value), logSigma = working[1];
        T z = (Logit(y.Value, logY, logRest) - working[0]) * T.Exp(-logSigma);
        return (0.5 * T.Square(z)) + (logSigma + ((logY + logRest) + Constants.HalfLogTwoPi));
    }

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T log = T.LogNormalCdf(Standardise(y.Value, working));
        return T.SelectLess(y.Value, 1.0, T.SelectLess(0.0, y.Value, log, double.NegativeInfinity), 0.0);
    }

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T log = T.LogNormalCdf(-Standardise(y.Value, working));
        return T.SelectLess(y.Value, 1.0, T.SelectLess(0.0, y.Value, log, 0.0), double.NegativeInfinity);
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new LogitNormalDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        double[] logits = new double[y.Length];
        for (int i = 0; i < logits.Length; i++) logits[i] = Elementary.Log(y[i]) - Elementary.Log1p(-y[i]);
        Moments moments = Moments.Of(logits, weights);
        parameters[0] = moments.Mean;
        parameters[1] = RobustSpread.OrFallback(moments.StandardDeviation, moments.Mean);
    }

    private static T Logit<T>(T y, T logY, T logRest)
        where T : struct, IReal<T>
    {
        T offset = (y + y) - 1.0;
        return T.SelectLess(T.Abs(offset), 0.5, T.Log1p(offset / (1.0 - y)), logY - logRest);
    }

    private static T Standardise<T>(T y, ReadOnlySpan<T> working)
        where T : struct, IReal<T>
    {
        T inside = T.SelectLess(0.0, y, T.SelectLess(y, 1.0, y, 0.5), 0.5);
        return (Logit(inside, T.Log(inside), T.Log1p(-inside)) - working[0]) * T.Exp(-working[1]);
    }
}
