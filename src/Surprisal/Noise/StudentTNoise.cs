using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Measurement error with occasional gross outliers, their weight estimated with the rest.</summary>
/// <remarks>
/// <para>Density: Γ((nu + 1)/2)/(Γ(nu/2) √(nu π) sigma) · (1 + z²/nu)^(−(nu + 1)/2), z = (y − mu)/sigma.</para>
/// <para>Parameters: mu, the location (identity); sigma, the scale (log); nu, the degrees of freedom (log).</para>
/// <para>Support: the real line.</para>
/// <para>Numerical hazard: for large nu both (nu + 1)/2 · log(1 + z²/nu) and the normaliser differ from their gaussian limits by 1/nu
/// only. With L(x) = log(1 + x) − x the first is ½z²(1 + 1/nu) + (nu + 1)/2 · L(z²/nu), the second ½ log 2π − R(nu/2), R(x) =
/// log Γ(x + ½) − log Γ(x) − ½ log x: what depends on nu is small by itself, and so are its derivatives. For z² &gt; nu, where z² may
/// overflow, log(1 + z²/nu) is softplus(log z²/nu).</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 2 (1995), chapter 28; Lange, Little, Taylor (1989),
/// doi:10.1080/01621459.1989.10478852.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/student-t.json.</para>
/// </remarks>
[LawSpread("nu", "below 0.05 the tails reach past the largest double with a probability that is not small", 0.1, 1.0, 4.0, 30.0, 1e6)]
public sealed class StudentTNoise : ScalarNoise
{
    private const double StartingDegreesOfFreedom = 5.0;
    private const double MedianDeviation = 0.72668684380042;

    /// <inheritdoc/>
    public override string Name => "student-t";

    /// <inheritdoc/>
    public override string Description => "symmetric measurement error with occasional gross outliers";

    /// <inheritdoc/>
    public override bool Redescends => true;

    /// <inheritdoc/>
    public override string Density => "gamma((nu + 1)/2) / (gamma(nu/2) sqrt(nu pi) sigma) (1 + z^2/nu)^(-(nu + 1)/2), z = (y - mu)/sigma";

    /// <inheritdoc/>
    public override string Estimates => "the centre of the response: its median, and its mean where nu > 1";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "location", ParameterRole.Location),
        new("sigma", ParameterDomain.Positive, "scale", ParameterRole.Scale),
        new("nu", ParameterDomain.Positive, "degrees of freedom", ParameterRole.Shape, LimitingModel: "gaussian"),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.RealLine;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T mu = working[0], logSigma = working[1], logNu = working[2];
        T difference = y.Value - mu;
        T logRatio = (2.0 * (T.Log(T.Abs(difference)) - logSigma)) - logNu;
        return StandardSurprisal(T.Square(difference) * T.Exp(-2.0 * logSigma), logRatio, T.Exp(logNu), T.Exp(-logNu)) + logSigma;
    }

    /// <summary>The surprisal at scale 1, from z², log z²/nu, nu and 1/nu.</summary>
    internal static T StandardSurprisal<T>(T square, T logRatio, T nu, T reciprocal)
        where T : struct, IReal<T>
    {
        T half = 0.5 * nu, power = half + 0.5;
        T normaliser = Constants.HalfLogTwoPi - T.GammaHalfRatio(half);
        T ratio = square * reciprocal;
        T near = (0.5 * (square + ratio)) + (power * T.Log1pMinusX(ratio));
        return T.SelectLess(ratio, 1.0, near, power * T.Softplus(logRatio)) + normaliser;
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new StudentTDistribution(parameters[0], parameters[1], parameters[2]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // Five degrees of freedom have the median absolute deviation 0.727 sigma: between very heavy tails and gaussian ones.
        (double median, double deviation) = RobustSpread.Of(y, weights);
        parameters[0] = median;
        parameters[1] = RobustSpread.OrFallback(deviation / MedianDeviation, median);
        parameters[2] = StartingDegreesOfFreedom;
    }
}
