namespace Surprisal.Links;

/// <summary>
/// Where a parameter of a noise model lives, and with it the scale on which the noise model's formula takes it: the unconstrained one.
/// </summary>
public enum ParameterDomain
{
    /// <summary>Any real number; the formula takes it as it is. Default link: identity.</summary>
    Real,

    /// <summary>Greater than zero; the formula takes its logarithm. Default link: log.</summary>
    Positive,

    /// <summary>Between zero and one; the formula takes its logit. Default link: logit.</summary>
    Probability,
}
