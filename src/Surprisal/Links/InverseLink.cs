namespace Surprisal.Links;

/// <summary>η = 1/parameter: effects add on the rate instead of the time.</summary>
/// <remarks>
/// <para>Working values: η &gt; 0; elsewhere there is no parameter, and the results are NaN.</para>
/// <para>Source: McCullagh, Nelder, Generalized Linear Models (1989), section 8.3.1.</para>
/// </remarks>
public sealed class InverseLink : Link
{
    /// <inheritdoc/>
    public override string Name => "inverse";

    /// <inheritdoc/>
    public override bool Serves(ParameterDomain domain) => domain is ParameterDomain.Positive or ParameterDomain.Real;

    /// <inheritdoc/>
    public override double Apply(double parameter) => parameter >= 0.0 ? 1.0 / parameter : double.NaN;

    /// <inheritdoc/>
    public override double Invert(double working) => working >= 0.0 ? 1.0 / working : double.NaN;

    /// <inheritdoc/>
    public override T ToFormulaScale<T>(T working, ParameterDomain domain) => domain switch
    {
        ParameterDomain.Real => T.SelectLess(0.0, working, 1.0 / working, double.NaN),
        ParameterDomain.Positive => -T.Log(working),
        _ => throw LinkDomains.NotServed(this, domain),
    };
}
