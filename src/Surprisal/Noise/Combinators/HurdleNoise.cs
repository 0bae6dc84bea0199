using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Primitives;

namespace Surprisal.Noise;

/// <summary>Zeros decided apart from how much it is where it is not zero: counts or amounts that first have to take a hurdle.</summary>
/// <remarks>
/// <para>Density: hu at 0; (1 − hu) p(y)/(1 − p(0)) elsewhere, p the density of the part, p(0) = 0 for amounts.</para>
/// <para>Parameters: those of the part, before its zeros were cut off; hu, the probability of a zero (logit).</para>
/// <para>Support: 0 and the support of the part.</para>
/// <para>Numerical hazard: 1 − p(0) for a small mean, by log(1 − e^(−surprisal of 0)) without cancellation.</para>
/// <para>Source: Mullahy (1986), doi:10.1016/0304-4076(86)90002-3.</para>
/// <para>Reference values: R pscl::hurdle, tests/Surprisal.Tests/Reference/cases/hurdle-poisson-biochemists.json; mpmath,
/// tests/Surprisal.Tests/Reference/noise/hurdle.json.</para>
/// </remarks>
public sealed class HurdleNoise : CombinedNoise
{
    /// <summary>Combines.</summary>
    /// <param name="part">The noise model of what is not zero: one of counts or of positive amounts.</param>
    /// <exception cref="InputException">It is one of numbers that may be negative, of shares, or has zeros of its own.</exception>
    public HurdleNoise(NoiseModel part)
        : base(
            [CombinatorCheck.On("hurdle", part, "its responses are neither counts nor positive amounts", "give it one of those, such as poisson or gamma; for shares use zero-one-inflated", Support.Counts, Support.CountsUpToTrials, Support.Positive, Support.NonNegative)],
            [new NoiseParameter("hu", ParameterDomain.Probability, "probability of a zero", ParameterRole.Weight)])
    {
        if (part is ZeroInflatedNoise or HurdleNoise || part.Atoms.Count > 0)
            throw new InputException($"'hurdle({part.Name})' makes no sense: '{part.Name}' has zeros of its own", "give it a noise model without them, such as gamma");
    }

    /// <inheritdoc/>
    public override string Combinator => "hurdle";

    /// <inheritdoc/>
    public override string Description => $"{Parts[0].Description}, zeros decided apart";

    /// <inheritdoc/>
    public override string Density => IsDiscrete
        ? $"hu at 0, else (1 - hu) p(y) / (1 - p(0)), p the density of {Parts[0].Name}: {Parts[0].Density}"
        : $"hu at 0, else (1 - hu) p(y), p the density of {Parts[0].Name}: {Parts[0].Density}";

    /// <inheritdoc/>
    public override string Estimates => IsDiscrete ? $"{Parts[0].Estimates} before its zeros are cut off" : $"{Parts[0].Estimates} where it is not zero";

    /// <inheritdoc/>
    public override Support Support => IsDiscrete ? Parts[0].Support : Support.NonNegative;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Atoms => IsDiscrete ? [] : [0.0];

    private bool IsDiscrete => Parts[0].Support.IsDiscrete();

    /// <inheritdoc/>
    public override bool Contains(double y, double trials = 1) => y == 0.0 || Parts[0].Contains(y, trials);

    /// <inheritdoc/>
    public override (double Least, double Greatest) Bounds => (0.0, Parts[0].Bounds.Greatest);

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters, closed: true);
        double hu = parameters[OwnIndex(0)];
        Distribution part = Parts[0].At(OfPart(parameters, 0), trials);
        if (IsDiscrete) part = new TruncatedDistribution(part, 1.0, double.PositiveInfinity, discrete: true, []);
        return new MixtureDistribution([new PointMass(0.0), part], [Elementary.Log(hu), Elementary.Log1p(-hu)], Support);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        double total = 0.0, zeros = 0.0;
        double[] positive = new double[y.Length], values = y.ToArray();
        for (int i = 0; i < y.Length; i++)
        {
            double w = weights.IsEmpty ? 1.0 : weights[i];
            total += w;
            positive[i] = y[i] == 0.0 ? 0.0 : w;
            if (y[i] != 0.0) continue;
            zeros += w;
            if (!IsDiscrete) values[i] = Support.Positive.Inside();
        }

        Parts[0].Start(values, trials, positive, OfPart(parameters, 0));
        parameters[OwnIndex(0)] = (zeros + 0.5) / (total + 1.0);
    }

    /// <inheritdoc/>
    internal override Jet<TLane> Combine<TLane>(PartEvaluator<TLane> parts)
    {
        Jet<TLane> logit = parts.Own(0), taken = JetFields<TLane>.Apply<Softplus>(logit);
        NoiseBlock<TLane> block = parts.Block;
        Field response = IsDiscrete ? block.Response : Moved(block);
        Jet<TLane> positive = parts.Surprisal(0, response);
        if (IsDiscrete) positive += JetFields<TLane>.Apply<Log1mExp>(-parts.Surprisal(0, new Field(0.0)));
        return Jet<TLane>.SelectLess(0.0, parts.Response, taken + positive, taken - logit);
    }

    /// <inheritdoc/>
    internal override Jet<TLane> CombineEvent<TLane>(PartEvaluator<TLane> parts)
    {
        NoiseBlock<TLane> block = parts.Block;
        JetArena<TLane> arena = parts.Arena;
        Jet<TLane> logit = parts.Own(0), taken = JetFields<TLane>.Apply<Softplus>(logit);
        double step = IsDiscrete ? 1.0 : 0.0;
        Field hasZero = RowFields.Of(arena, i => block.EventLower[i] <= 0.0 && block.EventUpper[i] >= 0.0 ? 1.0 : 0.0);
        Field hasMore = RowFields.Of(arena, i => block.EventUpper[i] >= step && block.EventUpper[i] > 0.0 ? 1.0 : 0.0);
        Jet<TLane> positive = parts.Event(
            0,
            RowFields.Of(arena, i => Math.Max(block.EventLower[i], step)),
            RowFields.Of(arena, i => block.EventUpper[i] >= step && block.EventUpper[i] > 0.0 ? block.EventUpper[i] : double.PositiveInfinity));
        if (IsDiscrete) positive += JetFields<TLane>.Apply<Log1mExp>(-parts.Surprisal(0, new Field(0.0)));
        Jet<TLane> both = JetLogSum<TLane>.Surprisal(arena, [-logit, positive], block.CompleteData);
        Jet<TLane> some = Jet<TLane>.SelectLess(0.5, arena.Data(hasMore), both, -logit);
        return taken + Jet<TLane>.SelectLess(0.5, arena.Data(hasZero), some, positive);
    }

    /// <summary>The responses, with a positive number in place of zeros, which the part never sees.</summary>
    private static Field Moved<TLane>(NoiseBlock<TLane> block)
        where TLane : unmanaged, Numerics.Lanes.ILane<TLane>
    {
        Field inside = new(Support.Positive.Inside());
        return JetFields<TLane>.SelectLess(block.Arena, new Field(0.0), block.Response, block.Response, inside);
    }
}
