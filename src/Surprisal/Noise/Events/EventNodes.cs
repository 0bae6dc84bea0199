using Surprisal.Noise.Distributions;
using Surprisal.Numerics;
using Surprisal.Numerics.Quadrature;

namespace Surprisal.Noise;

/// <summary>Where and with which weights the kernel of a noise model is taken to integrate over an event.</summary>
/// <remarks>
/// A continuum: quantiles of the distribution given the event at the nodes of the double exponential rule
/// (<see cref="DoubleExponentialRule"/>), which bears the logarithmic growth of slopes in the tails. Whole numbers: all of the event; of the complement, with minus
/// sign, where that is fewer; beyond some thousand the midpoint rule of Gauss-Legendre panels over the smooth continuation of the probabilities.
/// </remarks>
internal sealed class EventNodes
{
    private const int MostTerms = 4096;
    private const double Negligible = 1e-18;
    private static readonly DoubleExponentialRule Rule = new(36, 0.1);
    private readonly Support _support;
    private readonly IReadOnlyList<double> _atoms;
    private readonly List<double> _responses = [];
    private readonly List<double> _weights = [];
    private bool _fromDensity;

    /// <summary>Prepares.</summary>
    public EventNodes(Support support, IReadOnlyList<double> atoms)
    {
        _support = support;
        _atoms = atoms;
    }

    /// <summary>How many nodes.</summary>
    public int Count => _responses.Count;

    /// <summary>Whether the nodes are those outside of the event.</summary>
    public bool IsComplement { get; private set; }

    /// <summary>The response at a node.</summary>
    public double Response(int node) => _responses[node];

    /// <summary>A node's weight.</summary>
    /// <param name="node">The node.</param>
    /// <param name="surprisal">The surprisal there.</param>
    /// <param name="logProbability">That of the event.</param>
    public double Weight(int node, double surprisal, double logProbability) =>
        _fromDensity ? _weights[node] * Elementary.Exp(-surprisal - logProbability) : _weights[node];

    /// <summary>Places the nodes of an event.</summary>
    /// <returns>The logarithm of its probability.</returns>
    public double Place(Distribution distribution, double lower, double upper, bool withNodes)
    {
        _responses.Clear();
        _weights.Clear();
        IsComplement = false;
        (double least, double greatest) = _support.Ends();
        bool discrete = _support.IsDiscrete();
        (double from, double to) = discrete ? (Math.Ceiling(lower), Math.Floor(upper)) : (lower, upper);
        bool hasAtom = !discrete && _atoms.Any(a => a >= lower && a <= upper);
        double below = discrete ? from - 1.0 : from;
        if (below < least || (below == least && (hasAtom || !discrete)) || double.IsInfinity(below)) below = double.NegativeInfinity;
        if (to >= greatest) to = double.PositiveInfinity;
        double log = IntervalProbability.Log(distribution, below, to, smooth: !discrete && _atoms.Count == 0);
        if (!withNodes || log == 0.0) return log;
        if (discrete) PlaceWhole(distribution, Math.Max(from, least), to, Math.Max(Negligible * Elementary.Exp(log), double.Epsilon));
        else PlaceContinuum(distribution, below, to, log, lower);
        return log;
    }

    private void PlaceContinuum(Distribution distribution, double below, double to, double log, double lower)
    {
        _fromDensity = false;
        double atoms = 0.0;
        foreach (double atom in _atoms)
        {
            if (!(atom >= lower && atom <= to)) continue;
            double share = Elementary.Exp(distribution.LogDensity(atom) - log);
            Add(atom, share);
            atoms += share;
            below = Math.Max(below, atom);
        }

        (double belowTo, double aboveTo) = double.IsPositiveInfinity(to) ? (1.0, 0.0) : (distribution.Cdf(to), distribution.Survival(to));
        (double belowFrom, double aboveFrom) = double.IsNegativeInfinity(below) ? (0.0, 1.0) : (distribution.Cdf(below), distribution.Survival(below));
        double least = Math.Max(below, double.MinValue), greatest = Math.Min(to, double.MaxValue);
        bool fromBelow = belowTo < aboveFrom;
        double span = fromBelow ? belowTo - belowFrom : aboveFrom - aboveTo;
        for (int k = -Rule.Half; k <= Rule.Half; k++)
        {
            // The probability below the node, given the event, is the tail or its complement; each end keeps its digits. Both halves have the same tails.
            double tail = Rule.Tail(Math.Abs(k));
            double y = fromBelow
                ? distribution.Quantile(belowFrom + ((k < 0 ? tail : 1.0 - tail) * span))
                : distribution.SurvivalQuantile(aboveTo + ((k < 0 ? 1.0 - tail : tail) * span));
            y = Math.Clamp(y, least, greatest);
            if (_support.Contains(y) && !_atoms.Contains(y)) Add(y, Rule.Weight(Math.Abs(k)) * (1.0 - atoms));
        }
    }

    private void PlaceWhole(Distribution distribution, double from, double to, double negligible)
    {
        _fromDensity = true;
        double lowest = Math.Max(from, distribution.Quantile(negligible)), highest = Math.Min(to, distribution.SurvivalQuantile(negligible));
        bool farOut = !(highest >= lowest);
        if (farOut) (lowest, highest) = from > distribution.Median ? (from, Math.Min(to, from + MostTerms)) : (Math.Max(to - MostTerms, from), to);
        double inside = highest - lowest + 1.0;
        (double least, _) = _support.Ends();
        double start = Math.Max(least, distribution.Quantile(Negligible)), outside = from - start;
        if (double.IsPositiveInfinity(to) && !farOut && outside >= 0.0 && outside < Math.Min(inside, MostTerms) && distribution.Cdf(from - 1.0) < 0.5)
        {
            IsComplement = true;
            for (double y = start; y < from; y++) Add(y, -1.0);
            return;
        }

        if (inside <= MostTerms)
        {
            for (double y = lowest; y <= highest; y++) Add(y, 1.0);
            return;
        }

        PlacePanels(lowest - 0.5, highest + 0.5);
    }

    /// <summary>Gauss-Legendre nodes of four points on equal panels.</summary>
    private void PlacePanels(double low, double high)
    {
        const int Panels = 128;
        SymmetricRule rule = GaussLegendre.Four;
        double half = 0.5 * ((high - low) / Panels);
        for (int panel = 0; panel < Panels; panel++)
        {
            double middle = low + (((2 * panel) + 1) * half);
            for (int k = 0; k < rule.Count; k++) Add(middle + (half * rule.Node(k)), half * rule.Weight(k));
        }
    }

    private void Add(double response, double weight)
    {
        _responses.Add(response);
        _weights.Add(weight);
    }
}
