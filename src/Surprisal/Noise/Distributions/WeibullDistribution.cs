using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="WeibullNoise"/>: (y/scale)^shape is exponential with mean 1.</summary>
internal class WeibullDistribution : HalfLineDistribution
{
    // The series serves up to here: its terms fall by 1/8 at least.
    private const double SmallReciprocal = 0.0625;

    // ζ(2), ζ(3), ...: NIST DLMF 25.6.
    private static readonly double[] Zeta =
    [
        1.6449340668482264, 1.2020569031595943, 1.0823232337111382, 1.03692775514337, 1.0173430619844491, 1.0083492773819228, 1.0040773561979443,
        1.0020083928260822, 1.0009945751278181, 1.0004941886041195, 1.0002460865533081, 1.0001227133475785, 1.0000612481350587, 1.0000305882363070,
        1.0000152822594086, 1.0000076371976379, 1.0000038172932650, 1.0000019082127166,
    ];

    private readonly DoubleDouble _logScale;
    private readonly double _shape;

    public WeibullDistribution(double scale, double shape)
        : this(DoubleDouble.Log(scale), shape, hasDensityAtZero: false)
    {
    }

    /// <summary>By the logarithm of the scale, to more than double precision.</summary>
    protected WeibullDistribution(DoubleDouble logScale, double shape, bool hasDensityAtZero)
        : base(hasDensityAtZero)
    {
        _logScale = logScale;
        _shape = shape;
    }

    /// <inheritdoc/>
    public override double Mean => (_logScale + GammaRatio.Log(1.0, 1.0 / _shape)).Exp();

    /// <inheritdoc/>
    public override double Variance => Mean * (Mean * Elementary.Expm1(LogMomentRatio(1.0 / _shape)));

    /// <inheritdoc/>
    public override double Mode => _shape switch
    {
        > 1.0 => (_logScale + (Elementary.Log1p(-1.0 / _shape) / _shape)).Exp(),
        1.0 => 0.0,
        _ => double.NaN,
    };

    /// <inheritdoc/>
    public override double Entropy =>
        (Constants.EulerGamma * ((_shape - 1.0) / _shape)) + (_logScale.High - Elementary.Log(_shape)) + 1.0;

    /// <summary>With x = (y/scale)^shape: x − log x + log y − log shape.</summary>
    protected override double SurprisalInside(double y)
    {
        DoubleDouble logX = LogX(y);
        return logX.Exp() - logX.High + (Elementary.Log(y) - Elementary.Log(_shape));
    }

    /// <inheritdoc/>
    protected sealed override TailPair TailsInside(double y) => Exponential.TailsAtExp(LogX(y));

    /// <inheritdoc/>
    protected sealed override double LowerQuantile(double p) => AtX(-Elementary.Log1p(-p));

    /// <inheritdoc/>
    protected sealed override double UpperQuantile(double q) => AtX(-Elementary.Log(q));

    // log Γ(1 + 2a) − 2 log Γ(1 + a), from which the terms in a cancel: by the series of log Γ(1 + x) where a is small, NIST DLMF 5.7.3.
    private static double LogMomentRatio(double a)
    {
        if (a > SmallReciprocal) return GammaRatio.Log(1.0, 2.0 * a) - (2.0 * GammaRatio.Log(1.0, a));
        double sum = 0.0;
        for (int n = Zeta.Length + 1; n >= 2; n--) sum = (Zeta[n - 2] * ((1L << n) - 2L) / n) - (a * sum);
        return a * a * sum;
    }

    // To more than double precision: a large shape multiplies the rounding of log y.
    private DoubleDouble LogX(double y) => (DoubleDouble.Log(y) - _logScale) * _shape;

    private double AtX(double x) => (_logScale + (Elementary.Log(x) / (DoubleDouble)_shape)).Exp();
}
