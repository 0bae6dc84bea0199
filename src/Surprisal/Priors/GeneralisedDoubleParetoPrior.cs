using Surprisal.Numerics;

namespace Surprisal.Priors;

/// <summary>Laplace's kink with heavy tails: small coefficients come out exactly at the mean, large ones are hardly shrunk.</summary>
/// <remarks>
/// <para>Density: (1 + |b|/(shape scale))^(−(shape + 1)) / (2 scale).</para>
/// <para>Values: scale and shape. With shape → ∞ it is laplace(scale).</para>
/// <para>Numerical hazard: not log-concave: −log p bends down on either side of the kink, so an objective with it may have several minima. The proximal map is exact: the
/// kink or the larger root of a quadratic, whichever is lower.</para>
/// <para>Source: Armagan, Dunson, Lee (2013), doi:10.5705/ss.2011.048.</para>
/// </remarks>
/// <param name="scale">The scale; positive and finite.</param>
/// <param name="shape">The shape, which the tails' power is one more than; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">One is not.</exception>
public sealed class GeneralisedDoubleParetoPrior(double scale, double shape) : ScalarPrior
{
    private readonly double _width = Checked(scale) * Checked(shape);

    /// <summary>The scale.</summary>
    public double Scale { get; } = scale;

    /// <summary>The shape.</summary>
    public double Shape { get; } = shape;

    /// <inheritdoc/>
    public override string Name => "generalised-double-pareto";

    /// <inheritdoc/>
    public override string PenaltyName => "log penalty";

    /// <inheritdoc/>
    public override string Density => "(1 + |b|/(shape scale))^(-(shape + 1)) / (2 scale)";

    /// <inheritdoc/>
    public override IReadOnlyList<PriorValue> OwnValues => [new("scale", Scale), new("shape", Shape)];

    /// <inheritdoc/>
    public override bool IsLogConcave => false;

    /// <inheritdoc/>
    public override double KinkSlope => (Shape + 1) / _width;

    /// <inheritdoc/>
    protected override double CentredLogDensity(double b) => (-(Shape + 1) * Elementary.Log1p(Math.Abs(b) / _width)) - Elementary.Log(2 * Scale);

    /// <inheritdoc/>
    protected override double CentredSlope(double b) => b == 0 ? 0 : Math.CopySign((Shape + 1) / (_width + Math.Abs(b)), b);

    /// <inheritdoc/>
    protected override double CentredCurvature(double b) => -(Shape + 1) / (_width + Math.Abs(b)) / (_width + Math.Abs(b));

    /// <summary>With a = |at| and w = shape scale: 0, or the larger root of b² + (w − a)b + step(shape + 1) − a w.</summary>
    /// <inheritdoc/>
    protected override double CentredProximal(double at, double step, double lower, double upper)
    {
        double a = Math.Abs(at), weight = step * (Shape + 1), half = 0.5 * (a - _width), product = weight - (a * _width);
        double square = (0.25 * (a + _width) * (a + _width)) - weight, root = double.NaN;
        if (square >= 0)
        {
            // The form without cancellation on either side of w.
            double spread = Math.Sqrt(square);
            root = half >= 0 ? half + spread : -product / (spread - half);
        }

        return Best(at, step, lower, upper, 0, root > 0 ? Math.CopySign(root, at) : double.NaN, lower, upper);
    }

    /// <inheritdoc/>
    protected override double LogTail(double b) => (-Shape * Elementary.Log1p(b / _width)) - Constants.LogTwo;

    /// <inheritdoc/>
    protected override ScalarPrior ScaledShape(double factor) => new GeneralisedDoubleParetoPrior(Scale * factor, Shape);
}
