using Surprisal.Numerics;

namespace Surprisal.Noise.Distributions;

/// <summary>
/// The distribution of any scalar noise model from its formula alone: what <see cref="ScalarNoise.At"/> is where nothing better is written.
/// </summary>
/// <remarks>
/// Both tails are adaptive quadrature of the density (sums where the support is discrete), each for itself, to about 1e-12 relative where the
/// formula is accurate; quantiles solve for the tail; draws invert it. All is done when first asked for: a distribution of which only the
/// log-density is wanted costs nothing. The formula must integrate to 1: to within 1e-6 the tails are shares of what it integrates to, and
/// further off they do not exist. A second peak is found where the density between it and the first is above e^(−760) of the first.
/// </remarks>
internal abstract class NumericalDistribution : Distribution
{
    private const double NormaliserTolerance = 1e-6;
    private readonly Lazy<double> _mean;
    private readonly Lazy<double> _variance;
    private readonly Lazy<double> _entropy;
    private readonly Lazy<double> _mode;

    /// <summary>Keeps the formula.</summary>
    protected NumericalDistribution(DensityFormula formula)
    {
        Formula = formula;
        Support = formula.Noise.Support;
        _mean = new Lazy<double>(() => Finite(FindMean()));
        _variance = new Lazy<double>(() => double.IsNaN(Mean) ? double.NaN : FindVariance(Mean));
        _entropy = new Lazy<double>(() => Finite(FindEntropy()));
        _mode = new Lazy<double>(FindMode);
    }

    /// <inheritdoc/>
    public sealed override bool IsNumerical => true;

    /// <inheritdoc/>
    public sealed override double Mean => _mean.Value;

    /// <inheritdoc/>
    public sealed override double Variance => _variance.Value;

    /// <inheritdoc/>
    public sealed override double Entropy => _entropy.Value;

    /// <inheritdoc/>
    public sealed override double Mode => _mode.Value;

    /// <summary>log ∫ e^(−surprisal) over the support: 0 for a noise model that is one.</summary>
    public abstract double LogNormaliser { get; }

    /// <summary>Visits responses with their share of the mass: a quadrature rule, or the numbers themselves, for any function that varies as the density does.</summary>
    /// <param name="visit">Receives the response and its share.</param>
    public abstract void ForEachNode(Action<double, double> visit);

    /// <summary>The formula.</summary>
    protected DensityFormula Formula { get; }

    /// <summary>The support.</summary>
    protected Support Support { get; }

    /// <summary>The distribution of a noise model.</summary>
    /// <param name="noise">The noise model.</param>
    /// <param name="parameters">Natural parameters.</param>
    /// <param name="trials">The number of trials.</param>
    public static NumericalDistribution Of(ScalarNoise noise, ReadOnlySpan<double> parameters, double trials)
    {
        DensityFormula formula = new(noise, parameters, trials);
        return noise.Support.IsDiscrete() ? new NumericalWholeNumbers(formula) : new NumericalContinuum(formula);
    }

    /// <inheritdoc/>
    public sealed override double LogDensity(double y)
    {
        if (double.IsNaN(y)) return double.NaN;
        return Support.Contains(y, Formula.Trials) ? Formula.At(y) : double.NegativeInfinity;
    }

    /// <inheritdoc/>
    public sealed override double Cdf(double y) => Tails(y).Cdf;

    /// <inheritdoc/>
    public sealed override double Survival(double y) => Tails(y).Survival;

    /// <inheritdoc/>
    public sealed override double LogCdf(double y) => Tails(y).LogCdf;

    /// <inheritdoc/>
    public sealed override double LogSurvival(double y) => Tails(y).LogSurvival;

    /// <inheritdoc/>
    public sealed override double Quantile(double p) => p >= 0.0 && p <= 1.0 ? Quantile(p, true) : double.NaN;

    /// <inheritdoc/>
    public sealed override double SurvivalQuantile(double q) => q >= 0.0 && q <= 1.0 ? Quantile(q, false) : double.NaN;

    /// <summary>Both tails at a response.</summary>
    protected abstract (double Cdf, double Survival, double LogCdf, double LogSurvival) Tails(double y);

    /// <summary>The response with a probability below it, or above it.</summary>
    protected abstract double Quantile(double probability, bool below);

    /// <summary>The mean.</summary>
    protected abstract double FindMean();

    /// <summary>The variance about the mean.</summary>
    protected abstract double FindVariance(double mean);

    /// <summary>The expected surprisal.</summary>
    protected abstract double FindEntropy();

    /// <summary>The mode.</summary>
    protected abstract double FindMode();

    /// <summary>Refuses a formula that is no density.</summary>
    /// <exception cref="InputException">It does not integrate to 1.</exception>
    protected void RequireNormalised(double logTotal)
    {
        double total = Elementary.Exp(logTotal);
        if (Math.Abs(total - 1.0) <= NormaliserTolerance) return;
        string what = double.IsNaN(total) ? "is not a number everywhere" : $"{(Support.IsDiscrete() ? "sums" : "integrates")} to {NoiseNumber.Round(total)}, not to 1,";
        throw new InputException(
            $"noise model '{Formula.Noise.Name}': its density {what} at {Formula}",
            double.IsNaN(total) ? "the surprisal must be a number for every response in the support" : "add the logarithm of that, as it depends on the parameters, to the surprisal");
    }

    /// <summary>Both tails from their logarithms, of which the smaller says what the other is.</summary>
    protected static (double Cdf, double Survival, double LogCdf, double LogSurvival) Complement(double log, bool isLower)
    {
        double tail = Elementary.Exp(Math.Min(log, 0.0)), rest = Elementary.Log1p(-tail);
        return isLower ? (tail, 1.0 - tail, Math.Min(log, 0.0), rest) : (1.0 - tail, tail, rest, Math.Min(log, 0.0));
    }

    private static double Finite(double value) => double.IsFinite(value) ? value : double.NaN;
}
