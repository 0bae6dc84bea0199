using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;
using Surprisal.Numerics.Primitives;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise;

/// <summary>Compositions: shares of a whole that sum to 1.</summary>
/// <remarks>
/// <para>Density: Γ(A)/Π Γ(aₖ) · Π yₖ^(aₖ − 1), A = Σ aₖ; the mean of part k is aₖ/A.</para>
/// <para>Parameters: concentration[part] of every part (log).</para>
/// <para>Support: vectors of positive shares that sum to 1, <c>cbind(a, b, c) ~ x</c>.</para>
/// <para>Numerical hazard: differences of log gamma functions at large concentrations. Stirling's formula taken out of all of them leaves
/// Σ aₖ(e^tₖ − 1 − tₖ), tₖ = log(A yₖ/aₖ), which vanishes where the shares are the means, and Stirling errors.</para>
/// <para>Source: Kotz, Balakrishnan, Johnson, Continuous Multivariate Distributions 1, 2nd ed. (2000), chapter 49.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/dirichlet.json.</para>
/// </remarks>
public sealed class DirichletNoise : ScalarNoise
{
    private const double SumTolerance = 1e-6;
    private readonly IReadOnlyList<NoiseParameter> _parameters;

    /// <summary>The noise model before it knows the parts.</summary>
    public DirichletNoise()
        : this([])
    {
    }

    private DirichletNoise(IReadOnlyList<string> parts)
    {
        Parts = parts;
        _parameters = parts.Count == 0
            ? [new NoiseParameter("concentration", ParameterDomain.Positive, "concentration of each part", ParameterRole.Concentration)]
            : [.. parts.Select(p => new NoiseParameter($"concentration[{p}]", ParameterDomain.Positive, $"concentration of '{p}'", ParameterRole.Concentration))];
    }

    /// <summary>The parts, which are the responses' names; empty before they are known.</summary>
    public IReadOnlyList<string> Parts { get; }

    /// <inheritdoc/>
    public override string Name => "dirichlet";

    /// <inheritdoc/>
    public override string Description => "compositions: shares of a whole that sum to 1";

    /// <inheritdoc/>
    public override string Density => "gamma(sum a) / (gamma(a[1]) ... gamma(a[K])) y[1]^(a[1] - 1) ... y[K]^(a[K] - 1), a the concentrations";

    /// <inheritdoc/>
    public override string Estimates => "the mean share of each part: its concentration over the sum of all";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters => _parameters;

    /// <inheritdoc/>
    public override Support Support => Support.UnitInterval;

    /// <inheritdoc/>
    public override bool IsUnivariate => false;

    /// <inheritdoc/>
    public override int ResponseCount => Parts.Count;

    /// <inheritdoc/>
    public override NoiseModel ForResponses(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Count >= 2 ? new DirichletNoise(names) : throw new InputException("noise model 'dirichlet' needs the shares of at least two parts", "write cbind(a, b, ...) ~ ..., one column a part; for a single share use beta");
    }

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        if (Parts.Count == 0) throw new InvalidOperationException("the parts are not known");
        T total = T.Exp(working[0]);
        for (int k = 1; k < working.Length; k++) total += T.Exp(working[k]);
        T logTotal = T.Log(total), sum = ((0.5 * logTotal) + ((working.Length - 1) * Constants.HalfLogTwoPi)) - T.StirlingError(total);
        for (int k = 0; k < working.Length; k++)
        {
            T concentration = T.Exp(working[k]), logShare = T.Log(y.Values[k]);
            sum += (concentration * T.Expm1MinusX((logTotal + logShare) - working[k])) + ((T.StirlingError(concentration) - (0.5 * working[k])) + logShare);
        }

        return sum;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> ResponseNames => Parts;

    /// <inheritdoc/>
    internal override NoiseModel ForValues(IReadOnlyList<string?> keys) => ForResponses(ValueNames.OfEach(keys, "concentration"));

    /// <summary>The entropy is the expectation of the formula, in which E(eᵗ − 1 − t) = D(aₖ) − D(A), D(x) = log x − ψ(x) = 1/2x − δ′(x).</summary>
    /// <inheritdoc/>
    internal override RowSummary Summary(ReadOnlySpan<double> parameters, double trials)
    {
        int d = parameters.Length;
        double total = 0.0;
        foreach (double a in parameters) total += a;
        double[] mean = new double[d], covariance = new double[d * d];
        for (int a = 0; a < d; a++)
        {
            mean[a] = parameters[a] / total;
            for (int b = 0; b < d; b++)
                covariance[(a * d) + b] = (a == b ? parameters[a] / total * ((total - parameters[a]) / total) : -(parameters[a] / total) * (parameters[b] / total)) / (total + 1.0);
        }

        double logTotal = Elementary.Log(total), ofTotal = Below(total, out double stirling), entropy = (0.5 * logTotal) + ((d - 1) * Constants.HalfLogTwoPi) - stirling;
        foreach (double a in parameters)
        {
            double below = Below(a, out double own), log = Elementary.Log(a);
            entropy += (a * (below - ofTotal)) + (own - (0.5 * log)) + ((log - below) - (logTotal - ofTotal));
        }

        return RowSummary.OfNumbers(mean, covariance, entropy);
    }

    /// <summary>log x − ψ(x), and the Stirling error.</summary>
    private static double Below(double x, out double stirling)
    {
        (stirling, double slope, _) = Elementary.Derivatives<StirlingError>(x);
        return (0.5 / x) - slope;
    }

    /// <summary>Gamma draws over their sum, in logarithms, which for small concentrations do not underflow.</summary>
    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, double trials, RandomStream stream, Span<double> response)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ParameterCheck.Require(this, parameters);
        double largest = double.NegativeInfinity, sum = 0.0;
        for (int k = 0; k < response.Length; k++)
        {
            response[k] = GammaSampler.NextLog(stream, parameters[k]);
            largest = Math.Max(largest, response[k]);
        }

        foreach (double log in response) sum += Elementary.Exp(log - largest);
        for (int k = 0; k < response.Length; k++) response[k] = Math.Clamp(Elementary.Exp(response[k] - largest) / sum, double.Epsilon, Math.BitDecrement(1.0));
    }

    /// <summary>Means of the shares, and the sum of concentrations at which a share of that mean has the variance found.</summary>
    /// <inheritdoc/>
    public override void Start(Observations observations, ReadOnlySpan<double> weights, Span<double> parameters, int variant = 0)
    {
        ArgumentNullException.ThrowIfNull(observations);
        const double Least = 0.1, Most = 1e6, Smallest = 1e-6;
        double variance = 0.0, expected = 0.0;
        for (int k = 0; k < parameters.Length; k++)
        {
            Moments moments = Moments.Of(observations.Responses[k].Span, weights);
            parameters[k] = Math.Max(moments.Mean, Smallest);
            variance += moments.StandardDeviation * moments.StandardDeviation;
            expected += parameters[k] * (1.0 - parameters[k]);
        }

        double total = variance > 0.0 ? Math.Clamp((expected / variance) - 1.0, Least, Most) : Most;
        for (int k = 0; k < parameters.Length; k++) parameters[k] *= total;
    }

    /// <inheritdoc/>
    internal override string? Objection(ReadOnlySpan<double> row)
    {
        double sum = 0.0;
        foreach (double share in row) sum += share;
        return Math.Abs(sum - 1.0) <= SumTolerance ? null : $"the parts {Words.List(Parts)} sum to {NoiseNumber.Format(sum)}, not to 1";
    }

    /// <inheritdoc/>
    internal override string? ObjectionRemedy => "divide the parts of each row by their sum";
}
