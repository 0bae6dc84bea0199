using Surprisal.Fits;
using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>A fit of simulated data finds the coefficients that they were simulated with, shapes included.</summary>
internal sealed class RefitLaw : INoiseLaw
{
    private const double StandardErrors = 4.5;

    /// <inheritdoc/>
    public string Name => "refit";

    /// <inheritdoc/>
    public string Statement => "a fit of simulated data recovers every coefficient within 4.5 standard errors";

    /// <inheritdoc/>
    public bool NeedsFit => true;

    /// <inheritdoc/>
    public IReadOnlyList<LawResult> Check(NoiseModel noise, LawOptions options)
    {
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(options);
        Simulation simulation = Simulation.Of(noise, options.RefitRows, options.Seed);
        Fit fit = simulation.ToModel().Fit(simulation.ToTable([.. Enumerable.Repeat(1.0, options.RefitRows)]));
        Verdict verdict = new();
        verdict.Require(fit.Status == FitStatus.Converged, $"the fit ends as {fit.Status}: {string.Join("; ", fit.Reasons)}");
        for (int k = 0; k < simulation.Truth.Length; k++)
        {
            int count = fit.Parameters[k].Coefficients.Count;
            verdict.Require(count == simulation.Truth[k].Length, $"{fit.Parameters[k].Name} has {Verdict.Format(count)} coefficients");
            if (count != simulation.Truth[k].Length) continue;
            for (int j = 0; j < simulation.Truth[k].Length; j++)
            {
                Coefficient found = fit.Parameters[k].Coefficients[j];
                double bound = StandardErrors * (found.StandardError ?? double.NaN);
                verdict.Near(found.Estimate ?? double.NaN, simulation.Truth[k][j], bound, $"{fit.Parameters[k].Name}, {found.Term}");
            }
        }

        return [verdict.ToResult(Name, noise.Name, $"{Verdict.Format(options.RefitRows)} simulated rows")];
    }
}
