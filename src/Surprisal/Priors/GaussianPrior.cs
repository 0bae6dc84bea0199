using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;

namespace Surprisal.Priors;

/// <summary>Coefficients are near the mean, most within one sd of it: the prior that ridge regression assumes.</summary>
/// <remarks>
/// <para>Density: exp(−b²/(2 sd²)) / (sd √(2π)).</para>
/// <para>Value: sd, the standard deviation.</para>
/// <para>Numerical hazard: none; the logarithm is a sum.</para>
/// <para>Source: Hoerl, Kennard (1970), doi:10.1080/00401706.1970.10488634.</para>
/// </remarks>
/// <param name="sd">The standard deviation; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
public sealed class GaussianPrior(double sd) : ScalarPrior
{
    /// <inheritdoc/>
    public override string Name => "gaussian";

    /// <inheritdoc/>
    public override string PenaltyName => "ridge";

    /// <inheritdoc/>
    public override string Density => "exp(-(b/sd)^2/2) / (sd sqrt(2 pi))";

    /// <inheritdoc/>
    public override IReadOnlyList<PriorValue> OwnValues => [new("sd", Sd)];

    /// <summary>The standard deviation.</summary>
    public double Sd { get; } = Checked(sd);

    /// <inheritdoc/>
    public override bool IsLogConcave => true;

    /// <inheritdoc/>
    public override bool GrowsQuadratically => true;

    /// <inheritdoc/>
    public override double KinkSlope => 0;

    /// <inheritdoc/>
    protected override double CentredLogDensity(double b) => (-0.5 * (b / Sd) * (b / Sd)) - Elementary.Log(Sd) - Constants.HalfLogTwoPi;

    /// <inheritdoc/>
    protected override double CentredSlope(double b) => b / Sd / Sd;

    /// <inheritdoc/>
    protected override double CentredCurvature(double b) => 1 / Sd / Sd;

    /// <summary>at/(1 + step/sd²).</summary>
    /// <inheritdoc/>
    protected override double CentredProximal(double at, double step, double lower, double upper) => Math.Clamp(at / (1 + (step / Sd / Sd)), lower, upper);

    /// <inheritdoc/>
    protected override double LogTail(double b) => Normal.LogSurvival(b / Sd);

    /// <inheritdoc/>
    protected override ScalarPrior ScaledShape(double factor) => new GaussianPrior(Sd * factor);
}
