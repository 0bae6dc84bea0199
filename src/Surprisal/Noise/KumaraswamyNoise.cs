using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Shares strictly between 0 and 1, with a distribution function in closed form.</summary>
/// <remarks>
/// <para>Density: a b y^(a − 1) (1 − yᵃ)^(b − 1); P(Y ≤ y) = 1 − (1 − yᵃ)ᵇ.</para>
/// <para>Parameters: a, the power at 0 (log); b, the power at 1 (log).</para>
/// <para>Support: 0 &lt; y &lt; 1.</para>
/// <para>Numerical hazard: yᵃ next to 1 and next to 0. With t = a log y the surprisal is (1 − a) log y − log a + (1 − b) log(1 − eᵗ) − log b, the
/// second logarithm by its primitive. The survival function is e^(b log(1 − eᵗ)); the logarithm of its complement goes through v = log b +
/// log(−log(1 − eᵗ)), which is log b + t + ½eᵗ where eᵗ is small, as log(1 − exp(−eᵛ)).</para>
/// <para>Source: Kumaraswamy (1980), doi:10.1016/0022-1694(80)90036-0; Jones (2009), doi:10.1016/j.stamet.2008.04.001.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/kumaraswamy.json.</para>
/// </remarks>
[LawSpread("a", "below 0.03 responses lie below the smallest double, with 1e8 all of them next to 1", 0.1, 0.5, 1.0, 20.0, 1e4)]
[LawSpread("b", "below 0.9 responses that are not few enough lie between the last double and 1", 0.9, 1.0, 3.0, 20.0, 1e8)]
public sealed class KumaraswamyNoise : ScalarNoise
{
    private const double SmallPower = -30.0;
    private const double SmallTail = -1.0;

    /// <inheritdoc/>
    public override string Name => "kumaraswamy";

    /// <inheritdoc/>
    public override string Description => "shares strictly between 0 and 1; a cdf in closed form";

    /// <inheritdoc/>
    public override string Density => "a b y^(a - 1) (1 - y^a)^(b - 1)";

    /// <inheritdoc/>
    public override string Estimates => "the distribution of the response; its median is (1 - 2^(-1/b))^(1/a)";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("a", ParameterDomain.Positive, "power at 0", ParameterRole.Shape),
        new("b", ParameterDomain.Positive, "power at 1", ParameterRole.Shape),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.UnitInterval;

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T logA = working[0], logB = working[1], logY = T.Log(y.Value), a = T.Exp(logA);
        T complement = T.Log1mExp(a * logY);
        return ((logY - (a * logY)) - logA) + ((complement - (T.Exp(logB) * complement)) - logB);
    }

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        // log of −log(1 − eᵗ); where eᵗ is small that is t + ½eᵗ, and must not be a logarithm of 0.
        T inside = T.SelectLess(0.0, y.Value, y.Value, 0.5), t = T.Exp(working[0]) * T.Log(inside);
        T bounded = T.SelectLess(t, SmallPower, SmallPower, t);
        T v = working[1] + T.SelectLess(t, SmallPower, t, T.Log(-T.Log1mExp(bounded)));
        T small = T.SelectLess(v, SmallTail, v, SmallTail), large = T.SelectLess(v, SmallTail, SmallTail, v);
        T log = T.SelectLess(v, SmallTail, T.LogitOfCloglog(small) - T.Exp(small), T.Log1mExp(-T.Exp(large)));
        return T.SelectLess(y.Value, 1.0, T.SelectLess(0.0, y.Value, log, double.NegativeInfinity), 0.0);
    }

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T inside = T.SelectLess(0.0, y.Value, y.Value, 0.5), safe = T.SelectLess(inside, 1.0, inside, 0.5);
        T log = T.Exp(working[1]) * T.Log1mExp(T.Exp(working[0]) * T.Log(safe));
        return T.SelectLess(y.Value, 1.0, T.SelectLess(0.0, y.Value, log, 0.0), double.NegativeInfinity);
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new KumaraswamyDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // With b the power at 1, −log(1 − yᵃ) is exponential with mean 1/b: the best b at a = 1.
        double weight = 0.0, sum = 0.0;
        for (int i = 0; i < y.Length; i++)
        {
            double w = weights.IsEmpty ? 1.0 : weights[i];
            weight += w;
            sum -= w * Elementary.Log1p(-y[i]);
        }

        parameters[0] = 1.0;
        parameters[1] = Math.Clamp((weight + 1.0) / (sum + 1.0), 1e-3, 1e3);
    }
}
