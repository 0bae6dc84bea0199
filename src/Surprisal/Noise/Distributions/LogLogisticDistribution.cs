using Surprisal.Numerics;
using Surprisal.Numerics.Distributions;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="LogLogisticNoise"/>: shape · log(y/scale) is logistic.</summary>
internal sealed class LogLogisticDistribution(double scale, double shape) : HalfLineDistribution(hasDensityAtZero: false)
{
    private readonly DoubleDouble _logScale = DoubleDouble.Log(scale);

    /// <summary>scale b/sin b, b = π/shape; near shape 1 the sine is that of π − b.</summary>
    public override double Mean => shape > 1.0 ? scale * (Angle / Sine) : double.PositiveInfinity;

    /// <summary>scale² (2b/sin 2b − b²/sin² b) = scale² b (sin b − b cos b)/(sin² b cos b), which does not cancel for large shapes.</summary>
    public override double Variance
    {
        get
        {
            if (!(shape > 2.0)) return shape > 1.0 ? double.PositiveInfinity : double.NaN;
            double b = Angle, sine = Sine, cosine = Elementary.Sin(0.5 * Math.PI * ((shape - 2.0) / shape));
            return scale * (scale * (b / sine * (SineMinusCosine(b, sine, cosine) / (sine * cosine))));
        }
    }

    /// <inheritdoc/>
    public override double Mode => shape switch
    {
        > 1.0 => (_logScale + (Elementary.Log1p(-2.0 / (shape + 1.0)) / shape)).Exp(),
        1.0 => 0.0,
        _ => double.NaN,
    };

    /// <inheritdoc/>
    public override double Entropy => _logScale.High - Elementary.Log(shape) + 2.0;

    private double Angle => Math.PI / shape;

    private double Sine => shape < 2.0 ? Elementary.Sin(Math.PI * ((shape - 1.0) / shape)) : Elementary.Sin(Angle);

    /// <inheritdoc/>
    protected override double SurprisalInside(double y)
    {
        double distance = Math.Abs(Standardise(y).High);
        return distance + (2.0 * Elementary.Log1p(Elementary.Exp(-distance))) + (Elementary.Log(y) - Elementary.Log(shape));
    }

    /// <inheritdoc/>
    protected override TailPair TailsInside(double y)
    {
        DoubleDouble t = Standardise(y), distance = DoubleDouble.Abs(t);
        TailPair upper = TailPair.FromUpper(new ScaledTail(-distance, 1.0 / (1.0 + (-distance).Exp())));
        return t.High < 0.0 ? upper.Mirror() : upper;
    }

    /// <inheritdoc/>
    protected override double LowerQuantile(double p) => AtLogit(Logistic.Quantile(p));

    /// <inheritdoc/>
    protected override double UpperQuantile(double q) => AtLogit(Logistic.QuantileFromSurvival(q));

    // sin b − b cos b: for b up to 1 by its series, in which the linear terms are gone.
    private static double SineMinusCosine(double b, double sine, double cosine)
    {
        if (b > 1.0) return sine - (b * cosine);
        double square = b * b, sum = 0.0;
        for (int k = 9; k >= 1; k--) sum = ((2.0 * k) - (square * sum)) / (2.0 * k * ((2.0 * k) + 1.0));
        return b * square * sum;
    }

    // To more than double precision: a large shape multiplies the rounding of log y.
    private DoubleDouble Standardise(double y) => (DoubleDouble.Log(y) - _logScale) * shape;

    private double AtLogit(double logit) => (_logScale + ((DoubleDouble)logit / shape)).Exp();
}
