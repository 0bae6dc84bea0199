using Surprisal.Fits;
using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>A row of frequency weight w counts as w rows: sums, estimates and standard errors agree.</summary>
internal sealed class WeightLaw : INoiseLaw
{
    private const int Rows = 150;
    private const double Relative = 1e-9;

    /// <inheritdoc/>
    public string Name => "weights";

    /// <inheritdoc/>
    public string Statement => "a fit with frequency weights is the fit of the repeated rows";

    /// <inheritdoc/>
    public bool NeedsFit => true;

    /// <inheritdoc/>
    public IReadOnlyList<LawResult> Check(NoiseModel noise, LawOptions options)
    {
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(options);
        Simulation simulation = Simulation.Of(noise, Rows, options.Seed);
        double[] weights = [.. Enumerable.Range(0, Rows).Select(static i => (i * 7 % 4) + (i % 11 == 3 ? 9.0 : 0.0))];
        FitOptions one = new() { Threads = 1 };
        Fit weighted = simulation.ToModel().Fit(simulation.ToTable(weights), one), repeated = simulation.ToModel().Fit(simulation.Repeated(weights), one);
        Verdict verdict = new();
        verdict.Require(weighted.Status == repeated.Status, $"status {weighted.Status} with weights, {repeated.Status} with repeated rows");
        verdict.Near(weighted.Observations, repeated.Observations, 0.0, "observations");
        double logLikelihood = repeated.LogLikelihood ?? double.NaN;
        verdict.Near(weighted.LogLikelihood ?? double.NaN, logLikelihood, Relative * (1.0 + Math.Abs(logLikelihood)), "log-likelihood");
        for (int k = 0; k < repeated.Parameters.Count; k++)
        {
            for (int j = 0; j < repeated.Parameters[k].Coefficients.Count; j++) Compare(weighted.Parameters[k], repeated.Parameters[k], j, verdict);
        }

        return [verdict.ToResult(Name, noise.Name, "simulated rows")];
    }

    private static void Compare(ParameterFit weighted, ParameterFit repeated, int j, Verdict verdict)
    {
        Coefficient a = weighted.Coefficients[j], b = repeated.Coefficients[j];
        string what = $"{repeated.Name}, {b.Term}";
        if (a.Estimate is null && b.Estimate is null) return;
        double error = b.StandardError ?? double.NaN;
        verdict.Near(a.Estimate ?? double.NaN, b.Estimate ?? double.NaN, Relative * (Math.Abs(b.Estimate ?? double.NaN) + error), $"estimate of {what}");
        verdict.Near(a.StandardError ?? double.NaN, error, Relative * error, $"standard error of {what}");
    }
}
