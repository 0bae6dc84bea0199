namespace Surprisal.Priors;

/// <summary>The coefficient lies between two bounds, and every value there is as probable as any other.</summary>
/// <remarks>
/// <para>Density: 1/(upper − lower) from lower to upper.</para>
/// <para>Values: lower and upper.</para>
/// <para>Numerical hazard: the bounds; solvers use the proximal map, which puts coefficients exactly there.</para>
/// </remarks>
public sealed class BoxPrior : EvenPrior
{
    /// <summary>The prior.</summary>
    /// <param name="lower">The smallest coefficient possible; finite.</param>
    /// <param name="upper">The largest one; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not finite, or they leave no interval.</exception>
    public BoxPrior(double lower, double upper)
    {
        if (!double.IsFinite(lower)) throw new ArgumentOutOfRangeException(nameof(lower), lower, "the bounds of a box are finite");
        if (!double.IsFinite(upper)) throw new ArgumentOutOfRangeException(nameof(upper), upper, "the bounds of a box are finite");
        Set(0, lower, upper);
    }

    /// <inheritdoc/>
    public override string Name => "box";

    /// <inheritdoc/>
    public override string PenaltyName => "box constraint";

    /// <inheritdoc/>
    public override string Density => "1/(upper - lower) for lower <= b <= upper";

    /// <inheritdoc/>
    protected override ScalarPrior ScaledShape(double factor) => new BoxPrior(Lower * factor, Upper * factor);
}
