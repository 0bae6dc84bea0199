using Surprisal.Formulas;
using Surprisal.Links;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics.Distributions;
using Surprisal.Solvers;

namespace Surprisal.Fits;

/// <summary>Makes coefficient tables: statistics, p values and intervals from estimates and their covariance.</summary>
internal sealed class CoefficientTable
{
    private readonly Estimate _estimate;
    private readonly double[]? _covariance;
    private readonly double? _degreesOfFreedom;
    private readonly double _quantile;
    private readonly IReadOnlyDictionary<DesignColumn, string> _aliased;
    private readonly IReadOnlyList<ProfileInterval>? _profiles;

    /// <summary>Creates the maker.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="covariance">Its covariance; null where it does not exist.</param>
    /// <param name="degreesOfFreedom">Of t statistics for the first parameter; null for normal ones.</param>
    /// <param name="level">Of the intervals.</param>
    /// <param name="aliased">Why each aliased column is not estimable.</param>
    /// <param name="profiles">Profile intervals of all coefficients; null for Wald's.</param>
    public CoefficientTable(
        Estimate estimate, double[]? covariance, double? degreesOfFreedom, double level, IReadOnlyDictionary<DesignColumn, string> aliased, IReadOnlyList<ProfileInterval>? profiles = null)
    {
        _profiles = profiles;
        _estimate = estimate;
        _covariance = covariance;
        _degreesOfFreedom = degreesOfFreedom;
        _aliased = aliased;
        double tail = (1 - level) / 2;
        _quantile = Normal.QuantileFromSurvival(tail);
        StudentQuantile = degreesOfFreedom is { } df ? StudentT.QuantileFromSurvival(tail, df) : _quantile;
    }

    private double StudentQuantile { get; }

    /// <summary>Intervals of the first parameter that come from the inversion of a test, without standard errors; empty where they were asked for and do not exist.</summary>
    public IReadOnlyList<(double Lower, double Upper)>? Inverted { get; init; }

    /// <summary>The table of one parameter that has a predictor.</summary>
    public ParameterFit Of(BoundParameter parameter)
    {
        int k = Position(parameter);
        string formula = parameter.Recipe.Formula.Right;
        if (k < 0) return AtBoundary(parameter, formula);
        Predictor predictor = _estimate.Predictors[k];
        bool student = _degreesOfFreedom is not null && k == 0;
        List<Coefficient> coefficients = [];
        int at = predictor.Start;
        foreach (DesignColumn column in parameter.Design.Columns)
        {
            if (_aliased.TryGetValue(column, out string? why)) coefficients.Add(Missing(column.Name, null, why));
            else coefficients.Add(Make(column.Name, at++, student));
        }

        return new ParameterFit(parameter.Parameter.Name, parameter.Parameter.OwnLink ?? parameter.Link.Name, formula, coefficients, Value(parameter, coefficients));
    }

    private int Position(BoundParameter parameter)
    {
        for (int k = 0; k < _estimate.Bound.Parameters.Count; k++)
        {
            if (_estimate.Bound.Parameters[k] == parameter) return k;
        }

        return -1;
    }

    private static Coefficient Missing(string term, double? estimate, string why) => new(term, estimate, null, null, null, null, null, why);

    private static string Held(double estimate) => estimate == 0
        ? "exactly zero: the prior's kink or bound holds it there, and there is no curvature to take an error from"
        : "exactly at the prior's kink or bound, which holds it there, and there is no curvature to take an error from";

    private static ParameterFit AtBoundary(BoundParameter parameter, string formula)
    {
        string why = $"{parameter.Parameter.Name} {parameter.Parameter.LimitWords}: the limiting model is {parameter.Parameter.LimitingModel}";
        return new ParameterFit(
            parameter.Parameter.Name,
            parameter.Link.Name,
            formula,
            [.. parameter.Design.Columns.Select(c => Missing(c.Name, null, why))],
            new ParameterValue(parameter.Parameter.Limit, null, null));
    }

    private Coefficient Make(string term, int at, bool student)
    {
        double estimate = _estimate.Coefficients[at];
        if (double.IsNaN(estimate) || double.IsInfinity(estimate))
            return Missing(term, null, _estimate.IsExact ? "every row is met exactly, so the spread is zero and nothing says how it varies" : "not estimable");
        if (_estimate.Separating.Contains(at))
            return Missing(term, null, _estimate.Runaway == RunawayKind.Vanishing ? "the scale shrinks to zero" : "separates the responses: the coefficient grows without bound");
        if (_estimate.IsExact && _degreesOfFreedom is not null) return new Coefficient(term, estimate, 0, null, null, estimate, estimate, "every row is met exactly");
        if (_estimate.Pinned.Count > 0 && _estimate.Pinned[at]) return Missing(term, estimate, Held(estimate));
        if (Inverted is not null && at < _estimate.Predictors[0].Count) return FromInversion(term, estimate, at);
        double variance = _covariance is null ? _estimate.Variances?[at] ?? double.NaN : _covariance[(at * _estimate.Coefficients.Length) + at];
        if (!(variance >= 0)) return Missing(term, estimate, _estimate.IsExact ? "every row is met exactly" : _estimate.WhyNoErrors ?? "the curvature has no inverse here");
        if (_profiles is not null) return Profile(term, estimate, Math.Sqrt(variance), _profiles[at]);
        double error = Math.Sqrt(variance), statistic = estimate / error;
        double p = student ? 2 * StudentT.Survival(Math.Abs(statistic), _degreesOfFreedom!.Value) : 2 * Normal.Survival(Math.Abs(statistic));
        double half = (student ? StudentQuantile : _quantile) * error;
        return new Coefficient(term, estimate, error, statistic, p, estimate - half, estimate + half);
    }

    private Coefficient FromInversion(string term, double estimate, int at)
    {
        const string NoError = "rank inversion gives an interval and no standard error";
        if (at >= Inverted!.Count) return Missing(term, estimate, "the rank test cannot be inverted here: too few rows, or responses that tie");
        (double lower, double upper) = Inverted[at];
        string why = double.IsFinite(lower) && double.IsFinite(upper) ? NoError : $"{NoError}; an end that is missing is infinite: the test never rejects";
        return new Coefficient(term, estimate, null, null, null, Finite(lower), Finite(upper), why);
    }

    private static double? Finite(double end) => double.IsFinite(end) ? end : null;

    private static Coefficient Profile(string term, double estimate, double error, ProfileInterval profile)
    {
        double? p = profile.Statistic is { } root ? 2 * Normal.Survival(Math.Abs(root)) : null;
        return new Coefficient(term, estimate, error, profile.Statistic, p, profile.Lower, profile.Upper, profile.Reason);
    }

    private ParameterValue? Value(BoundParameter parameter, List<Coefficient> coefficients)
    {
        if (!parameter.IsSingleNumber || parameter.Offset is not null) return null;
        if (_estimate.IsExact && coefficients[0].Estimate is null) return ExactValue(parameter.Parameter);
        if (_estimate.Runaway == RunawayKind.Vanishing && parameter == _estimate.RunawayParameter) return new ParameterValue(0, null, null);
        if (coefficients[0].Estimate is not { } eta) return null;
        Link link = parameter.Link;
        double? lower = Natural(link, coefficients[0].Lower), upper = Natural(link, coefficients[0].Upper);
        return lower > upper ? new ParameterValue(link.Invert(eta), upper, lower) : new ParameterValue(link.Invert(eta), lower, upper);
    }

    /// <summary>The spread of an exact fit; null for a shape that is not one of spread.</summary>
    internal static ParameterValue? ExactValue(NoiseParameter parameter) => parameter.Role switch
    {
        ParameterRole.Scale => new ParameterValue(0, null, null),
        ParameterRole.Concentration => new ParameterValue(double.PositiveInfinity, null, null),
        _ => null,
    };

    private static double? Natural(Link link, double? eta) => eta is { } value ? link.Invert(value) : null;
}
