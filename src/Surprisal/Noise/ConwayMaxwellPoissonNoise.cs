using Surprisal.Links;
using Surprisal.Noise.Distributions;

namespace Surprisal.Noise;

/// <summary>Counts that vary less or more than poisson counts, by their mean: poisson at dispersion 1.</summary>
/// <remarks>
/// <para>Density: λʸ/(y!)^dispersion / Σ λʲ/(j!)^dispersion, λ such that the mean is mu.</para>
/// <para>Parameters: mu, the mean (log); dispersion, ν in the literature (log): above 1 counts vary less than poisson counts, below 1 more; geometric
/// as it goes to 0, two neighbouring numbers as it grows without bound.</para>
/// <para>Support: 0, 1, 2, ...</para>
/// <para>Numerical hazard: log λʸ, dispersion · log y! and the normaliser cancel. With r = λ^(1/dispersion) the surprisal is dispersion times
/// that of a poisson count of rate r, in its stable form, plus the logarithm of the sum of such probabilities to the power of dispersion. r and the
/// sum are functions of mu and dispersion (<see cref="Surprisal.Numerics.IReal{T}.ConwayMaxwellLogRate"/>,
/// <see cref="Surprisal.Numerics.IReal{T}.ConwayMaxwellLogNormaliser"/>), differentiated implicitly.</para>
/// <para>Source: Huang (2017), doi:10.1177/1471082X17697749; Shmueli et al. (2005), doi:10.1111/j.1467-9876.2005.00474.x.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/conway-maxwell-poisson.json.</para>
/// </remarks>
[LawSpread("mu", "finite differences round the rate that is solved for anew at each step, which their bound does not foresee at larger means", 0.03, 1.0, 5.0, 20.0)]
[LawSpread("dispersion", "with a large dispersion and a whole mean all probability is on one number; a small one has tails too long to sum", 0.1, 0.7, 1.0, 5.0)]
public sealed class ConwayMaxwellPoissonNoise : ScalarNoise
{
    private const double SmallestDispersion = 0.05;
    private const double LargestDispersion = 20.0;
    private const double LargestMean = 1e9;

    /// <inheritdoc/>
    public override string Name => "conway-maxwell-poisson";

    /// <inheritdoc/>
    public override string Description => "counts that vary less or more than poisson counts";

    /// <inheritdoc/>
    public override string Density => "lambda^y / (y!)^dispersion / sum(lambda^j / (j!)^dispersion), lambda such that the mean is mu";

    /// <inheritdoc/>
    public override string Estimates => "the mean of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Positive, "mean", ParameterRole.Location),
        new("dispersion", ParameterDomain.Positive, "dispersion: above 1 less than poisson variance, below 1 more", ParameterRole.Shape, LimitingModel: "geometric", LimitAtZero: true),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.Counts;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T logRate = T.ConwayMaxwellLogRate(working[0], working[1]), positive = T.SelectLess(y.Value, 0.5, 1.0, y.Value), logY = T.Log(positive);
        T poisson = T.SelectLess(y.Value, 0.5, T.Exp(logRate), Divergences.Poisson(positive, logRate - logY))
            + Divergences.FactorialRest(y.Value, positive, logY);
        return (T.Exp(working[1]) * poisson) + T.ConwayMaxwellLogNormaliser(working[0], working[1]);
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new ConwayMaxwellPoissonDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // Mean over variance is about the dispersion where the mean is not small.
        Moments moments = Moments.Of(y, weights);
        double mean = moments.PositiveMean, ratio = mean / moments.StandardDeviation / moments.StandardDeviation;
        parameters[0] = Math.Min(mean, LargestMean);
        parameters[1] = ratio > 0.0 ? Math.Clamp(ratio, SmallestDispersion, LargestDispersion) : LargestDispersion;
    }
}
