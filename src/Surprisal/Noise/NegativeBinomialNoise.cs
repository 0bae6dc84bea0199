using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Counts that vary more than poisson counts: a poisson mean that itself has a gamma distribution.</summary>
/// <remarks>
/// <para>Density: Γ(y + size)/(Γ(size) y!) (size/(size + mu))^size (mu/(size + mu))ʸ; variance mu + mu²/size.</para>
/// <para>Parameters: mu, the mean (log); size (log).</para>
/// <para>Support: 0, 1, 2, ...</para>
/// <para>Numerical hazard: differences of log Γ at large size, a difference of huge deviances at small size. Loader's form: y times the
/// divergence, per count, of the odds y/size from the odds mu/size (<see cref="Surprisal.Numerics.IReal{T}.CountDivergence"/>, which
/// keeps the poisson limit in value and slopes), plus ½ log(1 + y/size) and Stirling errors. For y = 0 it is size · log(1 +
/// mu/size).</para>
/// <para>Source: Loader (2000), as for poisson; Hilbe, Negative Binomial Regression (2011), chapter 8.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/negative-binomial.json.</para>
/// </remarks>
public sealed class NegativeBinomialNoise : ScalarNoise
{
    private const double SmallestSize = 1e-2;
    private const double LargestSize = 1e3;

    /// <inheritdoc/>
    public override string Name => "negative-binomial";

    /// <inheritdoc/>
    public override string Description => "counts that vary more than poisson counts";

    /// <inheritdoc/>
    public override string Density => "gamma(y + size) / (gamma(size) y!) (size/(size + mu))^size (mu/(size + mu))^y";

    /// <inheritdoc/>
    public override string Estimates => "the mean of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Positive, "mean", ParameterRole.Location),
        new("size", ParameterDomain.Positive, "size: variance mu + mu^2/size", ParameterRole.Shape, LimitingModel: "poisson"),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.Counts;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        return StandardSurprisal(y.Value, working[0], working[1]);
    }

    /// <summary>The surprisal of a count from log mu and log size.</summary>
    internal static T StandardSurprisal<T>(T y, T logMu, T logSize)
        where T : struct, IReal<T>
    {
        T counted = T.SelectLess(y, 0.5, 0.0, 1.0), positive = T.SelectLess(y, 0.5, 1.0, y), logY = T.Log(positive);
        T divergence = positive * T.CountDivergence(counted, logMu - logY, logSize - logY);

        // log Γ(size) − log Γ(size + y) without its large terms; all of it vanishes for y = 0.
        T gammas = T.PochhammerRemainder(y, logSize);
        return divergence + (gammas + Divergences.FactorialRest(y, positive, logY));
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new NegativeBinomialDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // By moments; where there is no overdispersion to be seen, nearly poisson.
        Moments moments = Moments.Of(y, weights);
        double mean = moments.PositiveMean;
        double size = mean / ((moments.StandardDeviation / mean * moments.StandardDeviation) - 1.0);
        parameters[0] = mean;
        parameters[1] = size > 0.0 ? Math.Clamp(size, SmallestSize, LargestSize) : LargestSize;
    }
}
