using Surprisal.Links;
using Surprisal.Noise;
using Surprisal.Numerics;

namespace Surprisal.Laws;

/// <summary>A noise model at one set of parameters.</summary>
internal sealed class NoiseCase
{
    private static readonly double[] Tails = [0.5, 0.3, 0.1, 0.01, 1e-4, 1e-7];
    private readonly ScalarNoise? _scalar;

    /// <summary>A case, by natural parameters.</summary>
    public NoiseCase(NoiseModel noise, double[] parameters, double trials)
    {
        Noise = noise;
        Parameters = parameters;
        Trials = trials;
        Working = [.. noise.Parameters.Select((p, k) => LinkRegistry.Default(p.Domain).Apply(parameters[k]))];
        Distribution = noise.IsUnivariate ? noise.At(parameters, trials) : null;
        Text = Describe(noise, parameters, trials);
        _scalar = noise.IsUnivariate ? noise as ScalarNoise : null;
    }

    public NoiseModel Noise { get; }

    /// <summary>On the natural scale.</summary>
    public double[] Parameters { get; }

    /// <summary>On the scale of the default links.</summary>
    public double[] Working { get; }

    public double Trials { get; }

    /// <summary>Null for a noise model of classes, and of several responses.</summary>
    public Distribution? Distribution { get; }

    public string Text { get; }

    public Support Support => Noise.Support;

    /// <summary>Whether a response has a probability of its own: any of a discrete support, an atom of another.</summary>
    public bool HasProbability(double y) => Support.IsDiscrete() || Noise.Atoms.Contains(y);

    /// <summary>P(Y &lt; y) for a response that has a probability of its own.</summary>
    public double CdfBelow(double y) => Support.IsDiscrete() ? Distribution!.Cdf(y - 1.0) : Distribution!.Cdf(y) - Math.Exp(Distribution.LogDensity(y));

    /// <summary>The formula in plain doubles, the definition; of a noise model without one, of parts or on blocks, its evaluation of the row alone.</summary>
    public double Surprisal(double y, ReadOnlySpan<double> working) => Surprisal(RowsOf([y]), 0, working);

    /// <summary>The same for a row of any kind.</summary>
    public double Surprisal(Observations rows, int row, ReadOnlySpan<double> working)
    {
        if (_scalar is null) return NoiseEvaluation.Of(Noise, new NoiseRows(rows.Slice(row, 1), Uniform(working)), 0, registerWidth: 1).Surprisal[0];
        Span<Real> reals = stackalloc Real[working.Length];
        for (int k = 0; k < reals.Length; k++)
        {
            ParameterDomain domain = Noise.Parameters[k].Domain;
            reals[k] = LinkRegistry.Default(domain).ToFormulaScale((Real)working[k], domain);
        }

        return _scalar.Surprisal(new Outcome<Real>(rows.Response.Span[row], rows.Trials.IsEmpty ? 1.0 : rows.Trials.Span[row]), (ReadOnlySpan<Real>)reals).Value;
    }

    /// <summary>The derived kernel at this case's parameters.</summary>
    public NoiseEvaluation Evaluate(double[] y, int order) => Evaluate(RowsOf(y), order);

    /// <summary>The same for rows of any kind.</summary>
    public NoiseEvaluation Evaluate(Observations rows, int order) => NoiseEvaluation.Of(Noise, new NoiseRows(rows, Uniform(Working)), order);

    /// <summary>Rows that share working values.</summary>
    public NoiseRows Rows(double[] y, double[] working) => new(RowsOf(y), Uniform(working));

    /// <summary>One working value a parameter for all rows.</summary>
    public static IReadOnlyList<ReadOnlyMemory<double>> Uniform(ReadOnlySpan<double> working)
    {
        List<ReadOnlyMemory<double>> all = [];
        foreach (double w in working) all.Add(new[] { w });
        return all;
    }

    /// <summary>Rows of these responses with this case's trials.</summary>
    public Observations RowsOf(double[] y)
    {
        double[] trials = new double[y.Length];
        Array.Fill(trials, Trials);
        return new Observations(y) { Trials = trials };
    }

    /// <summary>The rows at which formulas are examined: of one response from the middle to far in both tails, all classes, or draws.</summary>
    public Observations Observed() => CaseRows.Of(this);

    /// <summary>Responses from the middle to far in both tails, each with a density; none where a response is not a single number.</summary>
    public double[] Points()
    {
        if (Distribution is null) return [];
        IEnumerable<double> points = Tails.Select(Distribution.Quantile).Concat(Tails.Select(Distribution.SurvivalQuantile));
        return [.. points.Where(y => Noise.Contains(y, Trials)).Distinct().Order()];
    }

    private static string Describe(NoiseModel noise, double[] values, double trials)
    {
        IEnumerable<string> texts = noise.Parameters.Select((p, k) => $"{p.Name}={Verdict.Format(values[k])}");
        if (noise.TakesTrials) texts = texts.Append($"trials={Verdict.Format(trials)}");
        return string.Join(", ", texts);
    }
}
