using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise;

/// <summary>How many of a row's trials fell into each of several classes.</summary>
/// <remarks>
/// <para>Density: n!/(y₁! ⋯ y_K!) Π pₖ^yₖ, n the row's total, p the softmax of the predictors, that of the first class being 0.</para>
/// <para>Parameters: mu[class] for every class but the first: the log of its probability against the first's (identity).</para>
/// <para>Support: vectors of counts, <c>cbind(a, b, c) ~ x</c>; the total is given, not modelled.</para>
/// <para>Numerical hazard: differences of log factorials. Given its total a row of poisson counts is multinomial: the sum over classes of poisson
/// surprisals of yₖ at mean n pₖ, each in Loader's form, less that of n at mean n.</para>
/// <para>Source: McCullagh, Nelder, Generalized Linear Models, 2nd ed. (1989), section 5.3; Loader (2000), as for poisson.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/multinomial.json.</para>
/// </remarks>
public sealed class MultinomialNoise : ScalarNoise
{
    private readonly IReadOnlyList<NoiseParameter> _parameters;

    /// <summary>The noise model before it knows the classes.</summary>
    public MultinomialNoise()
        : this([])
    {
    }

    private MultinomialNoise(IReadOnlyList<string> classes)
    {
        Classes = classes;
        _parameters = classes.Count == 0
            ? [new NoiseParameter("mu", ParameterDomain.Real, "log odds against the first class, one predictor a class", ParameterRole.Location)]
            : [.. classes.Skip(1).Select(c => new NoiseParameter($"mu[{c}]", ParameterDomain.Real, $"log odds of '{c}' against '{classes[0]}'", ParameterRole.Location))];
    }

    /// <summary>The classes, which are the responses' names; empty before they are known.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public override string Name => "multinomial";

    /// <inheritdoc/>
    public override string Description => "how many of a row's trials fell into each of several classes";

    /// <inheritdoc/>
    public override string Density => "n! / (y[1]! ... y[K]!) p[1]^y[1] ... p[K]^y[K], p = softmax(0, mu[2], ...), n the row's total";

    /// <inheritdoc/>
    public override string Estimates => "the probability of each class";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters => _parameters;

    /// <inheritdoc/>
    public override Support Support => Support.Counts;

    /// <inheritdoc/>
    public override bool IsUnivariate => false;

    /// <inheritdoc/>
    public override int ResponseCount => Classes.Count;

    /// <inheritdoc/>
    public override NoiseModel ForResponses(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Count >= 2 ? new MultinomialNoise(names) : throw new InputException("noise model 'multinomial' needs the counts of at least two classes", "write cbind(a, b, ...) ~ ..., one column a class");
    }

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        if (Classes.Count == 0) throw new InvalidOperationException("the classes are not known");
        T total = y.Values[0];
        for (int k = 1; k < y.Values.Length; k++) total += y.Values[k];
        T logSum = LogSumOfExponentials(working), positiveTotal = T.SelectLess(total, 0.5, 1.0, total), logTotal = T.Log(positiveTotal);
        T sum = -Divergences.FactorialRest(total, positiveTotal, logTotal);
        for (int k = 0; k < y.Values.Length; k++)
        {
            T logMean = (k == 0 ? logTotal : logTotal + working[k - 1]) - logSum, count = y.Values[k];
            T positive = T.SelectLess(count, 0.5, 1.0, count), logCount = T.Log(positive);
            T mean = T.SelectLess(total, 0.5, 0.0, T.Exp(logMean));
            sum += T.SelectLess(count, 0.5, mean, Divergences.Poisson(positive, logMean - logCount)) + Divergences.FactorialRest(count, positive, logCount);
        }

        return sum;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> ResponseNames => Classes;

    /// <inheritdoc/>
    internal override bool DrawsTrials => true;

    /// <inheritdoc/>
    internal override string? ReferenceKey => ValueNames.Reference(Classes);

    /// <inheritdoc/>
    internal override NoiseModel ForValues(IReadOnlyList<string?> keys) =>
        ForResponses(ValueNames.OfContrasts([.. keys.Where(static k => !string.Equals(k, NoiseSpec.TrialsKey, StringComparison.Ordinal))], Name));

    /// <inheritdoc/>
    internal override bool HasTotal(ReadOnlySpan<double> row, double trials)
    {
        double total = 0.0;
        foreach (double count in row) total += count;
        return total == trials;
    }

    /// <summary>The entropy is that of the poisson counts that it is made of, given their total: a sum over the counts of one class after another.</summary>
    /// <inheritdoc/>
    internal override RowSummary Summary(ReadOnlySpan<double> parameters, double trials)
    {
        ParameterCheck.RequireTrials(trials);
        double[] share = [0.0, .. parameters];
        double total = RowSummary.LogSumExp(share);
        for (int k = 0; k < share.Length; k++) share[k] = Elementary.Exp(share[k] - total);
        double[] covariance = new double[share.Length * share.Length];
        for (int a = 0; a < share.Length; a++)
        {
            for (int b = 0; b < share.Length; b++) covariance[(a * share.Length) + b] = trials * (a == b ? share[a] * (1.0 - share[a]) : -share[a] * share[b]);
        }

        return RowSummary.OfNumbers([.. share.Select(p => trials * p)], covariance, Entropy(share, trials));
    }

    /// <summary>A row with <paramref name="trials"/> as its total: binomial draws of one class after another among what is left.</summary>
    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, double trials, RandomStream stream, Span<double> response)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ParameterCheck.Require(this, parameters);
        double largest = 0.0, left = trials;
        foreach (double mu in parameters) largest = Math.Max(largest, mu);
        double[] odds = new double[response.Length];
        for (int k = 0; k < odds.Length; k++) odds[k] = Elementary.Exp((k == 0 ? 0.0 : parameters[k - 1]) - largest);
        for (int k = 0; k < odds.Length; k++)
        {
            double rest = odds.AsSpan(k).ToArray().Sum();
            response[k] = k == odds.Length - 1 ? left : left == 0.0 ? 0.0 : CountSampler.NextBinomial(stream, left, odds[k] / rest);
            left -= response[k];
        }
    }

    /// <inheritdoc/>
    public override void Start(Observations observations, ReadOnlySpan<double> weights, Span<double> parameters, int variant = 0)
    {
        ArgumentNullException.ThrowIfNull(observations);
        double first = Total(observations, 0, weights);
        for (int k = 0; k < parameters.Length; k++) parameters[k] = Elementary.Log(Total(observations, k + 1, weights) / first);
    }

    /// <summary>log(1 + Σ e^w) by pairs, each without overflow.</summary>
    private static T LogSumOfExponentials<T>(ReadOnlySpan<T> working)
        where T : struct, IReal<T>
    {
        T sum = T.Softplus(working[0]);
        for (int k = 1; k < working.Length; k++) sum += T.Softplus(working[k] - sum);
        return sum;
    }

    /// <summary>E Σ (y log(y/np) + ½ log 2πy + δ(y)) less that of the total: Loader's form, whose terms are small.</summary>
    private static double Entropy(double[] shares, double total)
    {
        const double Most = 1e6;
        if (total > Most) return double.NaN;
        double entropy = -Rest(total);
        foreach (double share in shares)
        {
            if (share <= 0.0) continue;
            BinomialDistribution margin = new(total, Math.Min(share, 1.0));
            for (double y = 1.0; y <= total; y++)
            {
                double probability = Elementary.Exp(margin.LogDensity(y));
                if (probability > 0.0) entropy += probability * ((y * Elementary.Log(y / (total * share))) + Rest(y));
            }
        }

        return entropy;

        static double Rest(double y) => y < 0.5 ? 0.0 : Divergences.FactorialRest<Real>(y, y, Elementary.Log(y)).Value;
    }

    /// <summary>A class's count with half an observation added, so that its logarithm is finite.</summary>
    private static double Total(Observations observations, int response, ReadOnlySpan<double> weights)
    {
        ReadOnlySpan<double> counts = observations.Responses[response].Span;
        double total = 0.5;
        for (int i = 0; i < counts.Length; i++) total += (weights.IsEmpty ? 1.0 : weights[i]) * counts[i];

        // Counts whose sum overflows have shares all the same.
        const double Most = 1e300;
        return Math.Min(total, Most);
    }
}
