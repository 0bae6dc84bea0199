namespace Surprisal.Solvers.Firth;

/// <summary>What the expected information of a row is made of.</summary>
internal enum InformationKind
{
    /// <summary>trials · mu (1 − mu), mu = σ(u), u the predictor or what another link makes of it.</summary>
    Binomial,

    /// <summary>mu = exp(u).</summary>
    Poisson,

    /// <summary>diag p − p pᵀ, p the softmax of the predictors.</summary>
    Categorical,
}
