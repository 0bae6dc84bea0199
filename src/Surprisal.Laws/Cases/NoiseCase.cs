using Surprisal.Links;
using Surprisal.Noise;
using Surprisal.Numerics;

namespace Surprisal.Laws;

/// <summary>A noise model at one set of parameters.</summary>
internal sealed class NoiseCase
{
    private static readonly double[] Tails = [0.5, 0.3, 0.1, 0.01, 1e-4, 1e-7];
    private readonly ScalarNoise? _scalar;

    /// <summary>A case of a noise model of single numbers, by natural parameters.</summary>
    public NoiseCase(ScalarNoise noise, double[] parameters, double trials)
        : this(noise, [.. noise.Parameters.Select((p, k) => LinkRegistry.Default(p.Domain).Apply(parameters[k]))], trials, Describe(noise, parameters, trials))
    {
        Parameters = parameters;
        Distribution = noise.At(parameters, trials);
        _scalar = noise;
    }

    /// <summary>A case of a noise model of classes, by working values.</summary>
    public NoiseCase(NoiseModel noise, double[] working)
        : this(noise, working, 1.0, Describe(noise, working, 1.0)) => Parameters = working;

    private NoiseCase(NoiseModel noise, double[] working, double trials, string text)
    {
        Noise = noise;
        Working = working;
        Trials = trials;
        Text = text;
        Parameters = [];
    }

    public NoiseModel Noise { get; }

    /// <summary>On the natural scale.</summary>
    public double[] Parameters { get; }

    /// <summary>On the scale of the default links.</summary>
    public double[] Working { get; }

    public double Trials { get; }

    /// <summary>Null for a noise model of classes.</summary>
    public Distribution? Distribution { get; }

    public string Text { get; }

    public Support Support => Noise.Support;

    /// <summary>Whether a response has a probability of its own: any of a discrete support, an atom of another.</summary>
    public bool HasProbability(double y) => Support.IsDiscrete() || Noise.Atoms.Contains(y);

    /// <summary>P(Y &lt; y) for a response that has a probability of its own.</summary>
    public double CdfBelow(double y) => Support.IsDiscrete() ? Distribution!.Cdf(y - 1.0) : Distribution!.Cdf(y) - Math.Exp(Distribution.LogDensity(y));

    /// <summary>The formula in plain doubles: the definition.</summary>
    public double Surprisal(double y, ReadOnlySpan<double> working)
    {
        if (_scalar is null) return NoiseEvaluation.Of(Noise, Rows([y], working.ToArray()), 0, registerWidth: 1).Surprisal[0];
        Span<Real> reals = stackalloc Real[working.Length];
        for (int k = 0; k < reals.Length; k++)
        {
            ParameterDomain domain = Noise.Parameters[k].Domain;
            reals[k] = LinkRegistry.Default(domain).ToFormulaScale((Real)working[k], domain);
        }

        return _scalar.Surprisal(new Outcome<Real>(y, Trials), (ReadOnlySpan<Real>)reals).Value;
    }

    /// <summary>The derived kernel at this case's parameters.</summary>
    public NoiseEvaluation Evaluate(double[] y, int order) => NoiseEvaluation.Of(Noise, Rows(y, Working), order);

    /// <summary>Rows that share working values.</summary>
    public NoiseRows Rows(double[] y, double[] working)
    {
        double[] trials = new double[y.Length];
        Array.Fill(trials, Trials);
        return new NoiseRows(y, [.. working.Select(w => (ReadOnlyMemory<double>)new[] { w })], trials);
    }

    /// <summary>Responses from the middle to far in both tails, each inside the support.</summary>
    public double[] Points()
    {
        if (Distribution is null) return [.. Enumerable.Range(0, Working.Length + 1).Select(k => (double)k)];
        IEnumerable<double> points = Tails.Select(Distribution.Quantile).Concat(Tails.Select(Distribution.SurvivalQuantile));
        return [.. points.Where(y => Support.Contains(y, Trials)).Distinct().Order()];
    }

    private static string Describe(NoiseModel noise, double[] values, double trials)
    {
        IEnumerable<string> texts = noise.Parameters.Select((p, k) => $"{p.Name}={Verdict.Format(values[k])}");
        if (noise.Support == Support.CountsUpToTrials) texts = texts.Append($"trials={Verdict.Format(trials)}");
        return string.Join(", ", texts);
    }
}
