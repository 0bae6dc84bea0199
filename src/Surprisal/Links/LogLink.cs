using Surprisal.Numerics;
using Surprisal.Numerics.Primitives;

namespace Surprisal.Links;

/// <summary>η = log(parameter): effects multiply.</summary>
/// <remarks>
/// <para>Working values: all real numbers for a positive parameter, η &lt; 0 for a probability.</para>
/// <para>Numerical hazard: for a probability the logit is η − log(1 − e^η), where 1 − e^η cancels for small η (<see cref="Log1mExp"/>).</para>
/// <para>Source: McCullagh, Nelder, Generalized Linear Models (1989), section 2.2.3.</para>
/// </remarks>
public sealed class LogLink : Link
{
    /// <inheritdoc/>
    public override string Name => "log";

    /// <inheritdoc/>
    public override bool Serves(ParameterDomain domain) => domain != ParameterDomain.Angle;

    /// <inheritdoc/>
    public override double Apply(double parameter) => Elementary.Log(parameter);

    /// <inheritdoc/>
    public override double Invert(double working) => Elementary.Exp(working);

    /// <inheritdoc/>
    public override T ToFormulaScale<T>(T working, ParameterDomain domain) => domain switch
    {
        ParameterDomain.Real => T.Exp(working),
        ParameterDomain.Positive => working,
        ParameterDomain.Probability => working - T.Apply<Log1mExp>(working),
        _ => throw LinkDomains.NotServed(this, domain),
    };
}
