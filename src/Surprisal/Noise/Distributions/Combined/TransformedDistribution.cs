using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of y where that of an increasing function of it is known.</summary>
internal sealed class TransformedDistribution(Distribution whole, ResponseMap map) : Distribution
{
    /// <inheritdoc/>
    public override double Mean => QuantileExpectation.Of(this, discrete: false, static y => y);

    /// <inheritdoc/>
    public override double Variance => QuantileExpectation.Variance(this, discrete: false, Mean);

    /// <summary>That of the part less the mean of log t′, which is a function of t that does not overflow.</summary>
    public override double Entropy => whole.Entropy - QuantileExpectation.Of(whole, discrete: false, map.LogSlopeAt);

    /// <inheritdoc/>
    public override double Median => map.Invert(whole.Median);

    /// <inheritdoc/>
    public override double LogDensity(double y)
    {
        if (double.IsNaN(y)) return y;
        return map.Support.Contains(y) ? whole.LogDensity(map.Apply(y)) + map.LogSlope(y) : double.NegativeInfinity;
    }

    /// <inheritdoc/>
    public override double Cdf(double y) => whole.Cdf(map.Apply(y));

    /// <inheritdoc/>
    public override double Survival(double y) => whole.Survival(map.Apply(y));

    /// <inheritdoc/>
    public override double LogCdf(double y) => whole.LogCdf(map.Apply(y));

    /// <inheritdoc/>
    public override double LogSurvival(double y) => whole.LogSurvival(map.Apply(y));

    /// <inheritdoc/>
    public override double Quantile(double p) => Inverse(whole.Quantile(p));

    /// <inheritdoc/>
    public override double SurvivalQuantile(double q) => Inverse(whole.SurvivalQuantile(q));

    /// <inheritdoc/>
    public override double Sample(RandomStream stream) => map.Invert(whole.Sample(stream));

    /// <summary>The nearest double, which may be an end of the support.</summary>
    private double Inverse(double t)
    {
        (double least, double greatest) = map.Support.Ends();
        if (double.IsNegativeInfinity(t)) return least;
        return double.IsPositiveInfinity(t) ? greatest : double.IsNaN(t) ? t : map.Nearest(t);
    }
}
