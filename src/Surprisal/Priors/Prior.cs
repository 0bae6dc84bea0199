namespace Surprisal.Priors;

/// <summary>
/// What is believed of a coefficient before the data are seen: a density of one real number, the same for each coefficient of a block, independently. Its
/// surprisal −log p(b) is the penalty that it is known by. Immutable.
/// </summary>
/// <remarks>
/// A prior states its density with its normaliser, the slope and the curvature of its surprisal where they exist, and its proximal map, which is what solvers
/// need of a prior with a kink.
/// </remarks>
public abstract class Prior
{
    /// <summary>The name on the command line: lower case, words joined by hyphens.</summary>
    public abstract string Name { get; }

    /// <summary>What minimising with it is known as: <c>ridge</c>, <c>lasso</c>.</summary>
    public abstract string PenaltyName { get; }

    /// <summary>The density as a line of text, b being the coefficient.</summary>
    public abstract string Density { get; }

    /// <summary>The name of its one value: <c>sd</c>.</summary>
    public abstract string ValueName { get; }

    /// <summary>Its value; positive and finite.</summary>
    public abstract double Value { get; }

    /// <summary>
    /// Whether the surprisal's slope jumps at zero, so that coefficients come out at exactly zero. Such a prior is taken to be straight on either side:
    /// its curvature is 0.
    /// </summary>
    public abstract bool HasKink { get; }

    /// <summary>log p(b) in nats, the normaliser included.</summary>
    /// <param name="b">A coefficient.</param>
    public abstract double LogDensity(double b);

    /// <summary>The derivative of −log p at b; at a kink 0, the middle of the slopes on either side.</summary>
    /// <param name="b">A coefficient.</param>
    public abstract double Slope(double b);

    /// <summary>The second derivative of −log p at b; at a kink that of either side.</summary>
    /// <param name="b">A coefficient.</param>
    public abstract double Curvature(double b);

    /// <summary>Half of the jump of the slope at zero: how steep a likelihood must be to move a coefficient off zero; 0 for a smooth prior.</summary>
    public abstract double KinkSlope { get; }

    /// <summary>The proximal map: the b that minimises ½(b − at)² + step · (−log p(b)).</summary>
    /// <param name="at">Where from.</param>
    /// <param name="step">How much the prior counts; not negative.</param>
    public abstract double Proximal(double at, double step);

    /// <summary>The same prior with another value.</summary>
    /// <param name="value">Positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not.</exception>
    public abstract Prior WithValue(double value);

    /// <summary>The prior as text that reads back as itself: <c>gaussian(sd=2)</c>.</summary>
    /// <returns>The text, in invariant culture.</returns>
    public sealed override string ToString() => FormattableString.Invariant($"{Name}({ValueName}={Value:R})");

    /// <summary>The value, if it is one that a prior takes.</summary>
    private protected static double Checked(double value) =>
        value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "a prior's value is positive and finite");
}
