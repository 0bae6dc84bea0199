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
            if (value is "auto" or "cv" or "evidence") throw text.Error(Kind, $"choosing {name} by '{value}' is not available here yet", "give it a number");
            double number = PriorText.Number(value) ?? throw text.Error(Kind, $"{name} '{Words.Shorten(value)}' is not a number", Remedy());
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
