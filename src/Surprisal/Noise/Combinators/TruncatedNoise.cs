using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Noise;

/// <summary>Responses that are seen only where they lie between bounds: rows beyond them do not exist in the data.</summary>
/// <remarks>
/// <para>Density: p(y)/P(lower ≤ Y ≤ upper) within the bounds, those included.</para>
/// <para>Parameters: those of the part, of the distribution before truncation.</para>
/// <para>Support: that of the part between the bounds.</para>
/// <para>Numerical hazard: the probability of the bounds underflows far in a tail; the part gives its logarithm.</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1 (1994), section 10.1.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/truncated.json.</para>
/// </remarks>
public sealed class TruncatedNoise : CombinedNoise
{
    /// <summary>Combines.</summary>
    /// <param name="part">The noise model before truncation; it must be one of single numbers.</param>
    /// <param name="lower">The lower bound of all rows, included; −∞ for none, or where each row has its own (<c>y | trunc(lb, ub)</c>).</param>
    /// <param name="upper">The upper bound of all rows, included; ∞ for none.</param>
    /// <exception cref="InputException">The part has several responses, or nothing of its support lies between the bounds.</exception>
    public TruncatedNoise(NoiseModel part, double lower = double.NegativeInfinity, double upper = double.PositiveInfinity)
        : base([CombinatorCheck.Univariate("truncated", part)], [])
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part is TruncatedNoise inner)
        {
            string bounds = string.Join(", ", new TruncatedNoise(inner.Parts[0], Math.Max(lower, inner.Lower), Math.Min(upper, inner.Upper)).KeyTexts.Prepend(inner.Parts[0].Name));
            throw new InputException($"'{part.Name}' is truncated already", $"write truncated({bounds})");
        }

        (double least, double greatest) = part.Bounds;
        bool whole = part.Support.IsDiscrete();
        if (!(lower < upper) || !(lower < greatest) || !(upper > least) || (whole && Math.Ceiling(lower) > Math.Floor(upper)))
        {
            throw new InputException(
                $"nothing of '{part.Name}' lies between {NoiseNumber.Format(lower)} and {NoiseNumber.Format(upper)}", $"a response must be {part.Support.Describe()}; give the lower bound first");
        }

        Lower = lower;
        Upper = upper;
    }

    /// <summary>The lower bound of all rows.</summary>
    public double Lower { get; }

    /// <summary>The upper bound of all rows.</summary>
    public double Upper { get; }

    /// <inheritdoc/>
    public override string Combinator => "truncated";

    /// <inheritdoc/>
    public override string Description => $"{Parts[0].Description}, seen only between bounds";

    /// <inheritdoc/>
    public override string Density => $"p(y) / P(lower <= Y <= upper), p the density of {Parts[0].Name}: {Parts[0].Density}";

    /// <inheritdoc/>
    public override string Estimates => $"{Parts[0].Estimates}, before truncation";

    /// <inheritdoc/>
    public override Support Support => Parts[0].Support;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Atoms => [.. Parts[0].Atoms.Where(a => a >= Lower && a <= Upper)];

    /// <inheritdoc/>
    public override bool Contains(double y, double trials = 1) => y >= Lower && y <= Upper && Parts[0].Contains(y, trials);

    /// <inheritdoc/>
    public override (double Least, double Greatest) Bounds => (Math.Max(Lower, Parts[0].Bounds.Least), Math.Min(Upper, Parts[0].Bounds.Greatest));

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) =>
        new Distributions.TruncatedDistribution(Parts[0].At(parameters, trials), Lower, Upper, Support.IsDiscrete(), Parts[0].Atoms);

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters) =>
        Parts[0].Start(y, trials, weights, parameters);

    /// <inheritdoc/>
    internal override IEnumerable<string> KeyTexts
    {
        get
        {
            if (!double.IsInfinity(Lower)) yield return $"lower={NoiseNumber.Format(Lower)}";
            if (!double.IsInfinity(Upper)) yield return $"upper={NoiseNumber.Format(Upper)}";
        }
    }

    /// <inheritdoc/>
    public override bool Redescends => Parts[0].Redescends;

    /// <inheritdoc/>
    public override int StartCount => Parts[0].StartCount;

    /// <inheritdoc/>
    public override void Start(Observations observations, ReadOnlySpan<double> weights, Span<double> parameters, int variant = 0) =>
        Parts[0].Start(observations, weights, parameters, variant);

    /// <inheritdoc/>
    internal override Jet<TLane> Combine<TLane>(PartEvaluator<TLane> parts)
    {
        NoiseBlock<TLane> block = parts.Block;
        Field lower = LowerOf(block), upper = UpperOf(block);
        Jet<TLane> inside = parts.Surprisal(0) - parts.Event(0, lower, upper);
        return Unless(block.Arena, i => block.Response[i] < lower[i] || block.Response[i] > upper[i], inside);
    }

    /// <inheritdoc/>
    internal override Jet<TLane> CombineEvent<TLane>(PartEvaluator<TLane> parts)
    {
        NoiseBlock<TLane> block = parts.Block;
        Field lower = LowerOf(block), upper = UpperOf(block), from = block.EventLower, to = block.EventUpper;
        bool Misses(int i) => Math.Max(lower[i], from[i]) > Math.Min(upper[i], to[i]);
        Field first = RowFields.Of(block.Arena, i => Misses(i) ? lower[i] : Math.Max(lower[i], from[i]));
        Field last = RowFields.Of(block.Arena, i => Misses(i) ? upper[i] : Math.Min(upper[i], to[i]));
        return Unless(block.Arena, Misses, parts.Event(0, first, last) - parts.Event(0, lower, upper));
    }

    /// <summary>No probability, and so no slope, in rows that lie outside of the bounds.</summary>
    private static Jet<TLane> Unless<TLane>(JetArena<TLane> arena, Func<int, bool> outside, Jet<TLane> inside)
        where TLane : unmanaged, ILane<TLane>
    {
        bool some = false;
        for (int i = 0; i < arena.Rows; i++) some |= outside(i);
        return some ? Jet<TLane>.SelectLess(0.5, arena.Data(RowFields.Of(arena, i => outside(i) ? 1.0 : 0.0)), double.PositiveInfinity, inside) : inside;
    }

    private Field LowerOf<TLane>(NoiseBlock<TLane> block)
        where TLane : unmanaged, ILane<TLane> =>
        block.TruncationLower.IsUniform ? new Field(Math.Max(Lower, block.TruncationLower.Uniform)) : RowFields.Of(block.Arena, i => Math.Max(Lower, block.TruncationLower[i]));

    private Field UpperOf<TLane>(NoiseBlock<TLane> block)
        where TLane : unmanaged, ILane<TLane> =>
        block.TruncationUpper.IsUniform ? new Field(Math.Min(Upper, block.TruncationUpper.Uniform)) : RowFields.Of(block.Arena, i => Math.Min(Upper, block.TruncationUpper[i]));

}
