using System.Globalization;
using System.Reflection;
using Surprisal.Links;
using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>The spread of parameters at which a noise model is examined: all combinations of values over several orders of magnitude.</summary>
internal static class NoiseCases
{
    private static readonly double[] Reals = [0.0, -12.5, 1e4];
    private static readonly double[] Positives = [1e-4, 0.03, 1.0, 20.0, 1e8];
    private static readonly double[] Probabilities = [1e-10, 1e-3, 0.4, 0.9, 0.999999];
    private static readonly double[] Angles = [0.0, -2.5, 1.0, 3.1];
    private static readonly double[] Trials = [1.0, 3.0, 40.0, 100000.0];
    private static readonly double[] FewReals = [0.5, -2.0, 3.0, 1.25];
    private static readonly double[] FewPositives = [1.0, 0.25, 6.0, 2.0];
    private static readonly double[] FewShapes = [5.0, 3.5, 8.0, 4.5];
    private static readonly double[] FewSlopes = [0.5, -0.8, 0.3, 0.9];
    private static readonly double[] FewProbabilities = [0.3, 0.02, 0.8, 0.5];
    private static readonly double[][] Thresholds = [[0.0, 0.5], [-30.0, 0.0, 1.0], [0.3, -1.0, 1.0, 4.0], [8.0, -2.0, -1.5, 9.0], [0.0, -700.0, 700.0]];
    private static readonly double[][] ClassPredictors = [[0.0], [-30.0], [2.5, -1.0], [700.0, 710.0], [0.3, 5.0, -4.0, -800.0]];

    /// <summary>The cases of a noise model. Of a combined one, and of several responses, a few points from all over the parameters in place of all
    /// combinations: its parts are examined for themselves.</summary>
    /// <param name="noise">The noise model.</param>
    /// <param name="law">The law that examines them.</param>
    public static IEnumerable<NoiseCase> Of(NoiseModel noise, string? law = null)
    {
        if (noise is OrdinalNoise) return Thresholds.Select(parameters => new NoiseCase(WithClasses(noise, parameters.Length), parameters, 1.0));
        if (noise.NeedsLevels) return ClassPredictors.Select(parameters => new NoiseCase(WithClasses(noise, parameters.Length + 1), parameters, 1.0));
        if (noise is CombinedNoise || !noise.IsUnivariate) return FewCases(WithResponses(noise));
        double[] trials = noise.Support == Support.CountsUpToTrials ? Trials : [1.0];
        return Combinations([.. noise.Parameters.Select(p => Spread(noise, p, law))])
            .SelectMany(parameters => trials.Select(n => new NoiseCase(noise, parameters, n)));
    }

    /// <summary>A noise model of classes that knows its classes; any other noise model itself.</summary>
    public static NoiseModel WithClasses(NoiseModel noise, int classes) =>
        noise.NeedsLevels ? noise.ForLevels([.. Enumerable.Range(0, classes).Select(k => ((char)('a' + k)).ToString(CultureInfo.InvariantCulture))]) : noise;

    /// <summary>A noise model of several responses that knows their names; any other noise model itself.</summary>
    public static NoiseModel WithResponses(NoiseModel noise) => noise.ResponseCount == 0 ? noise.ForResponses(noise is MultinomialNoise ? ["a", "b", "c"] : ["a", "b"]) : noise;

    private static IEnumerable<NoiseCase> FewCases(NoiseModel noise)
    {
        const double RowTotal = 6.0;
        for (int c = 0; c < FewReals.Length; c++)
        {
            double[] parameters = [.. noise.Parameters.Select((p, k) => (p.Domain switch
            {
                _ when Declared(noise, p, null) is { } declared => declared,
                ParameterDomain.Positive => p.Role == ParameterRole.Scale || k == 0 ? FewPositives : FewShapes,
                ParameterDomain.Probability => FewProbabilities,
                _ => p.Role == ParameterRole.Shape ? FewSlopes : FewReals,
            })[(c + k) % FewReals.Length])];
            yield return new NoiseCase(noise, parameters, noise.IsUnivariate && !noise.TakesTrials ? 1.0 : RowTotal);
        }
    }

    private static IReadOnlyList<double> Spread(NoiseModel noise, NoiseParameter parameter, string? law)
    {
        return Declared(noise, parameter, law) ?? parameter.Domain switch
        {
            ParameterDomain.Real => Reals,
            ParameterDomain.Positive => Positives,
            ParameterDomain.Angle => Angles,
            _ => Probabilities,
        };
    }

    /// <summary>The spread that a noise model declares; null where it declares none.</summary>
    private static IReadOnlyList<double>? Declared(NoiseModel noise, NoiseParameter parameter, string? law)
    {
        LawSpreadAttribute[] all = [.. noise.GetType().GetCustomAttributes<LawSpreadAttribute>().Where(s => string.Equals(s.Parameter, parameter.Name, StringComparison.Ordinal))];
        LawSpreadAttribute? declared = all.FirstOrDefault(s => s.Law is not null && string.Equals(s.Law, law, StringComparison.Ordinal))
            ?? all.FirstOrDefault(static s => s.Law is null);
        return declared?.Values;
    }

    private static IEnumerable<double[]> Combinations(IReadOnlyList<double>[] spreads)
    {
        IEnumerable<double[]> all = [[]];
        foreach (IReadOnlyList<double> spread in spreads) all = all.SelectMany(head => spread.Select(value => (double[])[.. head, value]));
        return all;
    }
}
