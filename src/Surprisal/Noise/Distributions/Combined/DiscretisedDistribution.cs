using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>A continuous response rounded to the nearest whole number.</summary>
internal sealed class DiscretisedDistribution(Distribution whole, Support support, bool smooth) : Distribution
{
    /// <inheritdoc/>
    public override double Mean => QuantileExpectation.Of(this, discrete: true, static y => y);

    /// <inheritdoc/>
    public override double Variance => QuantileExpectation.Variance(this, discrete: true, Mean);

    /// <inheritdoc/>
    public override double LogDensity(double y)
    {
        if (double.IsNaN(y)) return y;
        return support.Contains(y) ? IntervalProbability.Log(whole, Least(y) ? double.NegativeInfinity : y - 0.5, y + 0.5, smooth) : double.NegativeInfinity;
    }

    /// <inheritdoc/>
    public override double Cdf(double y) => Below(y) ? 0.0 : whole.Cdf(Math.Floor(y) + 0.5);

    /// <inheritdoc/>
    public override double Survival(double y) => Below(y) ? 1.0 : whole.Survival(Math.Floor(y) + 0.5);

    /// <inheritdoc/>
    public override double LogCdf(double y) => Below(y) ? double.NegativeInfinity : whole.LogCdf(Math.Floor(y) + 0.5);

    /// <inheritdoc/>
    public override double LogSurvival(double y) => Below(y) ? 0.0 : whole.LogSurvival(Math.Floor(y) + 0.5);

    /// <inheritdoc/>
    public override double Quantile(double p) => Rounded(whole.Quantile(p), y => Cdf(y) >= p);

    /// <inheritdoc/>
    public override double SurvivalQuantile(double q) => Rounded(whole.SurvivalQuantile(q), y => Survival(y) <= q);

    /// <inheritdoc/>
    public override double Sample(RandomStream stream) => Math.Max(Math.Ceiling(whole.Sample(stream) - 0.5), support == Support.Counts ? 0.0 : double.MinValue);

    private bool Below(double y) => support == Support.Counts && y < 0.0;

    private bool Least(double y) => support == Support.Counts && y == 0.0;

    /// <summary>The whole number that a quantile rounds to, put right where rounding hit the edge of an interval.</summary>
    private double Rounded(double quantile, Func<double, bool> reached)
    {
        if (!double.IsFinite(quantile)) return quantile;
        double y = Math.Ceiling(quantile - 0.5);
        if (support == Support.Counts) y = Math.Max(y, 0.0);
        if (!reached(y)) return y + 1.0;
        return !Least(y) && reached(y - 1.0) ? y - 1.0 : y;
    }
}
