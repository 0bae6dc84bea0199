using Surprisal.Numerics;

namespace Surprisal.Priors;

/// <summary>
/// A prior of one coefficient, the same for each that it is given to, independently: a density symmetric about <see cref="Mean"/>, cut off below
/// <see cref="Lower"/> and above <see cref="Upper"/>.
/// </summary>
/// <remarks>
/// A prior states its shape about zero without bounds: log-density, slope, curvature, kink, proximal map, tail. Mean and bounds are handled here, once: a kink sits at
/// the mean, and the cut-off density is divided by the mass between the bounds.
/// </remarks>
public abstract class ScalarPrior : Prior
{
    private double _logMass;

    /// <summary>The centre of the density before bounds cut it off; 0 if nothing else is said.</summary>
    public double Mean { get; private set; }

    /// <summary>The smallest coefficient that is possible; −∞ if nothing else is said.</summary>
    public double Lower { get; private set; } = double.NegativeInfinity;

    /// <summary>The largest coefficient that is possible; +∞ if nothing else is said.</summary>
    public double Upper { get; private set; } = double.PositiveInfinity;

    /// <summary>The values of its shape, without mean and bounds.</summary>
    public abstract IReadOnlyList<PriorValue> OwnValues { get; }

    /// <summary>Half of the jump of the slope at the mean: how steep a likelihood must be to move a coefficient off it; 0 for a smooth prior.</summary>
    public abstract double KinkSlope { get; }

    /// <summary>Whether −log p grows at least as a square, so that it outweighs any likelihood that grows linearly.</summary>
    public virtual bool GrowsQuadratically => false;

    /// <summary>Whether the slope jumps at the mean, so that coefficients come out exactly there.</summary>
    public bool HasKink => KinkSlope > 0 && Lower <= Mean && Mean <= Upper;

    /// <summary>Whether some coefficients are impossible.</summary>
    public bool IsBounded => double.IsFinite(Lower) || double.IsFinite(Upper);

    /// <summary>Whether the prior has neither a kink nor bounds.</summary>
    public bool IsSmooth => !HasKink && !IsBounded;

    /// <inheritdoc/>
    public override bool IsProper => true;

    /// <inheritdoc/>
    public override IReadOnlyList<PriorValue> Values
    {
        get
        {
            List<PriorValue> values = [.. OwnValues];
            if (Mean != 0) values.Add(new("mean", Mean));
            if (double.IsFinite(Lower)) values.Add(new("lower", Lower));
            if (double.IsFinite(Upper)) values.Add(new("upper", Upper));
            return values;
        }
    }

    /// <summary>The same shape with another centre or bounds.</summary>
    /// <param name="mean">The centre, finite; null for as it is.</param>
    /// <param name="lower">The smallest coefficient possible; null for as it is.</param>
    /// <param name="upper">The largest coefficient possible; null for as it is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mean is not finite, the bounds leave no interval, or the density has no mass between them.</exception>
    public ScalarPrior With(double? mean = null, double? lower = null, double? upper = null)
    {
        ScalarPrior other = (ScalarPrior)MemberwiseClone();
        other.Set(mean ?? Mean, lower ?? Lower, upper ?? Upper);
        return other;
    }

    /// <summary>The prior of a coefficient's multiple: mean, bounds and spread multiplied.</summary>
    /// <param name="factor">Positive and finite.</param>
    public ScalarPrior Scaled(double factor)
    {
        ScalarPrior other = ScaledShape(Checked(factor));
        other.Set(Mean * factor, Lower * factor, Upper * factor);
        return other;
    }

    /// <summary>log p(b) in nats, the normaliser included where there is one; −∞ where b is impossible.</summary>
    /// <param name="b">A coefficient.</param>
    public double LogDensity(double b) => b < Lower || b > Upper ? double.NegativeInfinity : CentredLogDensity(b - Mean) - _logMass;

    /// <summary>The derivative of −log p at b, bounds left aside; at a kink the middle of the slopes on either side.</summary>
    /// <param name="b">A coefficient.</param>
    public double Slope(double b) => CentredSlope(b - Mean);

    /// <summary>The second derivative of −log p at b; at a kink that of either side.</summary>
    /// <param name="b">A coefficient.</param>
    public double Curvature(double b) => CentredCurvature(b - Mean);

    /// <summary>The slopes that −log p has room for at b: more than one at a kink, without end at a bound.</summary>
    /// <param name="b">A coefficient that is possible.</param>
    /// <returns>The least and the greatest slope; equal where −log p is smooth.</returns>
    public (double Least, double Greatest) Slopes(double b)
    {
        double slope = Slope(b), kink = b == Mean ? KinkSlope : 0;
        return (b == Lower ? double.NegativeInfinity : slope - kink, b == Upper ? double.PositiveInfinity : slope + kink);
    }

    /// <summary>The proximal map: the b that minimises ½(b − at)² + step · (−log p(b)), exactly at the mean or a bound where it is there.</summary>
    /// <param name="at">Where from.</param>
    /// <param name="step">How much the prior counts; not negative.</param>
    public double Proximal(double at, double step)
    {
        double lower = Lower - Mean, upper = Upper - Mean, b = CentredProximal(at - Mean, step, lower, upper);
        return b <= lower ? Lower : b >= upper ? Upper : Math.Clamp(Mean + b, Lower, Upper);
    }

    /// <summary>log of the density about zero without bounds.</summary>
    /// <param name="b">The distance from the mean.</param>
    protected abstract double CentredLogDensity(double b);

    /// <summary>The derivative of its negative; 0 at zero.</summary>
    /// <param name="b">The distance from the mean.</param>
    protected abstract double CentredSlope(double b);

    /// <summary>The second derivative of its negative; at a kink that of either side.</summary>
    /// <param name="b">The distance from the mean.</param>
    protected abstract double CentredCurvature(double b);

    /// <summary>The proximal map of the density about zero within bounds; a log-concave one clamps the map without bounds.</summary>
    /// <param name="at">Where from.</param>
    /// <param name="step">How much the prior counts.</param>
    /// <param name="lower">The smallest distance possible.</param>
    /// <param name="upper">The largest distance possible.</param>
    protected abstract double CentredProximal(double at, double step, double lower, double upper);

    /// <summary>log P(B &gt; b) of the density about zero without bounds.</summary>
    /// <param name="b">Not negative.</param>
    protected abstract double LogTail(double b);

    /// <summary>The shape of a multiple, about zero and without bounds.</summary>
    /// <param name="factor">Positive.</param>
    protected abstract ScalarPrior ScaledShape(double factor);

    /// <summary>log of the mass between two distances from the mean; 0 where the density has none to divide by.</summary>
    /// <param name="lower">The smaller distance.</param>
    /// <param name="upper">The larger one.</param>
    private protected virtual double LogMass(double lower, double upper)
    {
        if (lower >= 0) return LogTail(lower) + Elementary.Log1mExp(LogTail(upper) - LogTail(lower));
        return upper <= 0 ? LogMass(-upper, -lower) : Elementary.Log1p(-Elementary.Exp(LogTail(upper)) - Elementary.Exp(LogTail(-lower)));
    }

    /// <summary>The best of some distances within the bounds, the first of equals: how a density that is not log-concave finds its proximal map.</summary>
    private protected double Best(double at, double step, double lower, double upper, params ReadOnlySpan<double> candidates)
    {
        double best = double.NaN, least = double.PositiveInfinity;
        foreach (double candidate in candidates)
        {
            if (double.IsNaN(candidate)) continue;
            double b = Math.Clamp(candidate, lower, upper), distance = b - at, value = (0.5 * distance * distance) - (step * CentredLogDensity(b));
            if (!(value < least)) continue;
            (best, least) = (b, value);
        }

        return best;
    }

    private protected void Set(double mean, double lower, double upper)
    {
        if (!double.IsFinite(mean)) throw new ArgumentOutOfRangeException(nameof(mean), mean, "a prior's mean is finite");
        if (!(lower < upper)) throw new ArgumentOutOfRangeException(nameof(upper), upper, "a prior's upper bound is above its lower one");
        (Mean, Lower, Upper) = (mean, lower, upper);
        _logMass = IsBounded ? LogMass(lower - mean, upper - mean) : 0;
        if (!double.IsFinite(_logMass)) throw new ArgumentOutOfRangeException(nameof(lower), lower, "a prior has no mass between its bounds");
    }
}
