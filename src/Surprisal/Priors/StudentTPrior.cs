using Surprisal.Noise;
using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;

namespace Surprisal.Priors;

/// <summary>Most coefficients are near the mean, and one far off is believed if the data say so: heavy tails, no kink.</summary>
/// <remarks>
/// <para>Density: Γ((nu + 1)/2) / (Γ(nu/2) √(nu π) scale) · (1 + b²/(nu scale²))^(−(nu + 1)/2).</para>
/// <para>Values: nu, the degrees of freedom; scale. With nu → ∞ it is gaussian(sd=scale).</para>
/// <para>Numerical hazard: not log-concave beyond √nu scales, so an objective with it may have several minima; the proximal map compares them.</para>
/// <para>Source: Gelman, Jakulin, Pittau, Su (2008), doi:10.1214/08-AOAS191.</para>
/// </remarks>
/// <param name="nu">The degrees of freedom; positive and finite.</param>
/// <param name="scale">The scale; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">One is not.</exception>
public sealed class StudentTPrior(double nu, double scale) : ScalarPrior
{
    /// <summary>The degrees of freedom.</summary>
    public double Nu { get; } = Checked(nu);

    /// <summary>The scale.</summary>
    public double Scale { get; } = Checked(scale);

    /// <inheritdoc/>
    public override string Name => "student-t";

    /// <inheritdoc/>
    public override string PenaltyName => "student-t penalty";

    /// <inheritdoc/>
    public override string Density => "Gamma((nu + 1)/2) / (Gamma(nu/2) sqrt(nu pi) scale) (1 + (b/scale)^2/nu)^(-(nu + 1)/2)";

    /// <inheritdoc/>
    public override IReadOnlyList<PriorValue> OwnValues => [new("nu", Nu), new("scale", Scale)];

    /// <inheritdoc/>
    public override bool IsLogConcave => false;

    /// <inheritdoc/>
    public override double KinkSlope => 0;

    /// <inheritdoc/>
    protected override double CentredLogDensity(double b)
    {
        double z = b / Scale, logRatio = (2 * Elementary.Log(Math.Abs(z))) - Elementary.Log(Nu);
        return -StudentTNoise.StandardSurprisal<Real>(z * z, logRatio, Nu, 1 / Nu).Value - Elementary.Log(Scale);
    }

    /// <inheritdoc/>
    protected override double CentredSlope(double b) => HeavyTail.Slope(b, Nu, Scale);

    /// <inheritdoc/>
    protected override double CentredCurvature(double b) => HeavyTail.Curvature(b, Nu, Scale);

    /// <summary>The best root of the cubic that the condition of a minimum is.</summary>
    /// <inheritdoc/>
    protected override double CentredProximal(double at, double step, double lower, double upper)
    {
        (double near, double far) = HeavyTail.Roots(at, step, Nu, Scale);
        return Best(at, step, lower, upper, near, far, lower, upper);
    }

    /// <inheritdoc/>
    protected override double LogTail(double b) => StudentT.LogSurvival(b / Scale, Nu);

    /// <inheritdoc/>
    protected override ScalarPrior ScaledShape(double factor) => new StudentTPrior(Nu, Scale * factor);
}
