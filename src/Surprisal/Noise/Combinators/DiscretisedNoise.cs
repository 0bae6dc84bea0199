using Surprisal.Noise.Distributions;
using Surprisal.Numerics.Jets;

namespace Surprisal.Noise;

/// <summary>Whole numbers that are rounded from a continuous response: ages in years, prices without cents.</summary>
/// <remarks>
/// <para>Density: P(y − ½ &lt; X ≤ y + ½), X the part's response.</para>
/// <para>Parameters: those of the part.</para>
/// <para>Support: whole numbers; 0, 1, 2, ... for a part of positive numbers.</para>
/// <para>Numerical hazard: a difference of distribution functions, taken in the tail where they are small.</para>
/// <para>Source: Heitjan (1989), doi:10.1214/ss/1177012601.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/discretised.json.</para>
/// </remarks>
public sealed class DiscretisedNoise : CombinedNoise
{
    /// <summary>Combines.</summary>
    /// <param name="part">The noise model of the response before rounding.</param>
    /// <exception cref="InputException">Its responses are whole numbers already, or lie between 0 and 1.</exception>
    public DiscretisedNoise(NoiseModel part)
        : base([CombinatorCheck.On("discretised", part, "its responses are not a continuum that rounding leaves whole numbers of", "give it one of real or positive numbers, such as gaussian or gamma", Support.RealLine, Support.Positive, Support.NonNegative)], [])
    {
    }

    /// <inheritdoc/>
    public override string Combinator => "discretised";

    /// <inheritdoc/>
    public override string Description => $"{Parts[0].Description}, rounded to whole numbers";

    /// <inheritdoc/>
    public override string Density => $"P(y - 1/2 < X <= y + 1/2), X {Parts[0].Name}: {Parts[0].Density}";

    /// <inheritdoc/>
    public override string Estimates => $"{Parts[0].Estimates} before rounding";

    /// <inheritdoc/>
    public override Support Support => Parts[0].Support == Support.RealLine ? Support.Integers : Support.Counts;

    /// <summary>Never: a probability of an interval has a slope wherever its ends have a density.</summary>
    /// <inheritdoc/>
    public override bool HasKink => false;

    /// <inheritdoc/>
    public override bool Contains(double y, double trials = 1) => Support.Contains(y) && y + 0.5 > Parts[0].Bounds.Least && y - 0.5 < Parts[0].Bounds.Greatest;

    /// <inheritdoc/>
    public override (double Least, double Greatest) Bounds => (Math.Ceiling(Parts[0].Bounds.Least - 0.5), Math.Floor(Parts[0].Bounds.Greatest + 0.5));

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => new DiscretisedDistribution(Parts[0].At(parameters, trials), Support, Parts[0].Atoms.Count == 0);

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        double[] values = y.ToArray();
        for (int i = 0; i < values.Length && Support == Support.Counts; i++)
        {
            if (values[i] == 0.0) values[i] = 0.25;
        }

        Parts[0].Start(values, trials, weights, parameters);
    }

    /// <inheritdoc/>
    internal override Jet<TLane> Combine<TLane>(PartEvaluator<TLane> parts)
    {
        NoiseBlock<TLane> block = parts.Block;
        Field half = new(0.5);
        return parts.Event(
            0, JetFields<TLane>.Subtract(parts.Arena, block.Response, half, keepZero: true), JetFields<TLane>.Add(parts.Arena, block.Response, half, keepZero: true));
    }

    /// <inheritdoc/>
    internal override Jet<TLane> CombineEvent<TLane>(PartEvaluator<TLane> parts)
    {
        NoiseBlock<TLane> block = parts.Block;
        return parts.Event(
            0, RowFields.Of(parts.Arena, i => Math.Ceiling(block.EventLower[i]) - 0.5), RowFields.Of(parts.Arena, i => Math.Floor(block.EventUpper[i]) + 0.5));
    }
}
