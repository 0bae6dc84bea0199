using Surprisal.Numerics.Distributions;

namespace Surprisal.Noise.Distributions;

/// <summary>A distribution on 0, 1, 2, ..., from the probability of a number, the two tails there, and the search for a quantile.</summary>
/// <param name="largest">The largest number in the support; ∞ where there is none.</param>
internal abstract class CountDistribution(double largest) : Distribution
{
    /// <inheritdoc/>
    public sealed override double LogDensity(double y)
    {
        if (double.IsNaN(y)) return double.NaN;
        return y >= 0.0 && y <= largest && double.IsFinite(y) && Math.Floor(y) == y ? LogProbability(y) : double.NegativeInfinity;
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
    public sealed override double Quantile(double p) => Quantile(QuantileTarget.FromCdf(p));

    /// <summary>The smallest y with P(Y &gt; y) ≤ q.</summary>
    public sealed override double SurvivalQuantile(double q) => Quantile(QuantileTarget.FromCdf(q).Mirror());

    /// <summary>The logarithm of the probability of a number in the support.</summary>
    protected abstract double LogProbability(double y);

    /// <summary>P(Y ≤ y) and P(Y &gt; y) for any y.</summary>
    protected abstract TailPair Tails(double y);

    /// <summary>The smallest number that reaches a target; NaN for a target outside [0, 1].</summary>
    protected abstract double Quantile(QuantileTarget target);
}
