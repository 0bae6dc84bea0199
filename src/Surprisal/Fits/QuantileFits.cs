namespace Surprisal.Fits;

/// <summary>Fits of several quantiles of one response. Immutable.</summary>
/// <param name="Quantiles">One fit a level, by ascending level.</param>
/// <param name="IsNonCrossing">Whether they were asked to stay in order in every row.</param>
/// <param name="CrossingRows">Rows in which quantiles that are fitted one by one come out in another order than their levels.</param>
/// <param name="Rows">Rows used.</param>
public sealed record QuantileFits(IReadOnlyList<QuantileFit> Quantiles, bool IsNonCrossing, int CrossingRows, int Rows)
{
    /// <summary>What a reader should know about the order of the quantiles; one sentence.</summary>
    public string Order => CrossingRows == 0
        ? "fitted one by one the quantiles are in order in every row"
        : IsNonCrossing
            ? $"fitted one by one the quantiles cross in {CrossingRows} of {Rows} rows: they were fitted together, held in order in every row"
            : $"the quantiles cross in {CrossingRows} of {Rows} rows, where a higher one is fitted below a lower one";
}

/// <summary>The fit of one quantile. Immutable.</summary>
/// <param name="Tau">Its level, between 0 and 1.</param>
/// <param name="Fit">The fit, by the noise model asymmetric-laplace of that level.</param>
public sealed record QuantileFit(double Tau, Fit Fit);
