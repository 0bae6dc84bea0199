using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Positive amounts and durations whose form is estimated too: weibull, gamma, lognormal and their mirror images are members.</summary>
/// <remarks>
/// <para>Density: with w = (log y − mu)/sigma and k = 1/shape², |shape| kᵏ/(sigma y Γ(k)) · exp(k(shape · w − e^(shape · w))); for shape 0 the limit,
/// e^(−w²/2)/(√(2π) sigma y).</para>
/// <para>Parameters: mu, the location of log y (identity); sigma, its scale (log); shape (identity). In Prentice's form, which flexsurv has as mu,
/// sigma, Q; gamlss has e^mu, sigma and nu = shape/sigma; Stacy's power is shape/sigma. Lognormal has shape 0, weibull 1, gamma shape = sigma,
/// the reciprocals of weibull and gamma −1 and −sigma.</para>
/// <para>Support: y &gt; 0.</para>
/// <para>Numerical hazard: k is infinite at shape 0, through which an estimate may pass; there log Γ(k) − k log k and the exponent, each of the order
/// of k, cancel. With S the Stirling error and F(x) = (eˣ − 1 − x)/x² the surprisal is w² F(shape · w) + S(k) + log sigma + log y + ½ log 2π, in
/// which nothing is large. For |shape| below 0.1 S is its own series, shape²/12 − shape⁶/360 + shape¹⁰/1260 − shape¹⁴/1680; from there w² F is
/// written k(eˣ − 1 − x), x = shape · w, whose curvature keeps its digits far out.</para>
/// <para>Source: Prentice (1974), doi:10.1093/biomet/61.3.539; Stacy (1962), doi:10.1214/aoms/1177704481.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/generalised-gamma.json.</para>
/// </remarks>
[LawSpread("mu", "e to this is the scale of the response, which must be a double", 0.0, -12.5, 30.0)]
[LawSpread("sigma", "below 0.1 the surprisal of a far response is no double, above 3 the tails reach past the doubles too often", 0.1, 1.0, 3.0)]
[LawSpread("shape", "beyond 2 the tails leave the range of doubles with a probability that is not small", 0.24, 0.0, 1e-7, -0.2, 1.0, -1.0, 1.7)]
public sealed class GeneralisedGammaNoise : ScalarNoise
{
    // The last term of the series is below 1e-17 of the first.
    private const double SeriesTo = 0.01;

    /// <inheritdoc/>
    public override string Name => "generalised-gamma";

    /// <inheritdoc/>
    public override string Description => "positive amounts: weibull, gamma and lognormal in one";

    /// <inheritdoc/>
    public override string Density =>
        "|shape| k^k / (sigma y gamma(k)) exp(k (shape w - exp(shape w))), w = (log y - mu)/sigma, k = 1/shape^2; lognormal at shape 0";

    /// <inheritdoc/>
    public override string Estimates => "the location of the logarithm of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "location of log y", ParameterRole.Location),
        new("sigma", ParameterDomain.Positive, "scale of log y", ParameterRole.Scale),
        new("shape", ParameterDomain.Real, "shape: 0 lognormal, 1 weibull, sigma gamma", ParameterRole.Shape),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.Positive;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T mu = working[0], logSigma = working[1], shape = working[2], logY = T.Log(y.Value);
        T w = (logY - mu) * T.Exp(-logSigma), square = T.Square(shape);
        T fourth = T.Square(square), k = 1.0 / T.SelectLess(square, SeriesTo, 1.0, square), x = shape * w;
        T series = square * ((1.0 / 12.0) - (fourth * ((1.0 / 360.0) - (fourth * ((1.0 / 1260.0) - (fourth * (1.0 / 1680.0)))))));
        T normaliser = T.SelectLess(square, SeriesTo, series, T.StirlingError(k));
        T exponent = T.SelectLess(square, SeriesTo, T.Square(w) * T.Expm1MinusXOverSquare(x), k * T.Expm1MinusX(x));
        return (exponent + normaliser) + ((logY + logSigma) + Constants.HalfLogTwoPi);
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new GeneralisedGammaDistribution(parameters[0], parameters[1], parameters[2]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // The lognormal member, in the middle of them all.
        double[] logs = new double[y.Length];
        for (int i = 0; i < logs.Length; i++) logs[i] = Elementary.Log(y[i]);
        Moments moments = Moments.Of(logs, weights);
        parameters[0] = moments.Mean;
        parameters[1] = RobustSpread.OrFallback(moments.StandardDeviation, moments.Mean);
        parameters[2] = 0.0;
    }
}
