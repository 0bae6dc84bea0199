using Surprisal.Links;
namespace Surprisal.Noise;

/// <summary>A parameter of a noise model.</summary>
/// <param name="Name">The name in formulas, options and results: <c>mu</c>, <c>sigma</c>, <c>nu</c>.</param>
/// <param name="Domain">Where it lives.</param>
/// <param name="Meaning">What it is, a few words: <c>mean</c>, <c>scale</c>, <c>degrees of freedom</c>.</param>
/// <param name="LimitingModel">
/// The noise model that is reached when the parameter grows without bound (<c>gaussian</c> for the degrees of freedom of student-t); null
/// where there is none. A fit whose optimum lies there has status <c>boundary</c> and names it.
/// </param>
public sealed record NoiseParameter(string Name, ParameterDomain Domain, string Meaning, string? LimitingModel = null);
