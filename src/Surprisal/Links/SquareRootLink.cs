namespace Surprisal.Links;

/// <summary>η = √parameter: the scale on which poisson counts have constant variance.</summary>
/// <remarks>
/// <para>Working values: η &gt; 0; elsewhere there is no parameter, and the results are NaN.</para>
/// <para>Source: McCullagh, Nelder, Generalized Linear Models (1989), section 6.2.</para>
/// </remarks>
public sealed class SquareRootLink : Link
{
    /// <inheritdoc/>
    public override string Name => "sqrt";

    /// <inheritdoc/>
    public override bool Serves(ParameterDomain domain) => domain == ParameterDomain.Positive;

    /// <inheritdoc/>
    public override double Apply(double parameter) => Math.Sqrt(parameter);

    /// <inheritdoc/>
    public override double Invert(double working) => working >= 0.0 ? working * working : double.NaN;

    /// <inheritdoc/>
    public override T ToFormulaScale<T>(T working, ParameterDomain domain) => domain switch
    {
        ParameterDomain.Positive => 2.0 * T.Log(working),
        _ => throw LinkDomains.NotServed(this, domain),
    };
}
