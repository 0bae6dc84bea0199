using Surprisal.Noise.Distributions;
using Surprisal.Numerics;
using Surprisal.Numerics.Quadrature;

namespace Surprisal.Noise;

/// <summary>Where and with which weights the kernel of a noise model is taken to integrate over an event.</summary>
/// <remarks>
/// A continuum: Gauss-Legendre panels (<see cref="EventPanels"/>); should they not suffice, shorter ones; should these not either, quantiles of the
/// distribution given the event at the nodes of the double exponential rule (<see cref="DoubleExponentialRule"/>), which bears anything but is some twenty
/// times slower. Whole numbers: all of the event; of the complement, with minus sign, where that is fewer; beyond some thousand the midpoint rule of
/// Gauss-Legendre panels over the smooth continuation of the probabilities.
/// </remarks>
internal sealed class EventNodes
{
    private const int MostTerms = 4096;
    private const double Negligible = 1e-18;
    private const double Agreement = 3e-12;
    private static readonly DoubleExponentialRule Rule = new(36, 0.1);
    private readonly Support _support;
    private readonly IReadOnlyList<double> _atoms;
    private readonly List<double> _responses = [];
    private readonly List<double> _weights = [];
    private readonly List<double> _logFactors = [];
    private readonly EventPanels _panels;
    private readonly Action<double, double, double> _addPanelNode;
    private Event _event;
    private Placing _placing;

    /// <summary>Prepares.</summary>
    public EventNodes(Support support, IReadOnlyList<double> atoms)
    {
        _support = support;
        _atoms = atoms;
        _panels = new EventPanels(support);
        _addPanelNode = AddPanelNode;
    }

    /// <summary>How nodes were placed.</summary>
    private enum Placing
    {
        Panels,
        ShortPanels,
        Quantiles,
        WholeNumbers,
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
        double.IsNaN(_logFactors[node]) ? _weights[node] : _weights[node] * Elementary.Exp(_logFactors[node] - surprisal - logProbability);

    /// <summary>Whether nodes whose weights have a sum are enough.</summary>
    /// <param name="total">The sum.</param>
    /// <param name="logProbability">That of the event, in which a long sum is rounded.</param>
    public bool Suffices(double total, double logProbability) =>
        _placing is Placing.Quantiles or Placing.WholeNumbers || Math.Abs(total - 1.0) <= Agreement * (1.0 + Math.Abs(logProbability));

    /// <summary>Places the nodes of an event.</summary>
    /// <returns>The logarithm of its probability.</returns>
    public double Place(Distribution distribution, double lower, double upper, bool withNodes)
    {
        Clear();
        _placing = Placing.Quantiles;
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
        if (discrete)
        {
            _placing = Placing.WholeNumbers;
            PlaceWhole(distribution, Math.Max(from, least), to, Math.Max(Negligible * Elementary.Exp(log), double.Epsilon));
            return log;
        }

        foreach (double atom in _atoms)
        {
            if (atom >= lower && atom <= to) below = Math.Max(below, atom);
        }

        (double belowTo, double aboveTo) = double.IsPositiveInfinity(to) ? (1.0, 0.0) : (distribution.Cdf(to), distribution.Survival(to));
        (double belowFrom, double aboveFrom) = double.IsNegativeInfinity(below) ? (0.0, 1.0) : (distribution.Cdf(below), distribution.Survival(below));
        _event = new(distribution, log, lower, below, to, belowTo, aboveTo, belowFrom, aboveFrom);
        _placing = Placing.Panels;
        if (!TryPanels(fine: false)) Refine();
        return log;
    }

    /// <summary>Places more nodes for the same event.</summary>
    public void Refine()
    {
        if (_placing == Placing.Panels)
        {
            _placing = Placing.ShortPanels;
            if (TryPanels(fine: true)) return;
        }

        _placing = Placing.Quantiles;
        PlaceQuantiles();
    }

    private bool TryPanels(bool fine)
    {
        Clear();
        AddAtoms();
        Event e = _event;

        // An end on the far side of the median is next to the bulk.
        double bulk = e.AboveFrom < 0.5 ? e.Below : e.BelowTo < 0.5 ? e.To : Math.Clamp(e.Distribution.Median, e.Below, e.To);
        return _panels.Place(e.Distribution, (e.Below, e.To), bulk, e.Log, fine, _addPanelNode);
    }

    /// <summary>Atoms with their probabilities given the event.</summary>
    /// <returns>What is left for the continuum.</returns>
    private double AddAtoms()
    {
        double left = 1.0;
        foreach (double atom in _atoms)
        {
            if (!(atom >= _event.Lower && atom <= _event.To)) continue;
            double share = Elementary.Exp(_event.Distribution.LogDensity(atom) - _event.Log);
            Add(atom, share, double.NaN);
            left -= share;
        }

        return left;
    }

    private void PlaceQuantiles()
    {
        Clear();
        double left = AddAtoms();
        Event e = _event;
        double least = Math.Max(e.Below, double.MinValue), greatest = Math.Min(e.To, double.MaxValue);
        bool fromBelow = e.BelowTo < e.AboveFrom;
        double span = fromBelow ? e.BelowTo - e.BelowFrom : e.AboveFrom - e.AboveTo;
        for (int k = -Rule.Half; k <= Rule.Half; k++)
        {
            // The probability below the node, given the event, is the tail or its complement; each end keeps its digits. Both halves have the same tails.
            double tail = Rule.Tail(Math.Abs(k));
            double y = fromBelow
                ? e.Distribution.Quantile(e.BelowFrom + ((k < 0 ? tail : 1.0 - tail) * span))
                : e.Distribution.SurvivalQuantile(e.AboveTo + ((k < 0 ? 1.0 - tail : tail) * span));
            y = Math.Clamp(y, least, greatest);
            if (_support.Contains(y) && !_atoms.Contains(y)) Add(y, Rule.Weight(Math.Abs(k)) * left, double.NaN);
        }
    }

    private void PlaceWhole(Distribution distribution, double from, double to, double negligible)
    {
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

    private void AddPanelNode(double response, double weight, double logFactor)
    {
        double y = Math.Clamp(response, Math.Max(_event.Below, double.MinValue), Math.Min(_event.To, double.MaxValue));
        if (_support.Contains(y) && !_atoms.Contains(y)) Add(y, weight, logFactor);
    }

    /// <summary>A node whose weight is to be multiplied by the density.</summary>
    private void Add(double response, double weight) => Add(response, weight, 0.0);

    private void Add(double response, double weight, double logFactor)
    {
        _responses.Add(response);
        _weights.Add(weight);
        _logFactors.Add(logFactor);
    }

    private void Clear()
    {
        _responses.Clear();
        _weights.Clear();
        _logFactors.Clear();
    }

    /// <summary>An event of a continuum: its probability, its ends as given and without atoms, and the probabilities on both sides of these.</summary>
    private readonly record struct Event(
        Distribution Distribution, double Log, double Lower, double Below, double To, double BelowTo, double AboveTo, double BelowFrom, double AboveFrom);
}
