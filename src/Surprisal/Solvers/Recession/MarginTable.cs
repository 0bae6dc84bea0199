using Surprisal.Links;
using Surprisal.Models;
using Surprisal.Noise;

namespace Surprisal.Solvers.Recession;

/// <summary>The conditions of all rows of a model of classes or counts.</summary>
/// <remarks>
/// <para>0 and 1: up for a 1, down for a 0. Trials: zero where both outcomes occurred. Counts with a mean that can approach 0: down for a 0, else zero. Classes: the
/// predictor of a row's class less that of every other; that of the first is 0. Counts of several classes: likewise, and equal among the classes that
/// occurred. Classes in an order: the threshold above less mu, and mu less the threshold below.</para>
/// <para>Albert, Anderson (1984), doi:10.1093/biomet/71.1.1; Santner, Duffy (1986), doi:10.1093/biomet/73.3.755; counts: Correia, Guimarães, Zylkin (2019),
/// arXiv:1903.01633.</para>
/// </remarks>
internal sealed class MarginTable
{
    private readonly BoundModel _bound;
    private readonly Kind _kind;
    private readonly int[] _classes;

    private MarginTable(BoundModel bound, Kind kind, int[] classes, int perRow, IReadOnlyList<int> predictors)
    {
        _bound = bound;
        _kind = kind;
        _classes = classes;
        PerRow = perRow;
        Predictors = predictors;
    }

    private enum Kind
    {
        Binary,
        Trials,
        Counts,
        Classes,
        ClassCounts,
        Order,
    }

    /// <summary>The most conditions that a row has.</summary>
    public int PerRow { get; }

    /// <summary>The indices of the predictors that conditions are about.</summary>
    public IReadOnlyList<int> Predictors { get; }

    /// <summary>The conditions of a model's rows; null where its optimum cannot be at infinity, or nothing is known of it.</summary>
    public static MarginTable? Of(BoundModel bound)
    {
        if (KindOf(bound.Noise) is not { } kind || !bound.Parameters.Where(static p => IsMean(p)).All(IsUnbounded)) return null;
        int[] means = [.. Enumerable.Range(0, bound.Parameters.Count).Where(k => IsMean(bound.Parameters[k]))];
        if (kind is not (Kind.Classes or Kind.ClassCounts or Kind.Order)) return means.Length == 1 ? new MarginTable(bound, kind, [], 1, means) : null;

        // Parameter c of the noise model is that of class c + 1 (of class c, where every class has one), or of the threshold above class c - 1.
        bool isSymmetric = bound.Noise is CategoricalNoise { IsSymmetric: true };
        int[] classes = [.. isSymmetric ? Array.Empty<int>() : [-1], .. bound.Noise.Parameters.Select(p => IndexOf(bound, p))];
        return kind == Kind.Order
            ? new MarginTable(bound, kind, classes, 2, [.. Enumerable.Range(0, bound.Parameters.Count)])
            : new MarginTable(bound, kind, classes, classes.Length, means);
    }

    /// <summary>A condition of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="place">From 0 to below <see cref="PerRow"/>.</param>
    public Margin this[int row, int place]
    {
        get
        {
            double y = _bound.Response.Span[row];
            switch (_kind)
            {
                case Kind.Binary:
                    return Single(y > 0, false);
                case Kind.Trials:
                    return Single(y > 0, y > 0 && y < _bound.Trials.Span[row]);
                case Kind.Counts:
                    return Single(y > 0, y > 0);
                case Kind.Classes:
                    return new Margin(_classes[(int)y], _classes[place], false);
                case Kind.ClassCounts:
                    int own = 0;
                    while (own < _classes.Length - 1 && !(Count(own, row) > 0)) own++;
                    return new Margin(_classes[own], _classes[place], Count(place, row) > 0);
                default:
                    return Ordered((int)y, place);
            }
        }
    }

    private double Count(int response, int row) => _bound.Observations.Responses[response].Span[row];

    private Margin Single(bool isUp, bool mustVanish) => isUp ? new Margin(Predictors[0], -1, mustVanish) : new Margin(-1, Predictors[0], mustVanish);

    private Margin Ordered(int own, int place)
    {
        const int Mu = 1, FirstThreshold = 2;
        int last = _classes.Length - FirstThreshold;
        return place == 0
            ? own < last ? new Margin(_classes[FirstThreshold + own], _classes[Mu], false) : default
            : own > 0 ? new Margin(_classes[Mu], _classes[FirstThreshold + own - 1], false) : default;
    }

    private static Kind? KindOf(NoiseModel noise) => noise switch
    {
        OrdinalNoise => Kind.Order,
        MultinomialNoise => Kind.ClassCounts,
        { ResponseCount: > 1 } or CombinedNoise and not ZeroInflatedNoise => null,
        { Support: Support.Classes } => Kind.Classes,
        { Support: Support.Binary } => Kind.Binary,
        { Support: Support.CountsUpToTrials } => Kind.Trials,
        { Support: Support.Counts } => Kind.Counts,
        _ => null,
    };

    private static int IndexOf(BoundModel bound, NoiseParameter parameter)
    {
        for (int k = 0; k < bound.Parameters.Count; k++)
        {
            if (bound.Parameters[k].Parameter == parameter) return k;
        }

        return -1;
    }

    private static bool IsMean(BoundParameter parameter)
    {
        string name = parameter.Parameter.Name;
        return string.Equals(name, "mu", StringComparison.Ordinal) || name.StartsWith("mu[", StringComparison.Ordinal);
    }

    /// <summary>Whether the ends of the parameter's domain lie at infinity on the scale of its link: else an optimum there is finite.</summary>
    private static bool IsUnbounded(BoundParameter parameter) => parameter.Parameter.Domain switch
    {
        ParameterDomain.Positive => parameter.Link is LogLink or SoftplusLink,
        ParameterDomain.Probability => parameter.Link is LogitLink or ProbitLink or ComplementaryLogLogLink or CauchitLink,
        _ => parameter.Link is IdentityLink,
    };
}
