using Surprisal.Noise.Distributions;
using Surprisal.Numerics.Jets;

namespace Surprisal.Noise;

/// <summary>A response whose logarithm or logit has a noise model; the likelihood is that of the response itself, Jacobian included.</summary>
/// <remarks>
/// <para>Density: p(t(y)) t′(y), p the density of the part, t the logarithm (t′ = 1/y) or the logit (t′ = 1/(y(1 − y))).</para>
/// <para>Parameters: those of the part, on the transformed scale.</para>
/// <para>Support: y &gt; 0 for log; 0 &lt; y &lt; 1 for logit.</para>
/// <para>Numerical hazard: none beyond that of the part: the Jacobian is data.</para>
/// <para>Source: Box, Cox (1964), doi:10.1111/j.2517-6161.1964.tb00553.x, section 3.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/log.json, logit.json.</para>
/// </remarks>
[LawSpread("nu", "with heavier tails of the logarithm a visible share of the responses overflows the doubles", 12.0, 30.0, 8.0, 20.0)]
public sealed class TransformedNoise : CombinedNoise
{
    private readonly ResponseMap _map;

    private TransformedNoise(NoiseModel part, ResponseMap map)
        : base([CombinatorCheck.On(map.Name, part, "its responses are not all real numbers, as transformed ones may be", "give it one of real numbers, such as gaussian or student-t", Support.RealLine)], [])
        => _map = map;

    /// <inheritdoc/>
    public override string Combinator => _map.Name;

    /// <inheritdoc/>
    public override string Description => $"a response whose {_map.Word} is as of {Parts[0].Name}: {Parts[0].Description}";

    /// <inheritdoc/>
    public override string Density => $"p({_map.Name}(y)) {_map.Slope}, p the density of {Parts[0].Name}: {Parts[0].Density}";

    /// <inheritdoc/>
    public override string Estimates => $"of the response's {_map.Word}, {Parts[0].Estimates}";

    /// <inheritdoc/>
    public override Support Support => _map.Support;

    /// <inheritdoc/>
    public override bool Contains(double y, double trials = 1) => Support.Contains(y) && Parts[0].Contains(_map.Apply(y));

    /// <inheritdoc/>
    public override (double Least, double Greatest) Bounds
    {
        get
        {
            (double least, double greatest) = Parts[0].Bounds;
            (double first, double last) = Support.Ends();
            return (double.IsInfinity(least) ? first : _map.Invert(least), double.IsInfinity(greatest) ? last : _map.Invert(greatest));
        }
    }

    /// <summary>The response is positive, its logarithm has the part's distribution.</summary>
    /// <param name="part">The noise model of the logarithm: one of real numbers.</param>
    /// <exception cref="InputException">It is not.</exception>
    public static TransformedNoise Log(NoiseModel part) => new(part, ResponseMap.Log);

    /// <summary>The response lies between 0 and 1, its logit has the part's distribution.</summary>
    /// <param name="part">The noise model of the logit: one of real numbers.</param>
    /// <exception cref="InputException">It is not.</exception>
    public static TransformedNoise Logit(NoiseModel part) => new(part, ResponseMap.Logit);

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => new TransformedDistribution(Parts[0].At(parameters, trials), _map);

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        double[] t = new double[y.Length];
        for (int i = 0; i < t.Length; i++) t[i] = _map.Apply(y[i]);
        Parts[0].Start(t, trials, weights, parameters);
    }

    /// <inheritdoc/>
    internal override Jet<TLane> Combine<TLane>(PartEvaluator<TLane> parts)
    {
        NoiseBlock<TLane> block = parts.Block;
        (Field transformed, Jet<TLane> slope) = _map.Apply(parts.Arena, block.Response);
        return parts.Surprisal(0, transformed) - slope;
    }

    /// <inheritdoc/>
    internal override Jet<TLane> CombineEvent<TLane>(PartEvaluator<TLane> parts)
    {
        NoiseBlock<TLane> block = parts.Block;
        return parts.Event(0, RowFields.Of(parts.Arena, i => _map.Apply(block.EventLower[i])), RowFields.Of(parts.Arena, i => _map.Apply(block.EventUpper[i])));
    }
}
