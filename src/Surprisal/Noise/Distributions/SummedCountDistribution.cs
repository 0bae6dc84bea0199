using System.Runtime.InteropServices;
using Surprisal.Numerics.Distributions;

namespace Surprisal.Noise.Distributions;

/// <summary>A distribution of counts without a closed form of its cdf: tails, mode and entropy by <see cref="CountSums"/>.</summary>
/// <param name="largest">The largest number in the support; ∞ where there is none.</param>
/// <param name="smallest">The smallest; −∞ where there is none.</param>
internal abstract class SummedCountDistribution(double largest, double smallest = 0.0) : CountDistribution(largest, smallest), ICountTerms
{
    /// <inheritdoc/>
    public double Smallest { get; } = smallest;

    /// <inheritdoc/>
    public double Largest { get; } = largest;

    /// <inheritdoc/>
    public virtual double Middle => Math.Clamp(Math.Floor(Mean), Smallest, Largest);

    /// <inheritdoc/>
    public override double Mode => CountSums.Peak(this, Smallest);

    /// <inheritdoc/>
    public override double Entropy => CountSums.Entropy(this);

    /// <inheritdoc/>
    public abstract double Ratio(double y);

    double ICountTerms.LogProbability(double y) => LogProbability(y);

    /// <inheritdoc/>
    protected sealed override TailPair Tails(double y) => CountSums.Tails(this, y);

    /// <inheritdoc/>
    protected sealed override double Quantile(QuantileTarget target) => DiscreteQuantile.Find(new Search(this), target);

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Search(SummedCountDistribution distribution) : ICountDistribution
    {
        public double Smallest => distribution.Smallest;

        public double Largest => distribution.Largest;

        public double Mean => distribution.Mean;

        public double StandardDeviation => Math.Sqrt(distribution.Variance);

        public double Skewness => 0.0;

        public TailPair Tails(double count) => distribution.Tails(count);
    }
}
