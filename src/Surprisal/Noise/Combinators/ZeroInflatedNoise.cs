using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;
using Surprisal.Numerics.Jets;

namespace Surprisal.Noise;

/// <summary>Counts with more zeros than their noise model expects: some rows can only be zero.</summary>
/// <remarks>
/// <para>Density: zi + (1 − zi) p(0) at 0, (1 − zi) p(y) elsewhere, p the density of the part.</para>
/// <para>Parameters: those of the part; zi, the probability of an excess zero (logit).</para>
/// <para>Support: that of the part.</para>
/// <para>Numerical hazard: with w the logit of zi, both cases are softplus(w) less log(e^w + p(0)) or log p(y): no probability is formed, so
/// neither a tiny zi nor a tiny p(0) is lost.</para>
/// <para>Source: Lambert (1992), doi:10.2307/1269547.</para>
/// <para>Reference values: R pscl::zeroinfl, tests/Surprisal.Tests/Reference/cases/zip-biochemists.json; mpmath,
/// tests/Surprisal.Tests/Reference/noise/zero-inflated.json.</para>
/// </remarks>
public sealed class ZeroInflatedNoise : CombinedNoise
{
    /// <summary>Combines.</summary>
    /// <param name="part">The noise model of rows that can be more than zero: one of counts.</param>
    /// <exception cref="InputException">It gives zero no probability of its own.</exception>
    public ZeroInflatedNoise(NoiseModel part)
        : base(
            [CombinatorCheck.On("zero-inflated", part, "its responses are no counts, which alone have a probability of being 0 to begin with", "use hurdle for positive amounts, zero-one-inflated for shares", Support.Counts, Support.CountsUpToTrials)],
            [new NoiseParameter("zi", ParameterDomain.Probability, "probability of an excess zero", ParameterRole.Weight)])
    {
        if (part is ZeroInflatedNoise or HurdleNoise) throw new InputException($"'zero-inflated({part.Name})' makes no sense: the zeros of '{part.Name}' are free already", "leave out 'zero-inflated'");
    }

    /// <inheritdoc/>
    public override string Combinator => "zero-inflated";

    /// <inheritdoc/>
    public override string Description => $"{Parts[0].Description}, some rows of which can only be zero";

    /// <inheritdoc/>
    public override string Density => $"zi [y = 0] + (1 - zi) p(y), p the density of {Parts[0].Name}: {Parts[0].Density}";

    /// <inheritdoc/>
    public override string Estimates => $"{Parts[0].Estimates} among rows that are no excess zeros";

    /// <inheritdoc/>
    public override Support Support => Parts[0].Support;

    /// <inheritdoc/>
    public override bool Contains(double y, double trials = 1) => y == 0.0 || Parts[0].Contains(y, trials);

    /// <inheritdoc/>
    public override (double Least, double Greatest) Bounds => (0.0, Parts[0].Bounds.Greatest);

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters, closed: true);
        double zi = parameters[OwnIndex(0)];
        return new MixtureDistribution([new PointMass(0.0), Parts[0].At(OfPart(parameters, 0), trials)], [Elementary.Log(zi), Elementary.Log1p(-zi)], Support);
    }

    /// <summary>The part as it fits all rows; of the zeros beyond those it expects half are excess, so that neither share starts at its end.</summary>
    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        double total = 0.0, zeros = 0.0;
        double[] positive = new double[y.Length];
        for (int i = 0; i < y.Length; i++)
        {
            double w = weights.IsEmpty ? 1.0 : weights[i];
            total += w;
            if (y[i] == 0.0) zeros += w;
            positive[i] = y[i] == 0.0 ? 0.5 * w : w;
        }

        // Half of the zeros belong to the counts.
        Parts[0].Start(y, trials, positive, OfPart(parameters, 0));
        parameters[OwnIndex(0)] = Math.Clamp(0.5 * ((zeros + 0.5) / (total + 1.0)), 0.01, 0.9);
    }

    /// <inheritdoc/>
    internal override Jet<TLane> Combine<TLane>(PartEvaluator<TLane> parts)
    {
        Jet<TLane> logit = parts.Own(0), surprisal = parts.Surprisal(0), zero = JetLogSum<TLane>.Surprisal(parts.Arena, [-logit, surprisal], parts.Block.CompleteData);
        return JetFields<TLane>.Apply<Numerics.Primitives.Softplus>(logit) + Jet<TLane>.SelectLess(parts.Response, 0.5, zero, surprisal);
    }

    /// <inheritdoc/>
    internal override Jet<TLane> CombineEvent<TLane>(PartEvaluator<TLane> parts)
    {
        NoiseBlock<TLane> block = parts.Block;
        Jet<TLane> logit = parts.Own(0), surprisal = parts.Event(0, block.EventLower, block.EventUpper);
        Jet<TLane> withZero = JetLogSum<TLane>.Surprisal(parts.Arena, [-logit, surprisal], block.CompleteData);
        Field hasZero = RowFields.Of(parts.Arena, i => block.EventLower[i] <= 0.0 && block.EventUpper[i] >= 0.0 ? 1.0 : 0.0);
        return JetFields<TLane>.Apply<Numerics.Primitives.Softplus>(logit) + Jet<TLane>.SelectLess(0.5, parts.Arena.Data(hasZero), withZero, surprisal);
    }
}
