using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>A continuous distribution on the numbers above 0: what lies outside, and the ends of its quantiles, said once.</summary>
/// <param name="hasDensityAtZero">Whether 0 itself is a response.</param>
internal abstract class HalfLineDistribution(bool hasDensityAtZero) : Distribution
{
    /// <inheritdoc/>
    public sealed override double LogDensity(double y)
    {
        if (double.IsNaN(y)) return double.NaN;
        if (y < 0.0 || double.IsInfinity(y) || (y == 0.0 && !hasDensityAtZero)) return double.NegativeInfinity;
        return -SurprisalInside(y);
    }

    /// <inheritdoc/>
    public sealed override double Cdf(double y) => Tails(y).Lower;

    /// <inheritdoc/>
    public sealed override double Survival(double y) => Tails(y).Upper;

    /// <inheritdoc/>
    public sealed override double LogCdf(double y) => Tails(y).LogLower;

    /// <inheritdoc/>
    public sealed override double LogSurvival(double y) => Tails(y).LogUpper;

    /// <inheritdoc/>
    public sealed override double Quantile(double p)
    {
        if (!(p >= 0.0) || p > 1.0) return double.NaN;
        if (p == 0.0) return 0.0;
        return p == 1.0 ? double.PositiveInfinity : LowerQuantile(p);
    }

    /// <inheritdoc/>
    public sealed override double SurvivalQuantile(double q)
    {
        if (!(q >= 0.0) || q > 1.0) return double.NaN;
        if (q == 0.0) return double.PositiveInfinity;
        return q == 1.0 ? 0.0 : UpperQuantile(q);
    }

    /// <inheritdoc/>
    public sealed override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);

        // A draw below the smallest double rounds to it, not to 0, which may be no response; one beyond the largest to the largest.
        return Math.Clamp(Draw(stream), double.Epsilon, double.MaxValue);
    }

    /// <summary>The surprisal of a response inside the support.</summary>
    protected abstract double SurprisalInside(double y);

    /// <summary>Both tails at a finite y &gt; 0.</summary>
    protected abstract TailPair TailsInside(double y);

    /// <summary>y with P(Y ≤ y) = p, 0 &lt; p &lt; 1.</summary>
    protected abstract double LowerQuantile(double p);

    /// <summary>y with P(Y &gt; y) = q, 0 &lt; q &lt; 1.</summary>
    protected abstract double UpperQuantile(double q);

    /// <summary>A draw, which may round to 0 or ∞: by inversion where there is nothing better.</summary>
    protected virtual double Draw(RandomStream stream) => UpperQuantile(stream.NextDouble());

    private TailPair Tails(double y)
    {
        if (double.IsNaN(y)) return TailPair.Undefined;
        if (y <= 0.0) return TailPair.AllUpper;
        return double.IsInfinity(y) ? TailPair.AllLower : TailsInside(y);
    }
}
