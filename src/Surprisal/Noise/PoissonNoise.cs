using Surprisal.Links;
using Surprisal.Noise.Distributions;

namespace Surprisal.Noise;

/// <summary>Counts of events that happen independently at a rate.</summary>
/// <remarks>
/// <para>Density: mu^y e^(−mu)/y!.</para>
/// <para>Parameters: mu, the mean (log).</para>
/// <para>Support: 0, 1, 2, ...</para>
/// <para>Numerical hazard: mu − y log mu + log y! loses 1e-10 at mu = 1e6. With u = log mu − log y it is y(e^u − 1 − u) + ½ log 2πy +
/// S(y), S the Stirling error; e^(log mu) for y = 0.</para>
/// <para>Source: Loader, Fast and Accurate Computation of Binomial Probabilities (2000).</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/poisson.json.</para>
/// </remarks>
public sealed class PoissonNoise : ScalarNoise
{
    /// <inheritdoc/>
    public override string Name => "poisson";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LossNames => ["poisson loss"];

    /// <inheritdoc/>
    public override string Description => "counts of independent events";

    /// <inheritdoc/>
    public override string Density => "mu^y exp(-mu) / y!";

    /// <inheritdoc/>
    public override string Estimates => "the mean of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Positive, "mean", ParameterRole.Location),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.Counts;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T logMu = working[0];
        T positive = T.SelectLess(y.Value, 0.5, 1.0, y.Value), logY = T.Log(positive);
        T deviance = T.SelectLess(y.Value, 0.5, T.Exp(logMu), Divergences.Poisson(positive, logMu - logY));
        return deviance + Divergences.FactorialRest(y.Value, positive, logY);
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters, closed: true);
        return new PoissonDistribution(parameters[0]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        parameters[0] = Moments.Of(y, weights).PositiveMean;
    }
}
