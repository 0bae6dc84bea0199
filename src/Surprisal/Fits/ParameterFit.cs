namespace Surprisal.Fits;

/// <summary>What was estimated of one parameter of the noise model.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Link">Its link.</param>
/// <param name="Formula">Its formula's right-hand side, as given or <c>1</c>.</param>
/// <param name="Coefficients">Its coefficients, in the order of the design.</param>
/// <param name="Value">The parameter itself with its interval where it is one number for all rows; else null.</param>
public sealed record ParameterFit(string Name, string Link, string Formula, IReadOnlyList<Coefficient> Coefficients, ParameterValue? Value);

/// <summary>A parameter that is one number for all rows, on its natural scale.</summary>
/// <param name="Estimate">The estimate; infinite at a boundary.</param>
/// <param name="Lower">Lower end of the interval at the fit's level; null where it does not exist.</param>
/// <param name="Upper">Upper end of the interval at the fit's level; null where it does not exist.</param>
public sealed record ParameterValue(double Estimate, double? Lower, double? Upper);
