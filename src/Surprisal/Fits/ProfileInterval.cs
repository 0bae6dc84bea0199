namespace Surprisal.Fits;

/// <summary>A profile likelihood interval of one coefficient. Immutable.</summary>
/// <param name="Lower">Its lower end; null where it has none.</param>
/// <param name="Upper">Its upper end; null where it has none.</param>
/// <param name="Statistic">The signed root of twice the loss of log-likelihood where the coefficient is zero; null where it could not be found.</param>
/// <param name="Reason">Why something is missing; null where nothing is.</param>
internal sealed record ProfileInterval(double? Lower, double? Upper, double? Statistic, string? Reason);
