using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;
using Surprisal.Numerics.Primitives;

namespace Surprisal.Noise;

/// <summary>What the noise models of the largest and of the smallest of many share: minima are the maxima of −y about −mu.</summary>
[LawExemption("support", "the surprisal grows as the exponential of the distance: 710 scales on the short side it exceeds the largest double")]
public abstract class ExtremeValueNoise : ScalarNoise
{
    // Median absolute deviation at scale 1, and the logarithm of log 2.
    private const double MedianDeviation = 0.76704925132069;
    private const double LogLogTwo = -0.36651292058166435;
    private readonly bool _minimum;

    private protected ExtremeValueNoise(bool minimum) => _minimum = minimum;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "location, the mode", ParameterRole.Location),
        new("scale", ParameterDomain.Positive, "scale", ParameterRole.Scale),
    ];

    /// <inheritdoc/>
    public sealed override Support Support => Support.RealLine;

    /// <inheritdoc/>
    public sealed override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public sealed override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T x = Exponent(y, working);
        return T.Expm1MinusX(x) + (1.0 + working[1]);
    }

    /// <inheritdoc/>
    public sealed override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) =>
        _minimum ? LogFar(Exponent(y, working)) : -T.Exp(Exponent(y, working));

    /// <inheritdoc/>
    public sealed override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) =>
        _minimum ? -T.Exp(Exponent(y, working)) : LogFar(Exponent(y, working));

    /// <inheritdoc/>
    public sealed override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return _minimum
            ? new MirroredDistribution(new GumbelDistribution(-parameters[0], parameters[1]))
            : new GumbelDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public sealed override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        (double median, double deviation) = RobustSpread.Of(y, weights);
        double scale = RobustSpread.OrFallback(deviation / MedianDeviation, median), shift = scale * LogLogTwo;
        parameters[0] = Math.Clamp(_minimum ? median - shift : median + shift, double.MinValue, double.MaxValue);
        parameters[1] = scale;
    }

    /// <summary>−z, or z for minima: what the exponential is taken of.</summary>
    private T Exponent<T>(Outcome<T> y, ReadOnlySpan<T> working)
        where T : struct, IReal<T>
    {
        T difference = _minimum ? y.Value - working[0] : working[0] - y.Value;
        return difference * T.Exp(-working[1]);
    }

    /// <summary>log(1 − e^−t), t = eˣ: from log(eᵗ − 1) where t is small, which keeps x where t underflows.</summary>
    private static T LogFar<T>(T x)
        where T : struct, IReal<T>
    {
        T t = T.Exp(x);
        return T.SelectLess(x, 0.0, T.Apply<LogitOfCloglog>(x) - t, T.Apply<Log1mExp>(-t));
    }
}
