using System.Runtime.InteropServices;
using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="GeometricNoise"/>.</summary>
internal sealed class GeometricDistribution : CountDistribution
{
    private const double LargestDraw = 1e300;
    private readonly DoubleDouble _logSuccess;
    private readonly DoubleDouble _logFailure;

    /// <summary>The distribution of this positive mean.</summary>
    public GeometricDistribution(double mean)
        : base(double.PositiveInfinity)
    {
        Mean = mean;

        // Of the probabilities 1/(1 + mean) and mean/(1 + mean) whichever is near 1 has its logarithm from the other.
        DoubleDouble sum = DoubleDouble.Sum(1.0, mean);
        _logSuccess = mean < 1e-10 ? -Elementary.Log1p(mean) : -DoubleDouble.Log(sum);
        _logFailure = mean > 1e10 ? -Elementary.Log1p(1.0 / mean) : DoubleDouble.Log(mean / sum);
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Variance => Mean * (1.0 + Mean);

    /// <inheritdoc/>
    public override double Mode => 0.0;

    /// <inheritdoc/>
    public override double Entropy => -(_logSuccess + (Mean * _logFailure)).High;

    /// <summary>By inversion of the survival function.</summary>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Math.Min(Math.Floor(stream.NextExponential() / -_logFailure.High), LargestDraw);
    }

    /// <inheritdoc/>
    protected override double LogProbability(double y) => (_logSuccess + (y * _logFailure)).High;

    /// <summary>P(Y &gt; y) is a power of the probability of a failure.</summary>
    protected override TailPair Tails(double y) => TailsOf(y, _logFailure);

    /// <inheritdoc/>
    protected override double Quantile(QuantileTarget target) => DiscreteQuantile.Find(new Counts(Mean, _logFailure), target);

    private static TailPair TailsOf(double y, DoubleDouble logFailure)
    {
        if (double.IsNaN(y)) return TailPair.Undefined;
        if (y < 0.0) return TailPair.AllUpper;
        if (double.IsInfinity(y)) return TailPair.AllLower;
        DoubleDouble logUpper = (Math.Floor(y) + 1.0) * logFailure;
        double lower = -Elementary.Expm1(logUpper.High);
        return TailPair.FromBoth(new ScaledTail(logUpper, 1.0), lower).Mirror();
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Counts(double mean, DoubleDouble logFailure) : ICountDistribution
    {
        public double Largest => double.PositiveInfinity;

        public double Mean => mean;

        public double StandardDeviation => Math.Sqrt(mean * (1.0 + mean));

        public double Skewness => (1.0 + (2.0 * mean)) / StandardDeviation;

        public TailPair Tails(double count) => TailsOf(count, logFailure);
    }
}
