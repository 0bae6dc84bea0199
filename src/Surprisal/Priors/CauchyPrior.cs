using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;

namespace Surprisal.Priors;

/// <summary>Student-t with one degree of freedom: the heaviest tails in common use.</summary>
/// <remarks>
/// <para>Density: 1 / (π scale (1 + (b/scale)²)).</para>
/// <para>Value: scale, half the distance between the quartiles.</para>
/// <para>Numerical hazard: not log-concave beyond one scale; see <see cref="StudentTPrior"/>.</para>
/// <para>Source: Gelman, Jakulin, Pittau, Su (2008), doi:10.1214/08-AOAS191.</para>
/// </remarks>
/// <param name="scale">The scale; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
public sealed class CauchyPrior(double scale) : ScalarPrior
{
    /// <summary>The scale.</summary>
    public double Scale { get; } = Checked(scale);

    /// <inheritdoc/>
    public override string Name => "cauchy";

    /// <inheritdoc/>
    public override string PenaltyName => "cauchy penalty";

    /// <inheritdoc/>
    public override string Density => "1 / (pi scale (1 + (b/scale)^2))";

    /// <inheritdoc/>
    public override IReadOnlyList<PriorValue> OwnValues => [new("scale", Scale)];

    /// <inheritdoc/>
    public override bool IsLogConcave => false;

    /// <inheritdoc/>
    public override double KinkSlope => 0;

    /// <inheritdoc/>
    protected override double CentredLogDensity(double b) => -Elementary.LogOnePlusSquare(b / Scale, 0) - Elementary.Log(Math.PI * Scale);

    /// <inheritdoc/>
    protected override double CentredSlope(double b) => HeavyTail.Slope(b, 1, Scale);

    /// <inheritdoc/>
    protected override double CentredCurvature(double b) => HeavyTail.Curvature(b, 1, Scale);

    /// <inheritdoc/>
    protected override double CentredProximal(double at, double step, double lower, double upper)
    {
        (double near, double far) = HeavyTail.Roots(at, step, 1, Scale);
        return Best(at, step, lower, upper, near, far, lower, upper);
    }

    /// <inheritdoc/>
    protected override double LogTail(double b) => StudentT.LogSurvival(b / Scale, 1);

    /// <inheritdoc/>
    protected override ScalarPrior ScaledShape(double factor) => new CauchyPrior(Scale * factor);
}
