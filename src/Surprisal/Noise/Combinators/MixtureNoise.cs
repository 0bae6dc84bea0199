using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise;

/// <summary>Responses of several kinds, which of them a row is being unknown: a mixture of noise models, a mixture of experts where weights have predictors.</summary>
/// <remarks>
/// <para>Density: Σₖ πₖ pₖ(y), pₖ the density of part k, π the softmax of the weights, that of the first part being 0.</para>
/// <para>Parameters: those of the parts, numbered (<c>mu[1]</c>, <c>mu[2]</c>); weight[2], weight[3], ...: log πₖ/π₁ (identity).</para>
/// <para>Support: that of the parts.</para>
/// <para>Numerical hazard: densities underflow; log Σ exp(ηₖ − surprisalₖ) − log Σ exp ηₖ has no density in it. The likelihood has no bound
/// where a component's spread may vanish on one row: fits refuse such maxima and keep the best regular one.</para>
/// <para>Source: McLachlan, Peel, Finite Mixture Models (2000), chapter 2; Jacobs, Jordan, Nowlan, Hinton (1991),
/// doi:10.1162/neco.1991.3.1.79.</para>
/// <para>Reference values: tests/Surprisal.Tests/Reference/cases/gaussian-mixture-faithful.json, gaussian-mixture-galaxies.json.</para>
/// </remarks>
public sealed class MixtureNoise : CombinedNoise
{
    /// <summary>Mixes.</summary>
    /// <param name="parts">At least two components with one support.</param>
    /// <exception cref="InputException">There are fewer, or their supports differ.</exception>
    public MixtureNoise(IReadOnlyList<NoiseModel> parts)
        : base(Checked(parts), [.. Enumerable.Range(2, parts.Count - 1).Select(static k => Weight(k))])
    {
    }

    /// <inheritdoc/>
    public override string Combinator => "mixture";

    /// <inheritdoc/>
    public override string Description => $"responses of {NoiseNumber.Format(Parts.Count)} kinds, each row's kind unknown";

    /// <inheritdoc/>
    public override string Density => $"sum_k pi[k] p[k](y), pi = softmax(0, weight[2], ...), p[1] the density of {Parts[0].Name}: {Parts[0].Density}";

    /// <inheritdoc/>
    public override string Estimates => $"of each component, {Parts[0].Estimates}";

    /// <inheritdoc/>
    public override string? FitObjection => CombinatorCheck.KinksInSum(Parts);

    /// <inheritdoc/>
    public override Support Support => Parts[0].Support;

    /// <inheritdoc/>
    public override int ResponseCount => Parts[0].ResponseCount;

    /// <inheritdoc/>
    public override Support SupportOf(int response) => Parts[0].SupportOf(response);

    /// <inheritdoc/>
    public override IReadOnlyList<double> Atoms => Parts[0].Atoms;

    /// <inheritdoc/>
    public override NoiseModel ForLevels(IReadOnlyList<string> levels) => new MixtureNoise([.. Parts.Select(p => p.ForLevels(levels))]);

    /// <inheritdoc/>
    public override NoiseModel ForResponses(IReadOnlyList<string> names) => new MixtureNoise([.. Parts.Select(p => p.ForResponses(names))]);

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        double[] logWeights = LogWeights(parameters);
        Distribution[] parts = new Distribution[Parts.Count];
        for (int k = 0; k < parts.Length; k++) parts[k] = Parts[k].At(OfPart(parameters, k), trials);
        return new MixtureDistribution(parts, logWeights, Support);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> ResponseNames => Parts[0].ResponseNames;

    /// <inheritdoc/>
    public override IReadOnlyList<string> LevelsOf(int response) => Parts[0].LevelsOf(response);

    /// <inheritdoc/>
    internal override bool IsOrdered => Parts.All(static p => p.IsOrdered);

    /// <inheritdoc/>
    internal override bool DrawsTrials => Parts[0].DrawsTrials;

    /// <inheritdoc/>
    internal override string? ObjectionRemedy => Parts[0].ObjectionRemedy;

    /// <inheritdoc/>
    internal override string? Objection(ReadOnlySpan<double> row) => Parts[0].Objection(row);

    /// <inheritdoc/>
    internal override bool HasTotal(ReadOnlySpan<double> row, double trials) => Parts[0].HasTotal(row, trials);

    /// <inheritdoc/>
    internal override RowSummary Summary(ReadOnlySpan<double> parameters, double trials)
    {
        if (IsUnivariate) return base.Summary(parameters, trials);
        RowSummary[] parts = new RowSummary[Parts.Count];
        for (int k = 0; k < parts.Length; k++) parts[k] = Parts[k].Summary(OfPart(parameters, k), trials);
        return RowSummary.Mix(parts, LogWeights(parameters));
    }

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, double trials, RandomStream stream, Span<double> response)
    {
        ArgumentNullException.ThrowIfNull(stream);
        double u = stream.NextDouble();
        double[] logWeights = LogWeights(parameters);
        int chosen = 0;
        for (; chosen < Parts.Count - 1; chosen++)
        {
            u -= Elementary.Exp(logWeights[chosen]);
            if (u < 0.0) break;
        }

        Parts[chosen].Sample(OfPart(parameters, chosen), trials, stream, response);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters) =>
        Start(new Observations(y.ToArray()) { Trials = trials.ToArray() }, weights, parameters);

    /// <inheritdoc/>
    public override int StartCount => 10;

    /// <summary>Each part as it fits a group of neighbouring rows in the order of the responses; variants, groups about centres drawn far apart.</summary>
    /// <inheritdoc/>
    public override void Start(Observations observations, ReadOnlySpan<double> weights, Span<double> parameters, int variant = 0)
    {
        if (variant == 0) MixtureStart.Neighbours(this, observations, weights, parameters);
        else MixtureStart.Centres(this, observations, weights, variant, parameters);
    }

    /// <summary>Whether all components are of the same noise model, so that their numbers mean nothing.</summary>
    internal bool HasEqualParts => Parts.All(p => string.Equals(p.Name, Parts[0].Name, StringComparison.Ordinal));

    /// <summary>Parameters of the parts from the rows that are assigned to each, and equal or proportional weights.</summary>
    internal void StartFrom(Observations observations, double[][] shares, Span<double> parameters)
    {
        for (int k = 0; k < Parts.Count; k++) Parts[k].Start(observations, shares[k], OfPart(parameters, k));
        double first = shares[0].Sum();
        for (int k = 1; k < Parts.Count; k++)
            parameters[OwnIndex(k - 1)] = first > 0.0 && shares[k].Sum() is > 0.0 and var own ? Math.Clamp(Elementary.Log(own / first), -5.0, 5.0) : 0.0;
    }

    /// <inheritdoc/>
    internal override IEnumerable<string> PartTexts(IReadOnlyList<string> parts) =>
        parts.All(p => string.Equals(p, parts[0], StringComparison.Ordinal)) ? [parts[0], $"k={NoiseNumber.Format(parts.Count)}"] : parts;

    /// <inheritdoc/>
    internal override Jet<TLane> Combine<TLane>(PartEvaluator<TLane> parts)
    {
        Jet<TLane>[] surprisals = new Jet<TLane>[Parts.Count];
        for (int k = 0; k < surprisals.Length; k++) surprisals[k] = parts.Surprisal(k);
        return Mix(parts, surprisals);
    }

    /// <inheritdoc/>
    internal override Jet<TLane> CombineEvent<TLane>(PartEvaluator<TLane> parts)
    {
        Jet<TLane>[] surprisals = new Jet<TLane>[Parts.Count];
        for (int k = 0; k < surprisals.Length; k++) surprisals[k] = parts.Event(k, parts.Block.EventLower, parts.Block.EventUpper);
        return Mix(parts, surprisals);
    }

    private static Jet<TLane> Mix<TLane>(PartEvaluator<TLane> parts, Jet<TLane>[] surprisals)
        where TLane : unmanaged, Numerics.Lanes.ILane<TLane>
    {
        // Of the weights and the parts each term has its own, so the sums' derivatives stay sparse.
        Jet<TLane>[] weights = new Jet<TLane>[surprisals.Length], terms = new Jet<TLane>[surprisals.Length];
        weights[0] = parts.Arena.Data(new Field(0.0));
        terms[0] = surprisals[0];
        for (int k = 1; k < weights.Length; k++)
        {
            weights[k] = -parts.Own(k - 1);
            terms[k] = surprisals[k] + weights[k];
        }

        return JetLogSum<TLane>.Surprisal(parts.Arena, terms, parts.Block.CompleteData) - JetLogSum<TLane>.Surprisal(parts.Arena, weights, completeData: false);
    }

    private static NoiseParameter Weight(int k) => new(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"weight[{k}]"), ParameterDomain.Real, $"log odds of component {NoiseNumber.Format(k)} against the first", ParameterRole.Weight);

    private static IReadOnlyList<NoiseModel> Checked(IReadOnlyList<NoiseModel> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count < 2) throw new InputException("a mixture needs at least two components", "write mixture(gaussian, k=2), or mixture(a, b)");
        foreach (NoiseModel part in parts)
        {
            CombinatorCheck.Uncensored("mixture", part);
            if (part.Support == parts[0].Support && part.ResponseCount == parts[0].ResponseCount && part.Atoms.SequenceEqual(parts[0].Atoms)) continue;
            throw new InputException(
                $"'{parts[0].Name}' and '{part.Name}' cannot be mixed: a response of the one is {parts[0].Support.Describe()}, of the other {part.Support.Describe()}",
                "mix noise models of one support; for zeros use zero-inflated or hurdle");
        }

        return parts;
    }

    private double[] LogWeights(ReadOnlySpan<double> parameters)
    {
        double[] log = new double[Parts.Count];
        for (int k = 1; k < log.Length; k++) log[k] = parameters[OwnIndex(k - 1)];
        double largest = log.Max(), sum = 0.0;
        foreach (double w in log) sum += Elementary.Exp(w - largest);
        double total = largest + Elementary.Log(sum);
        for (int k = 0; k < log.Length; k++) log[k] -= total;
        return log;
    }
}
