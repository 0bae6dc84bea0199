using Surprisal.Links;
using Surprisal.Noise.Distributions;

namespace Surprisal.Noise;

/// <summary>Counts that vary more than poisson counts by the same factor at every mean: the negative binomial of type 1, NB1.</summary>
/// <remarks>
/// <para>Density: Γ(y + size)/(Γ(size) y!) (1 + dispersion)^−(size + y) dispersionʸ, size = mu/dispersion; variance mu (1 +
/// dispersion).</para>
/// <para>Parameters: mu, the mean (log); dispersion (log).</para>
/// <para>Support: 0, 1, 2, ...</para>
/// <para>Numerical hazard: that of negative-binomial, whose formula it is with log size = log mu − log dispersion; as the dispersion shrinks
/// to 0 it is poisson.</para>
/// <para>Source: Cameron, Trivedi (1986), doi:10.1002/jae.3950010104; Cameron, Trivedi, Regression Analysis of Count Data (2013), section
/// 3.3.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/negative-binomial-linear.json.</para>
/// </remarks>
[LawSpread("dispersion", "a larger one spreads what a small mean leaves beside 0 over more decades of counts than a sum reaches", 1e-8, 1e-4, 0.03, 1.0, 20.0, 1e4)]
public sealed class NegativeBinomialLinearNoise : ScalarNoise
{
    private const double SmallestDispersion = 1e-3;
    private const double LargestDispersion = 1e3;

    /// <inheritdoc/>
    public override string Name => "negative-binomial-linear";

    /// <inheritdoc/>
    public override string Description => "counts with a variance that is a multiple of the mean (negative binomial of type 1)";

    /// <inheritdoc/>
    public override string Density => "gamma(y + size) / (gamma(size) y!) (1 + dispersion)^-(size + y) dispersion^y, size = mu/dispersion";

    /// <inheritdoc/>
    public override string Estimates => "the mean of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Positive, "mean", ParameterRole.Location),
        new("dispersion", ParameterDomain.Positive, "dispersion: variance mu (1 + dispersion)", ParameterRole.Shape, LimitingModel: "poisson", LimitAtZero: true),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.Counts;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) =>
        NegativeBinomialNoise.StandardSurprisal(y.Value, working[0], working[0] - working[1]);

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new NegativeBinomialDistribution(parameters[0], parameters[0] / parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        Moments moments = Moments.Of(y, weights);
        double mean = moments.PositiveMean, dispersion = (moments.StandardDeviation / mean * moments.StandardDeviation) - 1.0;
        parameters[0] = mean;
        parameters[1] = dispersion > 0.0 ? Math.Clamp(dispersion, SmallestDispersion, LargestDispersion) : SmallestDispersion;
    }
}
