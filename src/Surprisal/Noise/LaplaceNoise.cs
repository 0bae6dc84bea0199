using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Measurement error with exponential tails on both sides of a median: the noise model of the absolute error.</summary>
/// <remarks>
/// <para>Density: exp(−|z|)/(2 scale), z = (y − mu)/scale.</para>
/// <para>Parameters: mu, the median (identity); scale (log), the mean absolute deviation from the median.</para>
/// <para>Support: the real line.</para>
/// <para>Numerical hazard: the kink at z = 0, where no derivative exists: the mean of the slopes on both sides is taken, 0. |z| is z times a
/// sign that has no derivatives, which costs a derived kernel nothing.</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 2 (1995), chapter 24; Koenker, Bassett (1978),
/// doi:10.2307/1913643.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/laplace.json.</para>
/// </remarks>
public sealed class LaplaceNoise : ScalarNoise, IPiecewiseLinear
{
    /// <inheritdoc/>
    public override string Name => "laplace";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LossNames => ["mae", "l1"];

    /// <inheritdoc/>
    public override string Description => "symmetric measurement error with exponential tails, whose median is a linear fit by absolute errors";

    /// <inheritdoc/>
    public override string Density => "exp(-|z|) / (2 scale), z = (y - mu)/scale";

    /// <inheritdoc/>
    public override string Estimates => "the median of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "median", ParameterRole.Location),
        new("scale", ParameterDomain.Positive, "scale: mean absolute deviation", ParameterRole.Scale),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.RealLine;

    /// <inheritdoc/>
    public override bool HasKink => true;

    /// <inheritdoc/>
    IReadOnlyList<double> IPiecewiseLinear.Kinks { get; } = [0.0];

    /// <inheritdoc/>
    IReadOnlyList<double> IPiecewiseLinear.Slopes { get; } = [-1.0, 1.0];

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T z = Standardise(y, working), sign = T.SelectLess(z, 0.0, -1.0, T.SelectLess(0.0, z, 1.0, 0.0));
        return (sign * z) + (working[1] + Constants.LogTwo);
    }

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) => LogLower(Standardise(y, working));

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) => LogLower(-Standardise(y, working));

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new LaplaceDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        (double median, double deviation) = RobustSpread.Of(y, weights);
        parameters[0] = median;
        parameters[1] = RobustSpread.OrFallback(deviation / Constants.LogTwo, median);
    }

    private static T Standardise<T>(Outcome<T> y, ReadOnlySpan<T> working)
        where T : struct, Numerics.IReal<T> => (y.Value - working[0]) * T.Exp(-working[1]);

    /// <summary>log P(Z ≤ z): of ½eᶻ below the median, of 1 − ½e⁻ᶻ above.</summary>
    private static T LogLower<T>(T z)
        where T : struct, Numerics.IReal<T> => T.SelectLess(z, 0.0, z - Constants.LogTwo, T.Log1p(-0.5 * T.Exp(-z)));
}
