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
    private static readonly double[][] ClassPredictors = [[0.0], [-30.0], [2.5, -1.0], [700.0, 710.0], [0.3, 5.0, -4.0, -800.0]];

    /// <summary>The cases of a noise model.</summary>
    /// <param name="noise">The noise model.</param>
    /// <param name="law">The law that examines them.</param>
    public static IEnumerable<NoiseCase> Of(NoiseModel noise, string? law = null)
    {
        if (noise is not ScalarNoise scalar) return ClassPredictors.Select(working => new NoiseCase(WithClasses(noise, working.Length + 1), working));
        double[] trials = noise.Support == Support.CountsUpToTrials ? Trials : [1.0];
        return Combinations([.. noise.Parameters.Select(p => Spread(noise, p, law))])
            .SelectMany(parameters => trials.Select(n => new NoiseCase(scalar, parameters, n)));
    }

    /// <summary>A noise model of classes that knows its classes; any other noise model itself.</summary>
    public static NoiseModel WithClasses(NoiseModel noise, int classes) =>
        noise.ForLevels([.. Enumerable.Range(0, classes).Select(k => ((char)('a' + k)).ToString(CultureInfo.InvariantCulture))]);

    private static IReadOnlyList<double> Spread(NoiseModel noise, NoiseParameter parameter, string? law)
    {
        LawSpreadAttribute[] all = [.. noise.GetType().GetCustomAttributes<LawSpreadAttribute>().Where(s => string.Equals(s.Parameter, parameter.Name, StringComparison.Ordinal))];
        LawSpreadAttribute? declared = all.FirstOrDefault(s => s.Law is not null && string.Equals(s.Law, law, StringComparison.Ordinal))
            ?? all.FirstOrDefault(static s => s.Law is null);
        return declared?.Values ?? parameter.Domain switch
        {
            ParameterDomain.Real => Reals,
            ParameterDomain.Positive => Positives,
            ParameterDomain.Angle => Angles,
            _ => Probabilities,
        };
    }

    private static IEnumerable<double[]> Combinations(IReadOnlyList<double>[] spreads)
    {
        IEnumerable<double[]> all = [[]];
        foreach (IReadOnlyList<double> spread in spreads) all = all.SelectMany(head => spread.Select(value => (double[])[.. head, value]));
        return all;
    }
}
