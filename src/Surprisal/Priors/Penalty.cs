using System.Globalization;

namespace Surprisal.Priors;

/// <summary>
/// A penalty in the convention of machine learning: minimise (1/n) Σ surprisal + λ(α Σ|b| + (1 − α)/2 Σ b²), n the sum of the weights. Immutable.
/// </summary>
/// <remarks>The same as a prior whose strength depends on n: laplace(scale = 1/(nλ)), gaussian(sd = 1/√(nλ)), elastic-net(l1 = nλα, l2 = nλ(1 − α)).</remarks>
public sealed record Penalty
{
    private const string Kind = "penalty";
    private const string Form = "write ridge(0.1), lasso(0.1) or elastic-net(0.1, 0.5): lambda, and for an elastic net the share of the lasso in it";

    private Penalty(string name, double lambda, double mixing)
    {
        if (!(lambda >= 0) || !double.IsFinite(lambda)) throw new ArgumentOutOfRangeException(nameof(lambda), lambda, "lambda must not be negative");
        if (!(mixing >= 0) || !(mixing <= 1)) throw new ArgumentOutOfRangeException(nameof(mixing), mixing, "the share of the lasso is between 0 and 1");
        (Name, Lambda, Mixing) = (name, lambda, mixing);
    }

    /// <summary><c>ridge</c>, <c>lasso</c> or <c>elastic-net</c>.</summary>
    public string Name { get; }

    /// <summary>λ; not negative.</summary>
    public double Lambda { get; }

    /// <summary>α, the share of the lasso: 0 for ridge, 1 for the lasso.</summary>
    public double Mixing { get; }

    /// <summary>λ/2 Σ b².</summary>
    /// <param name="lambda">Not negative.</param>
    public static Penalty Ridge(double lambda) => new("ridge", lambda, 0);

    /// <summary>λ Σ|b|.</summary>
    /// <param name="lambda">Not negative.</param>
    public static Penalty Lasso(double lambda) => new("lasso", lambda, 1);

    /// <summary>λ(α Σ|b| + (1 − α)/2 Σ b²).</summary>
    /// <param name="lambda">Not negative.</param>
    /// <param name="mixing">α, between 0 and 1.</param>
    public static Penalty ElasticNet(double lambda, double mixing) => new("elastic-net", lambda, mixing);

    /// <summary>The prior that has the same minimum.</summary>
    /// <param name="observations">n, the sum of the weights; positive.</param>
    public ScalarPrior ToPrior(double observations)
    {
        double l1 = observations * Lambda * Mixing, l2 = observations * Lambda * (1 - Mixing);
        return (l1, l2) switch
        {
            (0, 0) => new FlatPrior(),
            (_, 0) => new LaplacePrior(1 / l1),
            (0, _) => new GaussianPrior(1 / Math.Sqrt(l2)),
            _ => new ElasticNetPrior(l1, l2),
        };
    }

    /// <summary>The penalty as text that reads back as itself.</summary>
    public override string ToString() => Text(string.Create(CultureInfo.InvariantCulture, $"{Lambda:R}"));

    /// <summary>The same at another strength.</summary>
    internal Penalty At(double lambda) => new(Name, lambda, Mixing);

    /// <summary>The penalty with a word for its strength.</summary>
    internal string Text(string lambda) => string.Create(
        CultureInfo.InvariantCulture, $"{Name}({lambda}{(Name is "elastic-net" ? string.Create(CultureInfo.InvariantCulture, $", {Mixing:R}") : string.Empty)})");

    /// <summary>How the strength of a penalty's text is chosen.</summary>
    /// <exception cref="InputException">Not like that for this penalty.</exception>
    internal static StrengthRule RuleOf(PriorText text)
    {
        string? word = text.Arguments.FirstOrDefault(static a => StrengthRules.IsWord(a.Value)).Value, within = text.Arguments.FirstOrDefault(static a => a.Key is "rule").Value;
        StrengthRule rule = word is null ? StrengthRule.Given : StrengthRules.Of(word, text.Name is "ridge" ? StrengthRule.Evidence : StrengthRule.CrossValidation);
        if (rule == StrengthRule.Evidence && text.Name is not "ridge")
            throw text.Error(Kind, $"Laplace's approximation to the evidence needs a smooth penalty, and {text.Name} has a kink", $"use {text.Name}(cv{(text.Name is "lasso" ? "" : ", 0.5")})");
        if (within is null) return rule;
        if (rule != StrengthRule.CrossValidation) throw text.Error(Kind, "a rule is one of cross-validation", "write lasso(cv, rule=1se)");
        return within switch
        {
            "1se" => StrengthRule.OneStandardError,
            "min" => rule,
            _ => throw text.Error(Kind, $"unknown rule '{Words.Shorten(within)}'", "use min, the least mean score, or 1se, the largest strength within a standard error of it"),
        };
    }

    /// <summary>Reads a penalty whose parameter and term are someone else's business.</summary>
    /// <exception cref="InputException">The penalty is unknown, or a value is not one that it takes.</exception>
    internal static Penalty Read(PriorText text)
    {
        string[] names = ["ridge", "lasso", "elastic-net"];
        if (text.Name is "firth") throw text.Error(Kind, "Firth's penalty is one of all coefficients together", "write --penalty firth and nothing else (ModelOptions.Jeffreys), or use ridge(0.1), lasso(0.1) or elastic-net(0.1, 0.5)");
        if (!names.Contains(text.Name, StringComparer.Ordinal)) throw text.Error(Kind, $"unknown penalty '{Words.Shorten(text.Name)}'", DidYouMean.Remedy(text.Name, names.Append("firth"), Form));
        string[] keys = text.Name is "elastic-net" ? ["lambda", "alpha"] : ["lambda"];
        double?[] values = new double?[keys.Length];
        for (int i = 0; i < text.Arguments.Count; i++)
        {
            (string? key, string value) = text.Arguments[i];
            if (key is "rule") continue;
            int at = key is null ? i : Array.IndexOf(keys, key);
            if (at < 0 || at >= keys.Length || values[at] is not null) throw text.Error(Kind, $"{text.Name} takes {Words.List(keys)}", Form);
            values[at] = at == 0 && StrengthRules.IsWord(value) ? 1 : PriorText.Number(value) ?? throw text.Error(Kind, $"{keys[at]} '{Words.Shorten(value)}' is not a number", Form);
        }

        if (Array.IndexOf(values, null) is >= 0 and int missing) throw text.Error(Kind, $"the value of {keys[missing]} is missing", Form);
        try
        {
            return text.Name switch { "ridge" => Ridge(values[0]!.Value), "lasso" => Lasso(values[0]!.Value), _ => ElasticNet(values[0]!.Value, values[1]!.Value) };
        }
        catch (ArgumentOutOfRangeException refused)
        {
            throw text.Error(Kind, refused.Message.Split(" (Parameter", 2)[0], Form);
        }
    }
}
