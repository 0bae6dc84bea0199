namespace Surprisal.Priors;

/// <summary>Nothing is believed of the coefficient: maximum likelihood.</summary>
/// <remarks>
/// <para>Density: 1 everywhere, which has no finite integral.</para>
/// </remarks>
public sealed class FlatPrior : EvenPrior
{
    /// <inheritdoc/>
    public override string Name => "flat";

    /// <inheritdoc/>
    public override string PenaltyName => "no penalty";

    /// <inheritdoc/>
    public override string Density => "1 (improper: no finite integral)";

    /// <inheritdoc/>
    protected override ScalarPrior ScaledShape(double factor) => new FlatPrior();
}
