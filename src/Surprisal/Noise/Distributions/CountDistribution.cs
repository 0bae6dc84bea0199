using System.Runtime.InteropServices;
using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;

namespace Surprisal.Noise.Distributions;

/// <summary>A distribution on whole numbers, most often 0, 1, 2, ..., from the probability of a number, the two tails there, and the search for a quantile.</summary>
/// <param name="largest">The largest number in the support; ∞ where there is none.</param>
/// <param name="smallest">The smallest; −∞ where there is none.</param>
internal abstract class CountDistribution(double largest, double smallest = 0.0) : Distribution
{
    private const double LongestSum = 1e5;

    /// <inheritdoc/>
    public sealed override double LogDensity(double y)
    {
        if (double.IsNaN(y)) return double.NaN;
        return y >= smallest && y <= largest && double.IsFinite(y) && Math.Floor(y) == y ? LogProbability(y) : double.NegativeInfinity;
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

    /// <inheritdoc/>
    public override double Mode => CountSums.Peak(new Terms(this, smallest, largest), Math.Max(smallest, -LongestSum));

    /// <summary>The sum over the numbers; where they are many, an integral, of which their steps are a negligible part.</summary>
    public override double Entropy => Variance <= LongestSum * LongestSum ? CountSums.Entropy(new Terms(this, smallest, largest)) : base.Entropy;

    /// <summary>The logarithm of the probability of a number in the support.</summary>
    protected abstract double LogProbability(double y);

    /// <summary>P(Y ≤ y) and P(Y &gt; y) for any y.</summary>
    protected abstract TailPair Tails(double y);

    /// <summary>The smallest number that reaches a target; NaN for a target outside [0, 1].</summary>
    protected abstract double Quantile(QuantileTarget target);

    /// <summary>The probabilities as a sum sees them, where nothing shorter is known of the ratio of neighbours.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly struct Terms(CountDistribution distribution, double smallest, double largest) : ICountTerms
    {
        public double Smallest => smallest;

        public double Largest => largest;

        public double Middle => Math.Clamp(Math.Floor(distribution.Mean), smallest, largest);

        public double LogProbability(double y) => distribution.LogProbability(y);

        public double Ratio(double y) => Elementary.Exp(distribution.LogProbability(y + 1.0) - distribution.LogProbability(y));
    }
}
