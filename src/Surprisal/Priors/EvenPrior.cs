using Surprisal.Numerics;

namespace Surprisal.Priors;

/// <summary>Every possible coefficient is as probable as any other. Proper only between two bounds.</summary>
public abstract class EvenPrior : ScalarPrior
{
    private protected EvenPrior()
    {
    }

    /// <inheritdoc/>
    public override IReadOnlyList<PriorValue> OwnValues => [];

    /// <inheritdoc/>
    public override bool IsProper => double.IsFinite(Lower) && double.IsFinite(Upper);

    /// <inheritdoc/>
    public override bool IsLogConcave => true;

    /// <inheritdoc/>
    public override double KinkSlope => 0;

    /// <inheritdoc/>
    protected override double CentredLogDensity(double b) => 0;

    /// <inheritdoc/>
    protected override double CentredSlope(double b) => 0;

    /// <inheritdoc/>
    protected override double CentredCurvature(double b) => 0;

    /// <inheritdoc/>
    protected override double CentredProximal(double at, double step, double lower, double upper) => Math.Clamp(at, lower, upper);

    /// <summary>There is no mass to speak of.</summary>
    /// <inheritdoc/>
    protected override double LogTail(double b) => 0;

    private protected override double LogMass(double lower, double upper) => double.IsFinite(upper - lower) ? Elementary.Log(upper - lower) : 0;
}
