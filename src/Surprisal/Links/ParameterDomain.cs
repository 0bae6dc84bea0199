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

    /// <summary>
    /// An angle in radians, of which those that differ by a multiple of 2π are one; the formula takes it as it is. Default link: tan-half, whose
    /// angles lie between −π and π.
    /// </summary>
    Angle,
}
