using Surprisal.Numerics.Random;

namespace Surprisal.Noise;

/// <summary>
/// A noise model with numbers for all its parameters: one distribution over the response, with everything that is asked of one. Immutable.
/// </summary>
/// <remarks>
/// Nothing here throws for a response outside the support: its log-density is −∞, its cdf 0 or 1. NaN in gives NaN out. Values are accurate to
/// about 1e-13 relative in both tails, so a small tail is asked for itself and not as 1 minus the other.
/// </remarks>
public abstract class Distribution
{
    /// <summary>Whether cdf, quantiles, moments and draws come from numerical integration of the density, for want of a closed form.</summary>
    public virtual bool IsNumerical => false;

    /// <summary>How these quantities are computed and how accurate they are, a clause without a full stop.</summary>
    /// <exception cref="InputException">They do not exist, because the density does not integrate to 1.</exception>
    public virtual string Accuracy => "closed forms, to about 1e-13 relative";

    /// <summary>The logarithm of the density, or of the probability where the support is discrete, in nats.</summary>
    /// <param name="y">The response.</param>
    public abstract double LogDensity(double y);

    /// <summary>−log density, in nats: the loss of this observation.</summary>
    /// <param name="y">The response.</param>
    public double Surprisal(double y) => -LogDensity(y);

    /// <summary>P(Y ≤ y).</summary>
    /// <param name="y">The response.</param>
    public abstract double Cdf(double y);

    /// <summary>P(Y &gt; y).</summary>
    /// <param name="y">The response.</param>
    public abstract double Survival(double y);

    /// <summary>log P(Y ≤ y), finite where the probability itself underflows.</summary>
    /// <param name="y">The response.</param>
    public abstract double LogCdf(double y);

    /// <summary>log P(Y &gt; y), finite where the probability itself underflows.</summary>
    /// <param name="y">The response.</param>
    public abstract double LogSurvival(double y);

    /// <summary>The smallest y with P(Y ≤ y) ≥ p.</summary>
    /// <param name="p">A probability; NaN outside [0, 1].</param>
    public abstract double Quantile(double p);

    /// <summary>The y with P(Y &gt; y) = q: for q too small for 1 − q to say it.</summary>
    /// <param name="q">A probability; NaN outside [0, 1].</param>
    public abstract double SurvivalQuantile(double q);

    /// <summary>The mean; infinite where its integral is, NaN where it does not exist.</summary>
    public abstract double Mean { get; }

    /// <summary>The variance; infinite or NaN where it does not exist.</summary>
    public abstract double Variance { get; }

    /// <summary>The median: the quantile at one half.</summary>
    public virtual double Median => Quantile(0.5);

    /// <summary>A response of highest density: the smallest where there are several; NaN where the density has no bound.</summary>
    public virtual double Mode => NumericalSummary.Mode(this);

    /// <summary>
    /// The expected surprisal, in nats: by quadrature over the probabilities where no closed form is known; NaN where it does not exist.
    /// </summary>
    public virtual double Entropy => NumericalSummary.Entropy(this);

    /// <summary>A random draw.</summary>
    /// <param name="stream">The source of randomness; the same stream gives the same draws on every machine.</param>
    public virtual double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Quantile(stream.NextDouble());
    }
}
