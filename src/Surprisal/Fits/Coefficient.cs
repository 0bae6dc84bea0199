namespace Surprisal.Fits;

/// <summary>One estimated number, on the scale of its parameter's link.</summary>
/// <param name="Term">The term as it prints: <c>(Intercept)</c>, <c>x1</c>, <c>cat[b]</c>.</param>
/// <param name="Estimate">The estimate; null where it does not exist.</param>
/// <param name="StandardError">Its standard error; null where it does not exist.</param>
/// <param name="Statistic">Estimate over standard error.</param>
/// <param name="PValue">Two-sided, of the hypothesis that the coefficient is zero.</param>
/// <param name="Lower">Lower end of the interval at the fit's level.</param>
/// <param name="Upper">Upper end of the interval at the fit's level.</param>
/// <param name="Reason">Why numbers are missing (the term is aliased, the parameter is at its boundary); null where none is.</param>
public sealed record Coefficient(
    string Term, double? Estimate, double? StandardError, double? Statistic, double? PValue, double? Lower, double? Upper, string? Reason = null);
