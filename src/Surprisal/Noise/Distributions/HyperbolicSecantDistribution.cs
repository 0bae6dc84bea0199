using Surprisal.Numerics;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="HyperbolicSecantNoise"/>: P(Z &gt; z) = 2/π · atan e⁻ᶻ.</summary>
internal sealed class HyperbolicSecantDistribution(double mean, double scale) : LocationScaleDistribution(mean, scale)
{
    private const double StandardVariance = Math.PI * Math.PI / 4.0;
    private const double Share = 2.0 / Math.PI;
    private const double CentralMass = 0.25;

    // Beyond, the arc tangent and the tangent are their arguments.
    private const double Linear = 20.0;
    private const double LinearMass = 1e-9;

    /// <inheritdoc/>
    public override double Variance => Scale * Scale * StandardVariance;

    /// <inheritdoc/>
    public override double Entropy => Constants.LogPi + Constants.LogTwo + LogScale;

    /// <inheritdoc/>
    protected override double StandardSurprisal(double z) => Elementary.LogCosh(z) + Constants.LogPi;

    /// <inheritdoc/>
    protected override double StandardSurvival(double z) => z < 0.0 ? 1.0 - Tail(-z) : Tail(z);

    /// <inheritdoc/>
    protected override double StandardLogSurvival(double z)
    {
        if (z < 0.0) return Elementary.Log1p(-Tail(-z));
        return z > Linear ? (Constants.LogTwo - Constants.LogPi) - z : Elementary.Log(Tail(z));
    }

    /// <inheritdoc/>
    protected override double StandardSurvivalQuantile(double q)
    {
        if (!(q >= 0.0) || q > 1.0) return double.NaN;
        double fromCentre = 0.5 - q;
        if (Math.Abs(fromCentre) > CentralMass) return q < 0.5 ? TailQuantile(q) : -TailQuantile(1.0 - q);

        // −log tan(π/4 − t) with t = ½π(½ − q): 2 atanh(tan t).
        double tangent = Tangent(0.5 * Math.PI * fromCentre);
        return Elementary.Log1p(2.0 * tangent / (1.0 - tangent));
    }

    /// <inheritdoc/>
    protected override double StandardSample(RandomStream stream) => StandardSurvivalQuantile(stream.NextDouble());

    private static double Tail(double z) => Share * Elementary.Atan(Elementary.Exp(-z));

    private static double TailQuantile(double q) => q < LinearMass
        ? (Constants.LogTwo - Constants.LogPi) - Elementary.Log(q)
        : -Elementary.Log(Tangent(0.5 * Math.PI * q));

    private static double Tangent(double x) => Elementary.Sin(x) / Elementary.Cos(x);
}
