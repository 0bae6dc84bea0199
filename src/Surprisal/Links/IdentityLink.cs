
namespace Surprisal.Links;

/// <summary>η = parameter: the predictor is the parameter itself.</summary>
/// <remarks>
/// <para>Working values: all real numbers; those outside a bounded domain have no parameter, and the formula scale is NaN there.</para>
/// <para>Source: McCullagh, Nelder, Generalized Linear Models (1989), section 2.2.3.</para>
/// </remarks>
public sealed class IdentityLink : Link
{
    /// <inheritdoc/>
    public override string Name => "identity";

    /// <inheritdoc/>
    public override bool Serves(ParameterDomain domain) => true;

    /// <inheritdoc/>
    public override double Apply(double parameter) => parameter;

    /// <inheritdoc/>
    public override double Invert(double working) => working;

    /// <inheritdoc/>
    public override T ToFormulaScale<T>(T working, ParameterDomain domain) => domain switch
    {
        ParameterDomain.Real or ParameterDomain.Angle => working,
        ParameterDomain.Positive => T.Log(working),
        ParameterDomain.Probability => T.Log(working) - T.Log1p(-working),
        _ => throw LinkDomains.NotServed(this, domain),
    };
}
