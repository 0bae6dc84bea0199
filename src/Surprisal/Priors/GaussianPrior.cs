using Surprisal.Numerics;

namespace Surprisal.Priors;

/// <summary>Coefficients are near zero, most within one sd of it: the prior that ridge regression assumes.</summary>
/// <remarks>
/// <para>Density: exp(−b²/(2 sd²)) / (sd √(2π)).</para>
/// <para>Value: sd, the standard deviation.</para>
/// <para>Numerical hazard: none; the logarithm is a sum.</para>
/// <para>Source: Hoerl, Kennard (1970), doi:10.1080/00401706.1970.10488634.</para>
/// </remarks>
/// <param name="sd">The standard deviation; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
public sealed class GaussianPrior(double sd) : Prior
{
    private readonly double _sd = Checked(sd);

    /// <inheritdoc/>
    public override string Name => "gaussian";

    /// <inheritdoc/>
    public override string PenaltyName => "ridge";

    /// <inheritdoc/>
    public override string Density => "exp(-(b/sd)^2/2) / (sd sqrt(2 pi))";

    /// <inheritdoc/>
    public override string ValueName => "sd";

    /// <inheritdoc/>
    public override double Value => _sd;

    /// <inheritdoc/>
    public override bool HasKink => false;

    /// <inheritdoc/>
    public override double KinkSlope => 0;

    /// <inheritdoc/>
    public override double LogDensity(double b) => (-0.5 * (b / _sd) * (b / _sd)) - Elementary.Log(_sd) - Constants.HalfLogTwoPi;

    /// <inheritdoc/>
    public override double Slope(double b) => b / _sd / _sd;

    /// <inheritdoc/>
    public override double Curvature(double b) => 1 / _sd / _sd;

    /// <summary>at/(1 + step/sd²).</summary>
    /// <inheritdoc/>
    public override double Proximal(double at, double step) => at / (1 + (step / _sd / _sd));

    /// <inheritdoc/>
    public override Prior WithValue(double value) => new GaussianPrior(value);
}
