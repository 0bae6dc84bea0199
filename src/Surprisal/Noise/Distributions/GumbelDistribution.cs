using Surprisal.Numerics;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="GumbelNoise"/>: of a maximum.</summary>
internal sealed class GumbelDistribution(double location, double scale) : Distribution
{
    private const double StandardVariance = Math.PI * Math.PI / 6.0;
    private readonly double _logScale = Elementary.Log(scale);

    /// <inheritdoc/>
    public override double Mean => location + (scale * Constants.EulerGamma);

    /// <inheritdoc/>
    public override double Variance => scale * scale * StandardVariance;

    /// <inheritdoc/>
    public override double Mode => location;

    /// <inheritdoc/>
    public override double Entropy => _logScale + (1.0 + Constants.EulerGamma);

    /// <inheritdoc/>
    public override double LogDensity(double y)
    {
        if (double.IsInfinity(y)) return double.NegativeInfinity;
        return -(Elementary.Expm1MinusX((location - y) / scale) + (1.0 + _logScale));
    }

    /// <inheritdoc/>
    public override double Cdf(double y) => Elementary.Exp(LogCdf(y));

    /// <inheritdoc/>
    public override double Survival(double y) => -Elementary.Expm1(LogCdf(y));

    /// <inheritdoc/>
    public override double LogCdf(double y) => -Elementary.Exp((location - y) / scale);

    /// <inheritdoc/>
    public override double LogSurvival(double y)
    {
        // For t = e^−z below 1 the logarithm of 1 − e^−t is that of e^t − 1 less t, which keeps −z where t underflows.
        double x = (location - y) / scale;
        return x < 0.0 ? Elementary.LogitOfCloglog(x) - Elementary.Exp(x) : Elementary.Log1mExp(-Elementary.Exp(x));
    }

    /// <inheritdoc/>
    public override double Quantile(double p) => !(p >= 0.0 && p <= 1.0) ? double.NaN : FromLogCdf(Elementary.Log(p));

    /// <inheritdoc/>
    public override double SurvivalQuantile(double q) => !(q >= 0.0 && q <= 1.0) ? double.NaN : FromLogCdf(Elementary.Log1p(-q));

    /// <inheritdoc/>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Math.Clamp(FromLogCdf(-stream.NextExponential()), double.MinValue, double.MaxValue);
    }

    private double FromLogCdf(double logP) => location - (scale * Elementary.Log(-logP));
}
