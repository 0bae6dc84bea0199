using Surprisal.Numerics;
using Surprisal.Numerics.Primitives;

namespace Surprisal.Links;

/// <summary>η = log(−log(1 − p)): whether any event of a poisson process happened.</summary>
/// <remarks>
/// <para>Working values: all real numbers.</para>
/// <para>Numerical hazard: the logit log(e^m − 1), m = e^η, loses η where m underflows; <see cref="LogitOfCloglog"/> does not.</para>
/// <para>Source: McCullagh, Nelder, Generalized Linear Models (1989), section 4.3.1.</para>
/// </remarks>
public sealed class ComplementaryLogLogLink : Link
{
    /// <inheritdoc/>
    public override string Name => "cloglog";

    /// <inheritdoc/>
    public override bool Serves(ParameterDomain domain) => domain == ParameterDomain.Probability;

    /// <inheritdoc/>
    public override double Apply(double parameter) => Elementary.Log(-Elementary.Log1p(-parameter));

    /// <inheritdoc/>
    public override double Invert(double working) => -Elementary.Expm1(-Elementary.Exp(working));

    /// <inheritdoc/>
    public override T ToFormulaScale<T>(T working, ParameterDomain domain) => domain switch
    {
        ParameterDomain.Probability => T.Apply<LogitOfCloglog>(working),
        _ => throw LinkDomains.NotServed(this, domain),
    };
}
