using Surprisal.Numerics;

namespace Surprisal.Links;

/// <summary>η = tan(π(p − ½)), the quantile of a cauchy variable: single surprising outcomes move the fit little.</summary>
/// <remarks>
/// <para>Working values: all real numbers.</para>
/// <para>Numerical hazard: ½ + atan(η)/π cancels in the lower tail and rounds to 1 in the upper. With a = atan(1/|η|) for |η| ≥ 1 and
/// ½π − atan|η| nearer to zero, the smaller of p and 1 − p is a/π and the logit is ± log((π − a)/a).</para>
/// <para>Source: Koenker, Yoon (2009), doi:10.1016/j.jeconom.2009.01.009.</para>
/// </remarks>
public sealed class CauchitLink : Link
{
    private const double Pi = Math.PI;
    private const double Quarter = 0.25;

    /// <inheritdoc/>
    public override string Name => "cauchit";

    /// <inheritdoc/>
    public override bool Serves(ParameterDomain domain) => domain == ParameterDomain.Probability;

    /// <inheritdoc/>
    public override double Apply(double parameter)
    {
        // The distance from the middle, or near the ends from the end: no sine or cosine of a rounded right angle.
        double end = Math.Min(parameter, 1.0 - parameter);
        if (!(end >= 0.0)) return double.NaN;
        double angle = Pi * (end < Quarter ? end : 0.5 - end), sine = Elementary.Sin(angle), cosine = Elementary.Cos(angle);
        double size = end < Quarter ? cosine / sine : sine / cosine;
        return parameter < 0.5 ? -size : size;
    }

    /// <inheritdoc/>
    public override double Invert(double working)
    {
        double size = Math.Abs(working);
        double tail = size < 1.0 ? 0.5 - (Elementary.Atan(size) / Pi) : Elementary.Atan(1.0 / size) / Pi;
        return working < 0.0 ? tail : 1.0 - tail;
    }

    /// <inheritdoc/>
    public override T ToFormulaScale<T>(T working, ParameterDomain domain)
    {
        if (domain != ParameterDomain.Probability) throw LinkDomains.NotServed(this, domain);
        T size = T.Abs(working);
        T angle = T.Atan(T.SelectLess(size, 1.0, size, 1.0 / size));
        T tail = T.SelectLess(size, 1.0, (0.5 * Pi) - angle, angle);
        T logit = T.Log((Pi - tail) / tail);
        return T.SelectLess(working, 0.0, -logit, logit);
    }
}
