using Surprisal.Noise;
using Surprisal.Numerics;

namespace Surprisal.Links;

/// <summary>η = log(−log(1 − p)): whether any event of a poisson process happened.</summary>
/// <remarks>
/// <para>Working values: all real numbers.</para>
/// <para>Numerical hazard: with m = e^η the logit is log(e^m − 1) = m + log(1 − e^(−m)), which overflows nowhere before m does; for η
/// &lt; −20, where e^η may underflow, it is η + ½m up to m²/24, below the last digit.</para>
/// <para>Source: McCullagh, Nelder, Generalized Linear Models (1989), section 4.3.1.</para>
/// </remarks>
public sealed class ComplementaryLogLogLink : Link
{
    private const double SeriesBelow = -20.0;

    /// <inheritdoc/>
    public override string Name => "cloglog";

    /// <inheritdoc/>
    public override bool Serves(ParameterDomain domain) => domain == ParameterDomain.Probability;

    /// <inheritdoc/>
    public override double Apply(double parameter) => Elementary.Log(-Elementary.Log1p(-parameter));

    /// <inheritdoc/>
    public override double Invert(double working) => -Elementary.Expm1(-Elementary.Exp(working));

    /// <inheritdoc/>
    public override T ToFormulaScale<T>(T working, ParameterDomain domain)
    {
        if (domain != ParameterDomain.Probability) throw LinkDomains.NotServed(this, domain);
        T m = T.Exp(working);
        return T.SelectLess(working, SeriesBelow, working + (0.5 * m), m + T.Log(-T.Expm1(-m)));
    }
}
