namespace Surprisal.Priors;

/// <summary>How a prior is written: its name, the names of its values, and what they make. Immutable.</summary>
/// <param name="Name">The name.</param>
/// <param name="Keys">Names of the values that it needs, in order.</param>
/// <param name="Make">The prior of these values.</param>
internal sealed record PriorForm(string Name, IReadOnlyList<string> Keys, Func<double[], Prior> Make)
{
    private const string Kind = "prior";
    private static readonly string[] Common = ["mean", "lower", "upper"];

    /// <summary>Values that may be left out, with what they are then; they follow the others.</summary>
    public IReadOnlyList<(string Key, double Value)> Optional { get; init; } = [];

    /// <summary>The prior of all values; null where there are no optional ones.</summary>
    public Func<double[], Prior>? ReadAll { get; init; }

    /// <summary>Reads the values of a text.</summary>
    /// <exception cref="InputException">One is missing, unknown or not one that the prior takes.</exception>
    public Prior Read(PriorText text)
    {
        Dictionary<string, double> given = new(StringComparer.Ordinal);
        string[] own = [.. Keys, .. Optional.Select(static o => o.Key)];
        string[] common = [.. Common.Except(own, StringComparer.Ordinal)];
        for (int i = 0; i < text.Arguments.Count; i++)
        {
            (string? key, string value) = text.Arguments[i];
            string name = key ?? (i < own.Length ? own[i] : throw text.Error(Kind, $"value {i + 1} has no name", Remedy()));
            if (!own.Concat(common).Contains(name, StringComparer.Ordinal))
                throw text.Error(Kind, $"prior '{Name}' has no value '{Words.Shorten(name)}'", DidYouMean.Remedy(name, own.Concat(common), Remedy()));
            bool isChosen = StrengthRules.IsWord(value);
            if (isChosen && (name is not ("sd" or "scale") || Name is "generalised-double-pareto"))
                throw text.Error(Kind, $"{name} of {Name} cannot be chosen by '{value}'", Name is "elastic-net" ? "use --penalty elastic-net(cv, 0.5), which has one strength" : "give it a number; what can be chosen is an sd or a scale, as in gaussian(sd=auto)");
            double number = isChosen ? 1 : PriorText.Number(value) ?? throw text.Error(Kind, $"{name} '{Words.Shorten(value)}' is not a number", Remedy());
            if (!given.TryAdd(name, number)) throw text.Error(Kind, $"{name} is given twice", Remedy());
        }

        if (Keys.FirstOrDefault(k => !given.ContainsKey(k)) is { } missing) throw text.Error(Kind, $"the value of {missing} is missing", Remedy());
        double[] values = [.. Keys.Select(k => given[k]), .. Optional.Select(o => given.TryGetValue(o.Key, out double value) ? value : o.Value)];
        try
        {
            return WithCommon((ReadAll ?? Make)(values), given, text, common);
        }
        catch (ArgumentOutOfRangeException refused)
        {
            throw text.Error(Kind, FirstLine(refused.Message), Remedy());
        }
    }

    /// <summary>How the scale of a prior's text is chosen.</summary>
    /// <exception cref="InputException">Not like that for this prior.</exception>
    public static StrengthRule RuleOf(PriorText text, Prior prior)
    {
        if (text.Arguments.FirstOrDefault(static a => StrengthRules.IsWord(a.Value)).Value is not { } word) return StrengthRule.Given;
        StrengthRule rule = StrengthRules.Of(word, prior is LaplacePrior ? StrengthRule.CrossValidation : StrengthRule.Evidence);
        bool isRough = prior is ScalarPrior { IsSmooth: false } or BlockPrior { HasKink: true };
        if (rule == StrengthRule.Evidence && isRough)
        {
            throw text.Error(
                Kind, $"Laplace's approximation to the evidence needs a smooth prior, and {prior.Name} {(prior is ScalarPrior { IsBounded: true } ? "has bounds" : "has a kink")}", prior is LaplacePrior { IsBounded: false } ? "use laplace(auto): its scale is chosen by cross-validation" : "give it a number");
        }

        if (rule != StrengthRule.Evidence && prior is not (LaplacePrior { Mean: 0, IsBounded: false } or GaussianPrior { Mean: 0, IsBounded: false }))
            throw text.Error(Kind, $"'{word}' needs a path of strengths, which {prior} has not", "there is one for gaussian and laplace priors about 0 without bounds; for other smooth priors use auto, the evidence");
        return rule;
    }

    private static Prior WithCommon(Prior prior, Dictionary<string, double> given, PriorText text, string[] common)
    {
        if (!common.Any(given.ContainsKey)) return prior;
        if (prior is not ScalarPrior scalar) throw text.Error(Kind, $"prior '{prior.Name}' has no mean and no bounds", "leave them out");
        if (prior is EvenPrior && given.ContainsKey("mean")) throw text.Error(Kind, $"prior '{prior.Name}' is the same everywhere, so it has no mean", "leave it out");
        return scalar.With(Of("mean"), Of("lower"), Of("upper"));

        double? Of(string key) => common.Contains(key, StringComparer.Ordinal) && given.TryGetValue(key, out double value) ? value : null;
    }

    private static string FirstLine(string message)
    {
        int end = message.IndexOf(" (Parameter", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private string Remedy() => Keys.Count == 0 ? $"write {Name}" : $"write {Name}({string.Join(", ", Keys.Select(static k => $"{k}=.."))}), the values positive";
}
