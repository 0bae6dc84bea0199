namespace Surprisal.Noise;

/// <summary>The combinators that exist. Adding one is its file and an entry here.</summary>
public static class NoiseCombinators
{
    private const int MostComponents = 100;

    /// <summary>All combinators, in the order of lists.</summary>
    public static IReadOnlyList<NoiseCombinator> All { get; } =
    [
        new("mixture", "mixture(a, b, ...) or mixture(a, k=3)", "rows of several kinds, each row's kind unknown", "mixture(gaussian, k=2)", ["k"], static (parts, values) => new MixtureNoise(Components(parts, values))),
        new("zero-inflated", "zero-inflated(a)", "counts, some of which can only be zero", "zero-inflated(negative-binomial)", [], static (parts, _) => new ZeroInflatedNoise(Single("zero-inflated", parts))),
        new("hurdle", "hurdle(a)", "counts or amounts whose zeros are decided apart", "hurdle(gamma)", [], static (parts, _) => new HurdleNoise(Single("hurdle", parts))),
        new(
            "truncated",
            "truncated(a, lower=, upper=)",
            "responses that are seen only between bounds",
            "truncated(gaussian, lower=0)",
            ["lower", "upper"],
            static (parts, values) => new TruncatedNoise(Single("truncated", parts), values.GetValueOrDefault("lower", double.NegativeInfinity), values.GetValueOrDefault("upper", double.PositiveInfinity))),
        new("censored", "censored(a)", "responses known only to lie above, below or between numbers", "censored(weibull)", [], static (parts, _) => new CensoredNoise(Single("censored", parts))),
        new("zero-one-inflated", "zero-one-inflated(a)", "shares of which some are exactly 0 or 1", "zero-one-inflated(beta)", [], static (parts, _) => new ZeroOneInflatedNoise(Single("zero-one-inflated", parts))),
        new("contaminated", "contaminated(a)", "measurements of which a share has a larger spread", "contaminated(gaussian)", [], static (parts, _) => new ContaminatedNoise(Single("contaminated", parts))),
        new("discretised", "discretised(a)", "whole numbers rounded from a continuous response", "discretised(gaussian)", [], static (parts, _) => new DiscretisedNoise(Single("discretised", parts))),
        new("log", "log(a)", "positive responses whose logarithm has the noise model", "log(student-t)", [], static (parts, _) => TransformedNoise.Log(Single("log", parts))),
        new("logit", "logit(a)", "shares whose logit has the noise model", "logit(gaussian)", [], static (parts, _) => TransformedNoise.Logit(Single("logit", parts))),
        new("joint", "joint(a, b, ...)", "several responses of different kinds at once", "joint(gaussian, poisson)", [], static (parts, _) => new JointNoise(parts)),
    ];

    /// <summary>The combinator of a name; null where there is none.</summary>
    /// <param name="name">The name, lower case with hyphens.</param>
    public static NoiseCombinator? Find(string name) => All.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.Ordinal));

    private static NoiseModel Single(string combinator, IReadOnlyList<NoiseModel> parts) =>
        parts.Count == 1 ? parts[0] : throw new InputException($"'{combinator}' takes one noise model, not {NoiseNumber.Format(parts.Count)}", $"write {combinator}(a)");

    private static IReadOnlyList<NoiseModel> Components(IReadOnlyList<NoiseModel> parts, IReadOnlyDictionary<string, double> values)
    {
        if (!values.TryGetValue("k", out double k)) return parts;
        if (parts.Count != 1) throw new InputException("k repeats a single component, and there are several", "leave out k, or all components but one");
        if (Math.Floor(k) != k || k < 2 || k > MostComponents) throw new InputException($"k must be a whole number from 2 to {NoiseNumber.Format(MostComponents)}, not {NoiseNumber.Format(k)}", "write k=2 for two components");
        return [.. Enumerable.Repeat(parts[0], (int)k)];
    }
}
