using Surprisal.Numerics;

namespace Surprisal.Priors;

/// <summary>Many coefficients are near the mean and a few are not: the prior whose most probable coefficients the lasso finds.</summary>
/// <remarks>
/// <para>Density: exp(−|b|/scale) / (2 scale).</para>
/// <para>Value: scale, the mean of |b|.</para>
/// <para>Numerical hazard: the kink; solvers use the proximal map, which puts coefficients exactly there.</para>
/// <para>Source: Tibshirani (1996), doi:10.1111/j.2517-6161.1996.tb02080.x.</para>
/// </remarks>
/// <param name="scale">The scale; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
public sealed class LaplacePrior(double scale) : ScalarPrior
{
    /// <inheritdoc/>
    public override string Name => "laplace";

    /// <inheritdoc/>
    public override string PenaltyName => "lasso";

    /// <inheritdoc/>
    public override string Density => "exp(-|b|/scale) / (2 scale)";

    /// <inheritdoc/>
    public override IReadOnlyList<PriorValue> OwnValues => [new("scale", Scale)];

    /// <summary>The scale.</summary>
    public double Scale { get; } = Checked(scale);

    /// <inheritdoc/>
    public override bool IsLogConcave => true;

    /// <inheritdoc/>
    public override double KinkSlope => 1 / Scale;

    /// <inheritdoc/>
    protected override double CentredLogDensity(double b) => (-Math.Abs(b) / Scale) - Elementary.Log(2 * Scale);

    /// <inheritdoc/>
    protected override double CentredSlope(double b) => b > 0 ? 1 / Scale : b < 0 ? -1 / Scale : b;

    /// <inheritdoc/>
    protected override double CentredCurvature(double b) => 0;

    /// <summary>Soft thresholding: at moved towards zero by step/scale, and no further.</summary>
    /// <inheritdoc/>
    protected override double CentredProximal(double at, double step, double lower, double upper)
    {
        double size = Math.Abs(at) - (step / Scale);
        return Math.Clamp(size > 0 ? Math.CopySign(size, at) : double.IsNaN(size) ? size : 0, lower, upper);
    }

    /// <inheritdoc/>
    protected override double LogTail(double b) => (-b / Scale) - Constants.LogTwo;

    /// <inheritdoc/>
    protected override ScalarPrior ScaledShape(double factor) => new LaplacePrior(Scale * factor);
}
