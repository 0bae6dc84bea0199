using Surprisal.Numerics;

namespace Surprisal.Priors;

/// <summary>Between laplace and gaussian: a kink at the mean and tails of a gaussian, so that columns that say the same share their effect.</summary>
/// <remarks>
/// <para>Density: exp(−l1 |b| − l2 b²/2) / Z, Z = (2/√l2) m(l1/√l2), m(t) = (1 − Φ(t))/φ(t).</para>
/// <para>Values: l1, the slope at the kink; l2, the curvature. With l2 = 0 it is laplace(scale=1/l1), with l1 = 0 gaussian(sd=1/√l2).</para>
/// <para>Numerical hazard: the normaliser and the tails are ratios of gaussian tails, which underflow together for l1² far above l2: they are taken from the logarithm of
/// Mills' ratio, and log Φ(−t−x) − log Φ(−t) = −x(t + x/2) + log m(t + x) − log m(t).</para>
/// <para>Source: Zou, Hastie (2005), doi:10.1111/j.1467-9868.2005.00503.x; Li, Lin (2010), doi:10.1214/10-BA506.</para>
/// </remarks>
public sealed class ElasticNetPrior : ScalarPrior
{
    private readonly double _root;
    private readonly double _logNormaliser;

    /// <summary>The prior.</summary>
    /// <param name="l1">The slope at the kink; not negative.</param>
    /// <param name="l2">The curvature; not negative, and not 0 where the slope is.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is negative or not finite, or both are 0.</exception>
    public ElasticNetPrior(double l1, double l2)
    {
        if (!(l1 >= 0) || !double.IsFinite(l1)) throw new ArgumentOutOfRangeException(nameof(l1), l1, "the slope of an elastic net is not negative");
        if (!(l2 >= 0) || !double.IsFinite(l2) || l1 + l2 == 0) throw new ArgumentOutOfRangeException(nameof(l2), l2, "the curvature of an elastic net is not negative, and not 0 with a slope of 0");
        (L1, L2) = (l1, l2);
        _root = Math.Sqrt(l2);
        _logNormaliser = l2 > 0 && double.IsFinite(l1 / _root) ? Constants.LogTwo - Elementary.Log(_root) + Elementary.LogMillsRatio(l1 / _root) : Elementary.Log(2 / l1);
    }

    /// <summary>The slope at the kink.</summary>
    public double L1 { get; }

    /// <summary>The curvature.</summary>
    public double L2 { get; }

    /// <inheritdoc/>
    public override string Name => "elastic-net";

    /// <inheritdoc/>
    public override string PenaltyName => "elastic net";

    /// <inheritdoc/>
    public override string Density => "exp(-l1 |b| - l2 b^2/2) / Z, Z = 2 sqrt(2 pi/l2) exp(l1^2/(2 l2)) (1 - Phi(l1/sqrt(l2)))";

    /// <inheritdoc/>
    public override IReadOnlyList<PriorValue> OwnValues => [new("l1", L1), new("l2", L2)];

    /// <inheritdoc/>
    public override bool IsLogConcave => true;

    /// <inheritdoc/>
    public override bool GrowsQuadratically => L2 > 0;

    /// <inheritdoc/>
    public override double KinkSlope => L1;

    /// <inheritdoc/>
    protected override double CentredLogDensity(double b) => (-L1 * Math.Abs(b)) - (0.5 * L2 * b * b) - _logNormaliser;

    /// <inheritdoc/>
    protected override double CentredSlope(double b) => b == 0 ? 0 : Math.CopySign(L1, b) + (L2 * b);

    /// <inheritdoc/>
    protected override double CentredCurvature(double b) => L2;

    /// <summary>Soft thresholding by step l1, then division by 1 + step l2.</summary>
    /// <inheritdoc/>
    protected override double CentredProximal(double at, double step, double lower, double upper)
    {
        double size = Math.Abs(at) - (step * L1);
        return Math.Clamp(size > 0 ? Math.CopySign(size / (1 + (step * L2)), at) : double.IsNaN(size) ? size : 0, lower, upper);
    }

    /// <inheritdoc/>
    protected override double LogTail(double b)
    {
        double start = L1 / _root, move = b * _root;
        double ratio = L2 > 0 && double.IsFinite(start) ? Elementary.LogMillsRatio(start + move) - Elementary.LogMillsRatio(start) : 0;
        return double.IsInfinity(b) ? double.NegativeInfinity : (-L1 * b) - (0.5 * L2 * b * b) + ratio - Constants.LogTwo;
    }

    /// <inheritdoc/>
    protected override ScalarPrior ScaledShape(double factor) => new ElasticNetPrior(L1 / factor, L2 / factor / factor);
}
