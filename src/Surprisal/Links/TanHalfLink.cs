using Surprisal.Numerics;

namespace Surprisal.Links;

/// <summary>η = tan(angle/2): every real number is an angle between −π and π, and none is met twice.</summary>
/// <remarks>
/// <para>Working values: all real numbers. The angle opposite to zero, ±π, is at both infinities: for angles about it use the identity link, or
/// measure from another direction.</para>
/// <para>Numerical hazard: near ±π the tangent is the quotient of a sine and a cosine, each accurate by itself, not the tangent of a rounded
/// right angle.</para>
/// <para>Source: Fisher, Lee (1992), doi:10.2307/2532334.</para>
/// </remarks>
public sealed class TanHalfLink : Link
{
    /// <inheritdoc/>
    public override string Name => "tan-half";

    /// <inheritdoc/>
    public override bool Serves(ParameterDomain domain) => domain == ParameterDomain.Angle;

    /// <inheritdoc/>
    public override double Apply(double parameter) => Elementary.Sin(0.5 * parameter) / Elementary.Cos(0.5 * parameter);

    /// <inheritdoc/>
    public override double Invert(double working) => 2.0 * Elementary.Atan(working);

    /// <inheritdoc/>
    public override T ToFormulaScale<T>(T working, ParameterDomain domain) => domain switch
    {
        ParameterDomain.Angle => 2.0 * T.Atan(working),
        _ => throw LinkDomains.NotServed(this, domain),
    };
}
