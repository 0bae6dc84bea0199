namespace Surprisal.Noise;

/// <summary>What combinators ask of their parts, and how they refuse them.</summary>
internal static class CombinatorCheck
{
    /// <summary>The part, if its response is a single number.</summary>
    /// <exception cref="InputException">It is not.</exception>
    public static NoiseModel Univariate(string combinator, NoiseModel part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return part.IsUnivariate
            ? part
            : throw new InputException($"'{combinator}' needs a noise model of single numbers, and '{part.Name}' is not one", "give it one of the noise models that `surprisal noise` lists for numbers");
    }

    /// <summary>The part, if its response is a single number and its support is one of those given.</summary>
    /// <exception cref="InputException">It is not.</exception>
    public static NoiseModel On(string combinator, NoiseModel part, string why, params ReadOnlySpan<Support> supports)
    {
        Univariate(combinator, part);
        return supports.Contains(part.Support) ? part : throw new InputException($"'{combinator}({part.Name})' makes no sense: {why}");
    }
}
