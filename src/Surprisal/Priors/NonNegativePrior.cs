namespace Surprisal.Priors;

/// <summary>The coefficient is not negative, and nothing else is believed of it: non-negative least squares and its kin.</summary>
/// <remarks>
/// <para>Density: 1 from 0 on, which has no finite integral.</para>
/// <para>Numerical hazard: the bound; solvers use the proximal map, which puts coefficients exactly there.</para>
/// <para>Source: Lawson, Hanson, Solving Least Squares Problems (1974), chapter 23.</para>
/// </remarks>
public sealed class NonNegativePrior : EvenPrior
{
    /// <summary>The prior.</summary>
    public NonNegativePrior() => Set(0, 0, double.PositiveInfinity);

    /// <inheritdoc/>
    public override string Name => "non-negative";

    /// <inheritdoc/>
    public override string PenaltyName => "non-negativity";

    /// <inheritdoc/>
    public override string Density => "1 for b >= 0 (improper: no finite integral)";

    /// <summary>Bounds other than 0 and +∞.</summary>
    public override IReadOnlyList<PriorValue> Values => Lower == 0 ? [.. base.Values.Where(static v => v.Value != 0)] : base.Values;

    /// <inheritdoc/>
    protected override ScalarPrior ScaledShape(double factor) => new NonNegativePrior();
}
