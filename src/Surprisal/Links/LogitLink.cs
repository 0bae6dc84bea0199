using Surprisal.Numerics;

namespace Surprisal.Links;

/// <summary>η = log(p/(1 − p)): effects multiply the odds.</summary>
/// <remarks>
/// <para>Working values: all real numbers.</para>
/// <para>Numerical hazard: 1 − p is given only to the precision of p, so a p near 1 has few digits on this scale; the formula takes η
/// itself.</para>
/// <para>Source: McCullagh, Nelder, Generalized Linear Models (1989), section 4.3.1.</para>
/// </remarks>
public sealed class LogitLink : Link
{
    /// <inheritdoc/>
    public override string Name => "logit";

    /// <inheritdoc/>
    public override bool Serves(ParameterDomain domain) => domain == ParameterDomain.Probability;

    /// <inheritdoc/>
    public override double Apply(double parameter) => Elementary.Log(parameter) - Elementary.Log1p(-parameter);

    /// <inheritdoc/>
    public override double Invert(double working) => Elementary.Sigmoid(working);

    /// <inheritdoc/>
    public override T ToFormulaScale<T>(T working, ParameterDomain domain) => domain switch
    {
        ParameterDomain.Probability => working,
        _ => throw LinkDomains.NotServed(this, domain),
    };
}
