namespace Surprisal.Fits;

/// <summary>What intervals and p values are made of.</summary>
public enum IntervalKind
{
    /// <summary>Estimate ± quantile · standard error; statistics are estimate over standard error.</summary>
    Wald,

    /// <summary>
    /// The values of a coefficient at which the log-likelihood, the other coefficients estimated anew, is less than its maximum by at most half a quantile of χ²
    /// with one degree of freedom; statistics are the signed roots of twice the loss at zero, so an interval holds zero exactly if the p value says so. With
    /// Firth's penalty the likelihood is the penalised one (Heinze, Schemper 2002, doi:10.1002/sim.1047).
    /// </summary>
    Profile,
}
