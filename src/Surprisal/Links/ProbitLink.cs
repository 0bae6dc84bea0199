using Surprisal.Numerics.Distributions;

namespace Surprisal.Links;

/// <summary>η = Φ⁻¹(p), Φ the standard normal distribution function: a gaussian variable is above a threshold or not.</summary>
/// <remarks>
/// <para>Working values: all real numbers.</para>
/// <para>Numerical hazard: the logit of a rounded Φ(η) is infinite from η = 8.3 on; log Φ(η) − log Φ(−η) is right in both tails.</para>
/// <para>Source: McCullagh, Nelder, Generalized Linear Models (1989), section 4.3.1.</para>
/// </remarks>
public sealed class ProbitLink : Link
{
    /// <inheritdoc/>
    public override string Name => "probit";

    /// <inheritdoc/>
    public override bool Serves(ParameterDomain domain) => domain == ParameterDomain.Probability;

    /// <inheritdoc/>
    public override double Apply(double parameter) => Normal.Quantile(parameter);

    /// <inheritdoc/>
    public override double Invert(double working) => Normal.Cdf(working);

    /// <inheritdoc/>
    public override T ToFormulaScale<T>(T working, ParameterDomain domain) => domain switch
    {
        ParameterDomain.Probability => T.LogNormalCdf(working) - T.LogNormalCdf(-working),
        _ => throw LinkDomains.NotServed(this, domain),
    };
}
