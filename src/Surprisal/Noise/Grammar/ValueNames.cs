namespace Surprisal.Noise;

/// <summary>Classes and responses that are known only from the values that a text gives: <c>categorical(0.5, -1)</c> is one of three classes.</summary>
/// <remarks>Names are those within the keys (<c>mu[blue]=0.5</c>), and where there are none the numbers from 1.</remarks>
internal static class ValueNames
{
    /// <summary>The numbers from 1 as texts.</summary>
    public static IReadOnlyList<string> Numbers(int count) => [.. Enumerable.Range(1, count).Select(static k => NoiseNumber.Format(k))];

    /// <summary>The classes of values <c>mu[class]</c> for every class but the first; the first too where classes have names of their own.</summary>
    /// <param name="keys">The key of each value; null for one without.</param>
    /// <param name="noise">The noise model's name, for the message.</param>
    /// <exception cref="InputException">Only some of the values have names.</exception>
    public static IReadOnlyList<string> OfContrasts(IReadOnlyList<string?> keys, string noise)
    {
        IReadOnlyList<string> names = Within(keys, "mu"), numbers = Numbers(Math.Max(keys.Count + 1, 2));
        if (names.All(n => numbers.Contains(n, StringComparer.Ordinal))) return numbers;
        if (names.Count == keys.Count && names.Count > 1) return names;
        throw new InputException(
            $"noise model '{noise}' has classes with names, of which not all are given",
            $"name the first class too, with the value 0 that it has: {noise}(mu[a]=0, mu[b]=0.5), or number them: {noise}(mu[2]=0.5)");
    }

    /// <summary>The key of the first class, where classes have names of their own; null else.</summary>
    public static string? Reference(IReadOnlyList<string> classes) =>
        classes.Count == 0 || classes.SequenceEqual(Numbers(classes.Count), StringComparer.Ordinal) ? null : $"mu[{classes[0]}]";

    /// <summary>The parts or responses of values <c>parameter[part]</c>, one for each; at least two.</summary>
    public static IReadOnlyList<string> OfEach(IReadOnlyList<string?> keys, string parameter)
    {
        IReadOnlyList<string> names = Within(keys, parameter);
        return names.Count > 1 && names.Count == keys.Count ? names : Numbers(Math.Max(keys.Count, 2));
    }

    /// <summary>The responses of a vector with centre, scale and Cholesky factor.</summary>
    /// <param name="keys">The key of each value; null for one without.</param>
    /// <param name="noise">The noise model's name, for the message.</param>
    /// <param name="shapes">Parameters that do not depend on how many responses there are.</param>
    /// <exception cref="InputException">No number of responses has as many values.</exception>
    public static IReadOnlyList<string> OfVector(IReadOnlyList<string?> keys, string noise, IReadOnlyList<string> shapes)
    {
        if (Within(keys, "mu") is { Count: > 0 } names) return names;
        if (keys.Count == 0) return Numbers(2);
        int d = 1;
        while (Values(d) < keys.Count) d++;
        if (Values(d) == keys.Count) return Numbers(d);
        throw new InputException(
            $"noise model '{noise}' has {Values(1)}, {Values(2)}, {Values(3)}, ... values for 1, 2, 3, ... responses, not {keys.Count}",
            "give mu of every response, then scale of every response, then cholesky[2,1], cholesky[3,1], cholesky[3,2], ...");

        int Values(int responses) => (responses * (responses + 3) / 2) + shapes.Count;
    }

    /// <summary>What stands in the brackets of the keys of one parameter, in their order.</summary>
    private static IReadOnlyList<string> Within(IReadOnlyList<string?> keys, string parameter) =>
        [.. keys.Where(k => k is not null && k.StartsWith($"{parameter}[", StringComparison.Ordinal) && k[^1] == ']').Select(k => k![(parameter.Length + 1)..^1]).Distinct(StringComparer.Ordinal)];
}
