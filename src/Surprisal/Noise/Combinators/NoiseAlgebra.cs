using System.Collections.ObjectModel;

namespace Surprisal.Noise;

/// <summary>The combinators in code: <c>Noise.NegativeBinomial.ZeroInflated()</c>.</summary>
/// <remarks>Each refuses with an <see cref="InputException"/> what makes no sense, and says why.</remarks>
public static class NoiseAlgebra
{
    /// <summary>Counts, some of which can only be zero.</summary>
    /// <param name="part">A noise model of counts.</param>
    /// <exception cref="InputException">It gives zero no probability of its own.</exception>
    public static ZeroInflatedNoise ZeroInflated(this NoiseModel part) => new(part);

    /// <summary>Counts or amounts whose zeros are decided apart.</summary>
    /// <param name="part">A noise model of counts or of positive amounts.</param>
    /// <exception cref="InputException">It is one of something else, or has zeros of its own.</exception>
    public static HurdleNoise Hurdle(this NoiseModel part) => new(part);

    /// <summary>Shares of which some are exactly 0 or 1.</summary>
    /// <param name="part">A noise model of shares strictly between.</param>
    /// <exception cref="InputException">It is one of something else.</exception>
    public static ZeroOneInflatedNoise ZeroOneInflated(this NoiseModel part) => new(part);

    /// <summary>Responses that are seen only between bounds.</summary>
    /// <param name="part">The noise model before truncation.</param>
    /// <param name="lower">The lower bound, included; −∞ for none.</param>
    /// <param name="upper">The upper bound, included; ∞ for none.</param>
    /// <exception cref="InputException">It is not one of single numbers, or nothing lies between the bounds.</exception>
    public static TruncatedNoise Truncated(this NoiseModel part, double lower = double.NegativeInfinity, double upper = double.PositiveInfinity) => new(part, lower, upper);

    /// <summary>Responses of which some are known only to lie above, below or between numbers; <c>y | cens(c)</c> says which.</summary>
    /// <param name="part">The noise model of the responses themselves.</param>
    /// <exception cref="InputException">It is not one of single numbers, or is censored already.</exception>
    public static CensoredNoise Censored(this NoiseModel part) => new(part);

    /// <summary>Whole numbers rounded from a continuous response.</summary>
    /// <param name="part">The noise model before rounding.</param>
    /// <exception cref="InputException">Its responses are no continuum that rounding leaves whole numbers of.</exception>
    public static DiscretisedNoise Discretised(this NoiseModel part) => new(part);

    /// <summary>Measurements of which a share has a larger spread.</summary>
    /// <param name="part">A noise model with one scale.</param>
    /// <exception cref="InputException">It has none, or several.</exception>
    public static ContaminatedNoise Contaminated(this NoiseModel part) => new(part);

    /// <summary>Positive responses whose logarithm has the noise model.</summary>
    /// <param name="part">The noise model of the logarithm: one of real numbers.</param>
    /// <exception cref="InputException">It is not.</exception>
    public static TransformedNoise OfLogarithm(this NoiseModel part) => TransformedNoise.Log(part);

    /// <summary>Shares whose logit has the noise model.</summary>
    /// <param name="part">The noise model of the logit: one of real numbers.</param>
    /// <exception cref="InputException">It is not.</exception>
    public static TransformedNoise OfLogit(this NoiseModel part) => TransformedNoise.Logit(part);

    /// <summary>Rows of several kinds, all of the same noise model with parameters of their own.</summary>
    /// <param name="part">The noise model of every component.</param>
    /// <param name="components">How many, at least two.</param>
    /// <exception cref="InputException">There are fewer.</exception>
    public static MixtureNoise Mixture(this NoiseModel part, int components) => new([.. Enumerable.Repeat(part, Math.Max(components, 0))]);

    /// <summary>Rows of several kinds, each of its own noise model.</summary>
    /// <param name="part">The first component.</param>
    /// <param name="others">The others.</param>
    /// <exception cref="InputException">There are none, or their supports differ.</exception>
    public static MixtureNoise MixedWith(this NoiseModel part, params IReadOnlyList<NoiseModel> others) => new([part, .. others]);

    /// <summary>Several responses at once, each of its own noise model, in the order of <c>cbind(a, b)</c>.</summary>
    /// <param name="part">The noise model of the first response.</param>
    /// <param name="others">Those of the others.</param>
    /// <exception cref="InputException">There are none.</exception>
    public static JointNoise JointWith(this NoiseModel part, params IReadOnlyList<NoiseModel> others) => new([part, .. others]);

    /// <summary>The noise model with a parameter held at a value.</summary>
    /// <param name="noise">The noise model.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="value">Its natural value.</param>
    /// <exception cref="InputException">There is no such parameter, or the value is outside its domain.</exception>
    public static NoiseSpec Holding(this NoiseModel noise, string parameter, double value) =>
        new NoiseSpec(noise, ReadOnlyDictionary<string, double>.Empty).Holding(parameter, value);
}
