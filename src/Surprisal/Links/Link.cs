using Surprisal.Numerics;

namespace Surprisal.Links;

/// <summary>
/// A link g: the working value η = g(parameter) is what a predictor gives; the parameter is g⁻¹(η). Strictly monotone. Immutable.
/// </summary>
public abstract class Link
{
    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a parameter of this domain can have the link.</summary>
    /// <param name="domain">The parameter's domain.</param>
    public abstract bool Serves(ParameterDomain domain);

    /// <summary>g: the working value of a parameter. ±∞ at the ends of the link's domain, NaN outside it.</summary>
    /// <param name="parameter">The parameter on its natural scale.</param>
    public abstract double Apply(double parameter);

    /// <summary>g⁻¹: the parameter of a working value. NaN where the link leaves η bounded and η is out of bounds.</summary>
    /// <param name="working">The working value.</param>
    public abstract double Invert(double working);

    /// <summary>
    /// The parameter of a working value on the scale that a noise model's formula takes (the logarithm of a positive parameter, the logit of a
    /// probability), composed without cancellation: probit on a probability gives log Φ(η) − log Φ(−η), never a logit of a rounded probability.
    /// </summary>
    /// <param name="working">The working value.</param>
    /// <param name="domain">The parameter's domain.</param>
    /// <typeparam name="T">The number type.</typeparam>
    public abstract T ToFormulaScale<T>(T working, ParameterDomain domain)
        where T : struct, IReal<T>;
}
