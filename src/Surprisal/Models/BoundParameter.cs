using Surprisal.Formulas;
using Surprisal.Links;
using Surprisal.Noise;

namespace Surprisal.Models;

/// <summary>A free parameter of a model with the design that the data give it.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Link">Its link.</param>
/// <param name="Recipe">How its columns are made, of these rows and of new ones.</param>
/// <param name="Design">Its columns.</param>
/// <param name="Offset">Added to η: the formula's offsets and those of precision weights; null for none.</param>
internal sealed record BoundParameter(NoiseParameter Parameter, Link Link, DesignRecipe Recipe, Design Design, ReadOnlyMemory<double>? Offset)
{
    /// <summary>Whether the parameter is a single number up to an offset: an intercept and nothing else.</summary>
    public bool IsSingleNumber => Design.Columns is [InterceptColumn];
}
