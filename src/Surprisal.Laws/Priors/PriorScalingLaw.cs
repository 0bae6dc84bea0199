using Surprisal.Priors;

namespace Surprisal.Laws;

/// <summary>The prior of a multiple of the coefficient is the prior with its values multiplied, the Jacobian in it.</summary>
internal sealed class PriorScalingLaw : IPriorLaw
{
    private const double Bound = 1e-12;

    /// <inheritdoc/>
    public string Name => "prior-scaling";

    /// <inheritdoc/>
    public string Statement => "log p of a multiple, plus the logarithm of the factor for each coefficient, is log p";

    /// <inheritdoc/>
    public LawResult Check(Prior prior, double unit)
    {
        ArgumentNullException.ThrowIfNull(prior);
        Verdict verdict = new();
        foreach (double factor in new[] { 0.25, 3 })
        {
            if (prior is ScalarPrior scalar) Scalar(verdict, scalar, scalar.Scaled(factor), factor, unit);
            else Block(verdict, (BlockPrior)prior, ((BlockPrior)prior).Scaled(factor), factor, unit);
        }

        return verdict.ToResult(Name, prior.Name, prior.ToString());
    }

    private static void Scalar(Verdict verdict, ScalarPrior prior, ScalarPrior scaled, double factor, double unit)
    {
        double jacobian = prior.IsProper ? Math.Log(factor) : 0;
        foreach (double b in new[] { -2.5, -0.1, 0, 0.9, 5 }.Select(x => x * unit).Where(x => x > prior.Lower && x < prior.Upper))
            verdict.Near(scaled.LogDensity(b * factor) + jacobian, prior.LogDensity(b), Bound * (1 + Math.Abs(prior.LogDensity(b))), $"at {Verdict.Format(b / unit)} widths");
        verdict.Require(scaled.IsProper == prior.IsProper && scaled.HasKink == prior.HasKink && scaled.IsLogConcave == prior.IsLogConcave, "a multiple is of the same kind");
    }

    private static void Block(Verdict verdict, BlockPrior prior, BlockPrior scaled, double factor, double unit)
    {
        double[] b = [0.3 * unit, -0.8 * unit], multiple = [factor * b[0], factor * b[1]];
        double jacobian = prior.IsProper ? b.Length * Math.Log(factor) : Math.Log(factor);
        verdict.Near(scaled.LogDensity(multiple) + jacobian, prior.LogDensity(b), Bound * (1 + Math.Abs(prior.LogDensity(b))), "of two coefficients");
    }
}
