namespace Surprisal.Noise;

/// <summary>What combinators ask of their parts, and how they refuse them.</summary>
internal static class CombinatorCheck
{
    /// <summary>The part, if its response is a single number that is observed: rows are censored last, whatever made their responses.</summary>
    /// <exception cref="InputException">It is not.</exception>
    public static NoiseModel Univariate(string combinator, NoiseModel part)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (!part.IsUnivariate)
            throw new InputException($"'{combinator}' needs a noise model of single numbers, and '{part.Name}' is not one", "give it one of the noise models that `surprisal noise` lists for numbers");
        return Uncensored(combinator, part);
    }

    /// <summary>Why a sum of densities with kinks cannot be fitted; null where no part has any.</summary>
    public static string? KinksInSum(IReadOnlyList<NoiseModel> parts) => parts.FirstOrDefault(static p => p.HasKink) is { } kinked
        ? $"the surprisal of '{kinked.Name}' has kinks, and a mixture of such is not convex: no solver can tell its optima"
        : null;

    /// <summary>The part, if it is not censored.</summary>
    /// <exception cref="InputException">It is.</exception>
    public static NoiseModel Uncensored(string combinator, NoiseModel part) => part is CensoredNoise censored
        ? throw new InputException($"'{combinator}({part.Name})' makes no sense: rows are censored last, whatever made their responses", $"write censored({combinator}({censored.Parts[0].Name}))")
        : part;

    /// <summary>The part, if its response is a single number and its support is one of those given.</summary>
    /// <exception cref="InputException">It is not.</exception>
    public static NoiseModel On(string combinator, NoiseModel part, string why, string remedy, params ReadOnlySpan<Support> supports)
    {
        Univariate(combinator, part);
        return supports.Contains(part.Support) ? part : throw new InputException($"'{combinator}({part.Name})' makes no sense: {why}", remedy);
    }
}
