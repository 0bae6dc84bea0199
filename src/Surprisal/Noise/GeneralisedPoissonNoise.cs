using Surprisal.Links;
using Surprisal.Noise.Distributions;

namespace Surprisal.Noise;

/// <summary>Counts of events that bring further events: more spread than poisson counts, with a longer tail than negative binomial ones.</summary>
/// <remarks>
/// <para>Density: (mu/v)ʸ (1 + dispersion y)^(y − 1) exp(−mu (1 + dispersion y)/v)/y!, v = 1 + dispersion mu; variance mu v².</para>
/// <para>Parameters: mu, the mean (log); dispersion (log). In Consul's θ and λ: θ = mu/v, λ = dispersion mu/v, between 0 and 1, so that the
/// support is that of all counts; counts that vary less than poisson ones (λ below 0) would have an end that depends on λ.</para>
/// <para>Support: 0, 1, 2, ...</para>
/// <para>Numerical hazard: it is the poisson probability of y with mean m = mu (1 + dispersion y)/v, over 1 + dispersion y. The deviance is
/// y(x − log(1 + x)), x = m/y − 1 = (mu/y − 1)/v, without cancellation where m is near y; where m is far below, y(eᵘ − 1 − u) with u =
/// log m − log y.</para>
/// <para>Source: Consul, Famoye (1992), doi:10.1080/03610929208830766; Famoye (1993), doi:10.1080/03610929308831089.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/generalised-poisson.json.</para>
/// </remarks>
[LawSpread("mu", "the laws sum tails one by one, and they are of the order of (1 + dispersion mu)^2 counts long", 0.03, 1.0, 20.0, 300.0)]
[LawSpread("dispersion", "as for mu", 1e-8, 1e-4, 0.01, 0.1)]
public sealed class GeneralisedPoissonNoise : ScalarNoise
{
    private const double SmallestDispersion = 1e-4;
    private const double LargestDispersion = 1e2;

    /// <inheritdoc/>
    public override string Name => "generalised-poisson";

    /// <inheritdoc/>
    public override string Description => "counts of events that bring further events";

    /// <inheritdoc/>
    public override string Density => "(mu/v)^y (1 + dispersion y)^(y - 1) exp(-mu (1 + dispersion y)/v) / y!, v = 1 + dispersion mu";

    /// <inheritdoc/>
    public override string Estimates => "the mean of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Positive, "mean", ParameterRole.Location),
        new("dispersion", ParameterDomain.Positive, "dispersion: variance mu (1 + dispersion mu)^2", ParameterRole.Shape, LimitingModel: "poisson", LimitAtZero: true),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.Counts;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        // log mu/v from whichever of mu and 1/dispersion is the smaller: what is left of it has no part of the other.
        T logMu = working[0], logProduct = working[1] + logMu;
        T logShare = T.SelectLess(logProduct, 0.0, logMu - T.Softplus(logProduct), -(working[1] + T.Softplus(-logProduct)));
        T positive = T.SelectLess(y.Value, 0.5, 1.0, y.Value), logY = T.Log(positive), ratio = logMu - logY;
        T logW = T.Softplus(working[1] + logY);
        T excess = T.Expm1(ratio) * T.Sigmoid(-logProduct);
        T far = Divergences.Poisson(positive, (logShare - logY) + logW);
        T deviance = T.SelectLess(excess, -0.5, far, -(positive * T.Log1pMinusX(excess))) + logW;
        return T.SelectLess(y.Value, 0.5, T.Exp(logShare), deviance) + Divergences.FactorialRest(y.Value, positive, logY);
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new GeneralisedPoissonDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // By moments; where there is no overdispersion to be seen, nearly poisson.
        Moments moments = Moments.Of(y, weights);
        double mean = moments.PositiveMean, dispersion = ((moments.StandardDeviation / Math.Sqrt(mean)) - 1.0) / mean;
        parameters[0] = mean;
        parameters[1] = dispersion > 0.0 ? Math.Clamp(dispersion, Math.Min(SmallestDispersion, SmallestDispersion / mean), LargestDispersion) : Math.Min(SmallestDispersion, SmallestDispersion / mean);
    }
}
