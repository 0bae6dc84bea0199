using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Primitives;

namespace Surprisal.Noise;

/// <summary>Measurements of which a share has a larger spread: Tukey's contaminated noise, a model of gross errors.</summary>
/// <remarks>
/// <para>Density: (1 − share) p(y) + share q(y), p the density of the part, q the same with its scale times the inflation.</para>
/// <para>Parameters: those of the part; share, the probability of a contaminated row (logit); inflation, the ratio of the two scales (log). Below 1 the
/// inflation names the cleaner rows: the same model with the parts exchanged.</para>
/// <para>Support: that of the part.</para>
/// <para>Numerical hazard: densities underflow; log(e^(−surprisal) + e^(w − inflated surprisal)) − softplus(w), w the logit of the share.</para>
/// <para>Source: Tukey, A survey of sampling from contaminated distributions, in Contributions to Probability and Statistics (1960), p. 448.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/contaminated.json.</para>
/// </remarks>
[LawSpread("inflation", "at 1 both parts are one, and nothing tells their shares", 3.0, 0.25, 8.0, 2.0)]
public sealed class ContaminatedNoise : CombinedNoise
{
    private const double StartingShare = 0.1;
    private const double StartingInflation = 3.0;
    private readonly int _scale;

    /// <summary>Combines.</summary>
    /// <param name="part">A noise model of single numbers with one scale.</param>
    /// <exception cref="InputException">It has none, or several.</exception>
    public ContaminatedNoise(NoiseModel part)
        : base(
            [CombinatorCheck.Univariate("contaminated", part)],
            [
                new NoiseParameter("share", ParameterDomain.Probability, "probability of a contaminated row", ParameterRole.Weight),
                new NoiseParameter("inflation", ParameterDomain.Positive, "scale of contaminated rows over that of the others", ParameterRole.Shape),
            ])
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part is ContaminatedNoise)
            throw new InputException($"'{part.Name}' has a share of inflated rows already", $"for a third spread write mixture({((CombinedNoise)part).Parts[0].Name}, k=3)");
        int[] scales = [.. Enumerable.Range(0, part.Parameters.Count).Where(k => part.Parameters[k] is { Role: ParameterRole.Scale, Domain: ParameterDomain.Positive })];
        if (scales.Length != 1)
            throw new InputException($"'contaminated({part.Name})' makes no sense: '{part.Name}' has no single scale to inflate", "give it one with a scale, such as gaussian or laplace");
        _scale = scales[0];
    }

    /// <inheritdoc/>
    public override string Combinator => "contaminated";

    /// <inheritdoc/>
    public override string Description => $"{Parts[0].Description}, some rows with a larger spread";

    /// <inheritdoc/>
    public override string Density =>
        $"(1 - share) p(y) + share q(y), q with {ScaleName} times inflation, p the density of {Parts[0].Name}: {Parts[0].Density}";

    /// <inheritdoc/>
    public override string Estimates => Parts[0].Estimates;

    /// <inheritdoc/>
    public override string? FitObjection => CombinatorCheck.KinksInSum(Parts);

    /// <inheritdoc/>
    public override Support Support => Parts[0].Support;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Atoms => Parts[0].Atoms;

    private string ScaleName => Parts[0].Parameters[_scale].Name;

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters, closed: true);
        double share = parameters[OwnIndex(0)];
        double[] inflated = OfPart(parameters, 0).ToArray();
        inflated[_scale] *= parameters[OwnIndex(1)];
        return new MixtureDistribution(
            [Parts[0].At(OfPart(parameters, 0), trials), Parts[0].At(inflated, trials)], [Elementary.Log1p(-share), Elementary.Log(share)], Support);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        Parts[0].Start(y, trials, weights, OfPart(parameters, 0));
        parameters[OwnIndex(0)] = StartingShare;
        parameters[OwnIndex(1)] = StartingInflation;
    }

    /// <inheritdoc/>
    internal override Jet<TLane> Combine<TLane>(PartEvaluator<TLane> parts) => Mix(parts, parts.Surprisal(0), parts.Surprisal(0, Inflated(parts)));

    /// <inheritdoc/>
    internal override Jet<TLane> CombineEvent<TLane>(PartEvaluator<TLane> parts)
    {
        NoiseBlock<TLane> block = parts.Block;
        return Mix(parts, parts.Event(0, block.EventLower, block.EventUpper), parts.Event(0, Inflated(parts), block.EventLower, block.EventUpper));
    }

    private static Jet<TLane> Mix<TLane>(PartEvaluator<TLane> parts, Jet<TLane> clean, Jet<TLane> inflated)
        where TLane : unmanaged, Numerics.Lanes.ILane<TLane>
    {
        Jet<TLane> logit = parts.Own(0);
        return JetFields<TLane>.Apply<Softplus>(logit) + JetLogSum<TLane>.Surprisal(parts.Arena, [clean, inflated - logit], parts.Block.CompleteData);
    }

    private Jet<TLane>[] Inflated<TLane>(PartEvaluator<TLane> parts)
        where TLane : unmanaged, Numerics.Lanes.ILane<TLane>
    {
        Jet<TLane>[] working = parts.OfPart(0);
        working[_scale] += parts.Own(1);
        return working;
    }
}
