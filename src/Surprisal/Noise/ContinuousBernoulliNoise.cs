using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Shares from 0 to 1, both included, such as intensities of pixels: binary cross-entropy with the normaliser that it lacks there.</summary>
/// <remarks>
/// <para>Density: lambdaʸ (1 − lambda)^(1 − y) C, C = 2 artanh(1 − 2 lambda)/(1 − 2 lambda), 2 at lambda = ½. With t = logit lambda it is
/// e^(ty) t/(eᵗ − 1): an exponential density, falling or rising, cut off at 0 and 1.</para>
/// <para>Parameters: lambda, of the shape (logit); not the mean, which is 1/(1 − e⁻ᵗ) − 1/t.</para>
/// <para>Support: 0 ≤ y ≤ 1.</para>
/// <para>Numerical hazard: at lambda = ½ the normaliser is 0/0; for large |t| it cancels the exponent. With N(x) = log((eˣ − 1)/x), a primitive that
/// is smooth through 0, the surprisal is N(−|t|) + |t| r, r the distance of y from the likelier end: both parts are of the surprisal's size.</para>
/// <para>Source: Loaiza-Ganem, Cunningham, The continuous Bernoulli: fixing a pervasive error in variational autoencoders, NeurIPS 32 (2019),
/// arXiv:1907.06845.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/continuous-bernoulli.json.</para>
/// </remarks>
public sealed class ContinuousBernoulliNoise : ScalarNoise
{
    private const double LargestLogit = 30.0;
    private const int NewtonSteps = 60;

    /// <inheritdoc/>
    public override string Name => "continuous-bernoulli";

    /// <inheritdoc/>
    public override string Description => "shares from 0 to 1, both included: intensities of pixels";

    /// <inheritdoc/>
    public override string Density => "lambda^y (1 - lambda)^(1 - y) 2 artanh(1 - 2 lambda)/(1 - 2 lambda)";

    /// <inheritdoc/>
    public override string Estimates => "the mean of the response, as a monotone function of lambda";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("lambda", ParameterDomain.Probability, "shape: falling below 1/2, rising above", ParameterRole.Location),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.ClosedUnitInterval;

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T t = working[0], size = T.Abs(t);
        return T.LogExpm1OverX(-size) + (size * T.SelectLess(t, 0.0, y.Value, 1.0 - y.Value));
    }

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) => Complemented(Lower(y.Value, working[0]), Lower(1.0 - y.Value, -working[0]));

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) => Complemented(Lower(1.0 - y.Value, -working[0]), Lower(y.Value, working[0]));

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new ContinuousBernoulliDistribution(parameters[0]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // The maximum of the likelihood itself, at which the mean is that of the sample: Newton on a monotone function, held where lambda is inside.
        double mean = Moments.Of(y, weights).Mean, t = 0.0;
        for (int i = 0; i < NewtonSteps; i++)
        {
            (_, double at, double slope) = Elementary.Derivatives<Numerics.Primitives.LogExpm1OverX>(t);
            t = Math.Clamp(t + ((mean - at) / slope), -LargestLogit, LargestLogit);
        }

        parameters[0] = Elementary.Sigmoid(t);
    }

    /// <summary>log((e^(ty) − 1)/(eᵗ − 1)).</summary>
    private static T Lower<T>(T y, T t)
        where T : struct, IReal<T> => T.Log(y) + (T.LogExpm1OverX(t * y) - T.LogExpm1OverX(t));

    /// <summary>A logarithm that is near 0 from the other tail, in which it has digits.</summary>
    private static T Complemented<T>(T log, T other)
        where T : struct, IReal<T>
    {
        T safe = T.SelectLess(other, -0.5, other, -0.5);
        return T.SelectLess(other, -0.5, T.Log1mExp(safe), log);
    }
}
