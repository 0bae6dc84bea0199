using Surprisal.Numerics;

namespace Surprisal.Links;

/// <summary>η = log(e^parameter − 1): log for small parameters, identity for large ones.</summary>
/// <remarks>
/// <para>Working values: all real numbers.</para>
/// <para>Numerical hazard: the logarithm of softplus(η) for η → −∞, where softplus underflows; below −20 it is η − ½e^η up to
/// 5e^(2η)/24, below the last digit.</para>
/// <para>Source: Dugas, Bengio, Bélisle, Nadeau, Garcia, Advances in Neural Information Processing Systems 13 (2001), 472.</para>
/// </remarks>
public sealed class SoftplusLink : Link
{
    private const double SeriesBelow = -20.0;

    /// <inheritdoc/>
    public override string Name => "softplus";

    /// <inheritdoc/>
    public override bool Serves(ParameterDomain domain) => domain is ParameterDomain.Positive or ParameterDomain.Real;

    /// <inheritdoc/>
    public override double Apply(double parameter) => Elementary.LogExpm1(parameter);

    /// <inheritdoc/>
    public override double Invert(double working) => Elementary.Softplus(working);

    /// <inheritdoc/>
    public override T ToFormulaScale<T>(T working, ParameterDomain domain) => domain switch
    {
        ParameterDomain.Real => T.Softplus(working),
        ParameterDomain.Positive => T.SelectLess(working, SeriesBelow, working - (0.5 * T.Exp(working)), T.Log(T.Softplus(working))),
        _ => throw LinkDomains.NotServed(this, domain),
    };
}
