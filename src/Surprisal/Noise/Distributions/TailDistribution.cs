using Surprisal.Numerics.Distributions;

namespace Surprisal.Noise.Distributions;

/// <summary>
/// A continuous distribution on the real line, symmetric or not, whose two tails are found together: the smaller one for itself, the other from it.
/// </summary>
internal abstract class TailDistribution : Distribution
{
    /// <inheritdoc/>
    public sealed override double LogDensity(double y)
    {
        if (double.IsNaN(y)) return double.NaN;
        return double.IsInfinity(y) ? double.NegativeInfinity : -FiniteSurprisal(y);
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
    public sealed override double Quantile(double p) => Locate(QuantileTarget.FromCdf(p));

    /// <inheritdoc/>
    public sealed override double SurvivalQuantile(double q) => Locate(QuantileTarget.FromCdf(q).Mirror());

    /// <summary>The surprisal of a finite response.</summary>
    protected abstract double FiniteSurprisal(double y);

    /// <summary>Both tails at a finite response.</summary>
    protected abstract TailPair FiniteTails(double y);

    /// <summary>The response that a target defines, of which neither tail is 0.</summary>
    protected abstract double InnerQuantile(QuantileTarget target);

    private TailPair Tails(double y)
    {
        if (double.IsNaN(y)) return TailPair.Undefined;
        if (double.IsInfinity(y)) return y > 0.0 ? TailPair.AllLower : TailPair.AllUpper;
        return FiniteTails(y);
    }

    private double Locate(QuantileTarget target)
    {
        if (!target.IsValid) return double.NaN;
        if (target.Lower.Value == 0.0) return double.NegativeInfinity;
        return target.Upper.Value == 0.0 ? double.PositiveInfinity : InnerQuantile(target);
    }
}
