using Surprisal.Numerics;

namespace Surprisal.Priors;

/// <summary>Many coefficients are near zero and a few are not: the prior whose most probable coefficients the lasso finds.</summary>
/// <remarks>
/// <para>Density: exp(−|b|/scale) / (2 scale).</para>
/// <para>Value: scale, the mean of |b|.</para>
/// <para>Numerical hazard: the kink at zero; solvers use the proximal map, which gives exact zeros.</para>
/// <para>Source: Tibshirani (1996), doi:10.1111/j.2517-6161.1996.tb02080.x.</para>
/// </remarks>
/// <param name="scale">The scale; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
public sealed class LaplacePrior(double scale) : Prior
{
    private readonly double _scale = Checked(scale);

    /// <inheritdoc/>
    public override string Name => "laplace";

    /// <inheritdoc/>
    public override string PenaltyName => "lasso";

    /// <inheritdoc/>
    public override string Density => "exp(-|b|/scale) / (2 scale)";

    /// <inheritdoc/>
    public override string ValueName => "scale";

    /// <inheritdoc/>
    public override double Value => _scale;

    /// <inheritdoc/>
    public override bool HasKink => true;

    /// <inheritdoc/>
    public override double KinkSlope => 1 / _scale;

    /// <inheritdoc/>
    public override double LogDensity(double b) => (-Math.Abs(b) / _scale) - Elementary.Log(2 * _scale);

    /// <inheritdoc/>
    public override double Slope(double b) => b > 0 ? 1 / _scale : b < 0 ? -1 / _scale : b;

    /// <inheritdoc/>
    public override double Curvature(double b) => 0;

    /// <summary>Soft thresholding: at moved towards zero by step/scale, and no further.</summary>
    /// <inheritdoc/>
    public override double Proximal(double at, double step)
    {
        double size = Math.Abs(at) - (step / _scale);
        return size > 0 ? Math.CopySign(size, at) : double.IsNaN(size) ? size : 0;
    }

    /// <inheritdoc/>
    public override Prior WithValue(double value) => new LaplacePrior(value);
}
