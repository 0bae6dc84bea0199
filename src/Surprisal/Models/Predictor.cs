using Surprisal.Formulas;

namespace Surprisal.Models;

/// <summary>The linear predictor of one parameter within an objective: η = offset + Σⱼ bⱼ xⱼ.</summary>
/// <param name="Columns">The design's estimable columns.</param>
/// <param name="Offset">Added to every row; null for none.</param>
/// <param name="Start">Where the predictor's coefficients stand among those of the objective.</param>
internal sealed record Predictor(IReadOnlyList<DesignColumn> Columns, ReadOnlyMemory<double>? Offset, int Start)
{
    /// <summary>The number of coefficients.</summary>
    public int Count => Columns.Count;

    /// <summary>Whether η is one number for all rows: an intercept and nothing else.</summary>
    public bool IsConstant => Offset is null && Columns is [InterceptColumn];
}
