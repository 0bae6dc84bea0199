using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Primitives;

namespace Surprisal.Noise;

/// <summary>Shares of which some are exactly 0 or 1.</summary>
/// <remarks>
/// <para>Density: zoi (1 − coi) at 0, zoi coi at 1, (1 − zoi) p(y) between, p the density of the part.</para>
/// <para>Parameters: those of the part; zoi, the probability of 0 or 1 (logit); coi, the share of ones among them (logit).</para>
/// <para>Support: 0 ≤ y ≤ 1.</para>
/// <para>Numerical hazard: probabilities enter as logits, so none rounds to 0 or 1.</para>
/// <para>Source: Ospina, Ferrari (2012), doi:10.1016/j.csda.2011.10.005.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/zero-one-inflated.json.</para>
/// </remarks>
public sealed class ZeroOneInflatedNoise : CombinedNoise
{
    /// <summary>Combines.</summary>
    /// <param name="part">The noise model of shares strictly between 0 and 1.</param>
    /// <exception cref="InputException">It is one of something else.</exception>
    public ZeroOneInflatedNoise(NoiseModel part)
        : base(
            [CombinatorCheck.On("zero-one-inflated", part, "its responses are no shares strictly between 0 and 1", "give it one of shares, such as beta or logit(gaussian)", Support.UnitInterval)],
            [
                new NoiseParameter("zoi", ParameterDomain.Probability, "probability of exactly 0 or 1", ParameterRole.Weight),
                new NoiseParameter("coi", ParameterDomain.Probability, "probability of 1 among zeros and ones", ParameterRole.Weight),
            ])
    {
    }

    /// <inheritdoc/>
    public override string Combinator => "zero-one-inflated";

    /// <inheritdoc/>
    public override string Description => $"{Parts[0].Description}, or exactly 0 or 1";

    /// <inheritdoc/>
    public override string Density => $"zoi (1 - coi) at 0, zoi coi at 1, else (1 - zoi) p(y), p the density of {Parts[0].Name}: {Parts[0].Density}";

    /// <inheritdoc/>
    public override string Estimates => $"{Parts[0].Estimates} where it is neither 0 nor 1";

    /// <inheritdoc/>
    public override Support Support => Support.ClosedUnitInterval;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Atoms => [0.0, 1.0];

    /// <inheritdoc/>
    public override bool Contains(double y, double trials = 1) => y is 0.0 or 1.0 || Parts[0].Contains(y, trials);

    /// <inheritdoc/>
    public override (double Least, double Greatest) Bounds => Support.Ends();

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters, closed: true);
        double zoi = parameters[OwnIndex(0)], coi = parameters[OwnIndex(1)];
        double logZoi = Elementary.Log(zoi);
        return new MixtureDistribution(
            [new PointMass(0.0), new PointMass(1.0), Parts[0].At(OfPart(parameters, 0), trials)],
            [logZoi + Elementary.Log1p(-coi), logZoi + Elementary.Log(coi), Elementary.Log1p(-zoi)],
            Support);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        double total = 0.0, zeros = 0.0, ones = 0.0;
        double[] between = new double[y.Length], values = y.ToArray();
        for (int i = 0; i < y.Length; i++)
        {
            double w = weights.IsEmpty ? 1.0 : weights[i];
            total += w;
            between[i] = y[i] is 0.0 or 1.0 ? 0.0 : w;
            if (y[i] == 0.0) zeros += w;
            if (y[i] == 1.0) ones += w;
            if (y[i] is 0.0 or 1.0) values[i] = Parts[0].Support.Inside();
        }

        Parts[0].Start(values, trials, between, OfPart(parameters, 0));
        parameters[OwnIndex(0)] = (zeros + ones + 0.5) / (total + 1.0);
        parameters[OwnIndex(1)] = (ones + 0.5) / (zeros + ones + 1.0);
    }

    /// <inheritdoc/>
    internal override Jet<TLane> Combine<TLane>(PartEvaluator<TLane> parts)
    {
        NoiseBlock<TLane> block = parts.Block;
        Field inside = new(Parts[0].Support.Inside()), zero = new(0.0), one = new(1.0);
        Field below = JetFields<TLane>.SelectLess(parts.Arena, block.Response, one, block.Response, inside);
        Field between = JetFields<TLane>.SelectLess(parts.Arena, zero, below, below, inside);
        Jet<TLane> zoi = parts.Own(0), coi = parts.Own(1), end = SoftplusOf(-zoi);
        Jet<TLane> inner = SoftplusOf(zoi) + parts.Surprisal(0, between);
        Jet<TLane> notZero = Jet<TLane>.SelectLess(parts.Response, 1.0, inner, end + SoftplusOf(-coi));
        return Jet<TLane>.SelectLess(0.0, parts.Response, notZero, end + SoftplusOf(coi));
    }

    /// <inheritdoc/>
    internal override Jet<TLane> CombineEvent<TLane>(PartEvaluator<TLane> parts)
    {
        NoiseBlock<TLane> block = parts.Block;
        JetArena<TLane> arena = parts.Arena;
        Jet<TLane> never = double.PositiveInfinity;
        Field hasZero = RowFields.Of(arena, i => block.EventLower[i] <= 0.0 ? 1.0 : 0.0), hasOne = RowFields.Of(arena, i => block.EventUpper[i] >= 1.0 ? 1.0 : 0.0);
        Jet<TLane> zoi = parts.Own(0), coi = parts.Own(1), end = SoftplusOf(-zoi);

        // An event that is an end alone has nothing of the part, whose probability would be 0 without a slope.
        bool Between(int i) => block.EventUpper[i] > 0.0 && block.EventLower[i] < 1.0;
        Field hasBetween = RowFields.Of(arena, i => Between(i) ? 1.0 : 0.0);
        Field from = RowFields.Of(arena, i => Between(i) ? block.EventLower[i] : double.NegativeInfinity), to = RowFields.Of(arena, i => Between(i) ? block.EventUpper[i] : double.PositiveInfinity);
        Jet<TLane> inner = Jet<TLane>.SelectLess(0.5, arena.Data(hasBetween), SoftplusOf(zoi) + parts.Event(0, from, to), never);
        Jet<TLane> zero = Jet<TLane>.SelectLess(0.5, arena.Data(hasZero), end + SoftplusOf(coi), never);
        Jet<TLane> one = Jet<TLane>.SelectLess(0.5, arena.Data(hasOne), end + SoftplusOf(-coi), never);
        return JetLogSum<TLane>.Surprisal(arena, [inner, zero, one], block.CompleteData);
    }

    private static Jet<TLane> SoftplusOf<TLane>(Jet<TLane> x)
        where TLane : unmanaged, ILane<TLane> => JetFields<TLane>.Apply<Softplus>(x);
}
