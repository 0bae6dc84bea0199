using Surprisal.Links;
namespace Surprisal.Noise;

/// <summary>What a parameter does to the distribution: what solvers and summaries need to know of it beyond its domain.</summary>
public enum ParameterRole
{
    /// <summary>Moves the distribution: a mean, a median, a location.</summary>
    Location,

    /// <summary>Stretches it: at 0 every response is met exactly.</summary>
    Scale,

    /// <summary>Concentrates it about its location, the inverse of a spread: at infinity every response is met exactly.</summary>
    Concentration,

    /// <summary>Changes its form: degrees of freedom, a power, a slant.</summary>
    Shape,

    /// <summary>Divides probability between parts: the weight of a component, the probability of an excess zero.</summary>
    Weight,
}

/// <summary>A parameter of a noise model.</summary>
/// <param name="Name">The name in formulas, options and results: <c>mu</c>, <c>sigma</c>, <c>nu</c>.</param>
/// <param name="Domain">Where it lives.</param>
/// <param name="Meaning">What it is, a few words: <c>mean</c>, <c>scale</c>, <c>degrees of freedom</c>.</param>
/// <param name="Role">What it does to the distribution.</param>
/// <param name="LimitingModel">
/// The noise model that is reached when the parameter grows without bound (<c>gaussian</c> for the degrees of freedom of student-t); null
/// where there is none. A fit whose optimum lies there has status <c>boundary</c> and names it.
/// </param>
/// <param name="LimitAtZero">Whether the limiting model is reached when the parameter shrinks to 0 instead.</param>
public sealed record NoiseParameter(string Name, ParameterDomain Domain, string Meaning, ParameterRole Role, string? LimitingModel = null, bool LimitAtZero = false)
{
    /// <summary>
    /// Whether only differences between rows matter, because another parameter takes up what all rows share (the thresholds of ordinal): its formula has
    /// no intercept.
    /// </summary>
    public bool IsContrast { get; init; }

    /// <summary>Where the limiting model is reached, on the natural scale: 0, 1 for a probability, or ∞.</summary>
    internal double Limit => LimitAtZero ? 0.0 : Domain == ParameterDomain.Probability ? 1.0 : double.PositiveInfinity;

    /// <summary>How the limiting model is reached, to stand after the parameter's name.</summary>
    internal string LimitWords => LimitAtZero ? "shrinks to 0" : Domain == ParameterDomain.Probability ? "rises to 1" : "grows without bound";

    /// <summary>The link that the noise model itself applies (the cumulative logit of ordinal); null where the predictor's link is all.</summary>
    public string? OwnLink { get; init; }
}
