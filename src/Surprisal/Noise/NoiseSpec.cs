using Surprisal.Links;
namespace Surprisal.Noise;

/// <summary>A noise model with the values that the user holds fixed. Immutable.</summary>
/// <param name="Model">The noise model, its hyper-values set.</param>
/// <param name="Held">Natural-scale values of parameters that are not estimated, by name, each strictly inside its domain.</param>
/// <param name="Trials">The number of trials where it was given (<c>binomial(mu=0.3, trials=10)</c>); null elsewhere.</param>
public sealed record NoiseSpec(NoiseModel Model, IReadOnlyDictionary<string, double> Held, double? Trials = null)
{
    private const string TrialsKey = "trials";

    /// <summary>Whether every parameter has a value, and trials where there are any: whether it is one distribution.</summary>
    public bool IsComplete => Held.Count == Model.Parameters.Count && (Trials is not null || Model.Support != Support.CountsUpToTrials);

    /// <summary>A noise model of which all parameters are estimated.</summary>
    /// <param name="model">The noise model; it need not be a registered one.</param>
    public static NoiseSpec Of(NoiseModel model) => new(model, new Dictionary<string, double>(StringComparer.Ordinal));

    /// <summary>Reads one noise model with its values.</summary>
    /// <param name="text">The text, in the grammar of <see cref="NoiseText"/>.</param>
    /// <exception cref="InputException">The text, a name or a value cannot be used.</exception>
    public static NoiseSpec Parse(string text) => Bind(NoiseText.Parse(text));

    /// <summary>Reads noise models separated by commas outside parentheses.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="InputException">The text, a name or a value cannot be used.</exception>
    public static IReadOnlyList<NoiseSpec> ParseList(string text) => [.. NoiseText.ParseList(text).Select(Bind)];

    /// <summary>Finds the noise model that a text names, and gives it its values.</summary>
    /// <param name="text">The text. Values without a key are those of the parameters in their order.</param>
    /// <exception cref="NoiseTextException">There is no such noise model or key, or a value is no number or outside its domain.</exception>
    public static NoiseSpec Bind(NoiseText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        NoiseModel model = FindModel(text);
        Dictionary<string, double> held = new(StringComparer.Ordinal);
        HashSet<string> given = new(StringComparer.Ordinal);
        double? trials = null;
        for (int i = 0; i < text.Arguments.Count; i++)
        {
            NoiseArgument argument = text.Arguments[i];
            string key = KeyOf(text, model, argument, i);
            if (!given.Add(key)) throw Error(text, argument.Position, $"{key} is given twice");
            double value = Number(text, argument, key);
            if (model.IndexOf(key) is >= 0 and int index) held.Add(key, Inside(text, argument, model.Parameters[index], value));
            else if (model.HyperValues.ContainsKey(key)) model = WithHyperValue(text, argument, model, key, value);
            else if (Support.Counts.Contains(value)) trials = value;
            else throw Error(text, argument.ValuePosition, $"trials must be {Support.Counts.Describe()}");
        }

        return new NoiseSpec(model, held.AsReadOnly(), trials);
    }

    /// <summary>The distribution, where every parameter has a value.</summary>
    /// <exception cref="InputException">A value is missing; the message names it. Or the noise model is not one of a single
    /// number.</exception>
    public Distribution ToDistribution()
    {
        if (Model is not ScalarNoise scalar)
            throw new InputException($"noise model '{Model.Name}' is not a distribution over single numbers");
        double[] values = new double[Model.Parameters.Count];
        for (int k = 0; k < values.Length; k++)
        {
            string name = Model.Parameters[k].Name;
            if (!Held.TryGetValue(name, out values[k])) throw Missing(name);
        }

        if (Trials is null && Model.Support == Support.CountsUpToTrials) throw Missing(TrialsKey);
        return scalar.At(values, Trials ?? 1.0);
    }

    /// <summary>The text that reads back as this, in its canonical form.</summary>
    public override string ToString()
    {
        IEnumerable<(string Key, double Value)> parameters = Model.Parameters
            .Where(p => Held.ContainsKey(p.Name)).Select(p => (p.Name, Held[p.Name]));
        IEnumerable<(string Key, double Value)> hyper = Model.HyperValues.Select(h => (h.Key, h.Value));
        IEnumerable<(string Key, double Value)> trials = Trials is { } n ? [(TrialsKey, n)] : [];
        string[] all = [.. parameters.Concat(hyper).Concat(trials).Select(a => $"{a.Key}={NoiseNumber.Format(a.Value)}")];
        return all.Length == 0 ? Model.Name : $"{Model.Name}({Words.List(all)})";
    }

    private static NoiseModel FindModel(NoiseText text)
    {
        try
        {
            return NoiseModels.Get(text.Name);
        }
        catch (InputException unknown)
        {
            throw new NoiseTextException(unknown.Message, text.Source, text.Position, unknown.Remedy);
        }
    }

    private static string KeyOf(NoiseText text, NoiseModel model, NoiseArgument argument, int index)
    {
        if (argument.Noise is { } inner)
            throw Error(
                text, argument.Position, $"noise model '{model.Name}' takes no noise model, but has '{Words.Shorten(inner.Name)}'", Keys(model));
        if (argument.Key is { } key)
        {
            string[] keys = [.. KeysOf(model)];
            if (keys.Contains(key, StringComparer.Ordinal)) return key;
            string? near = DidYouMean.Remedy(key, keys);
            throw Error(
                text, argument.Position, $"noise model '{model.Name}' has no '{Words.Shorten(key)}'", near is null ? Keys(model) : $"{near} {Keys(model)}");
        }

        if (index < model.Parameters.Count) return model.Parameters[index].Name;
        string problem = $"noise model '{model.Name}' has {model.Parameters.Count} parameters, so value {index + 1} needs its key";
        throw Error(text, argument.Position, problem, Keys(model));
    }

    private static double Number(NoiseText text, NoiseArgument argument, string key)
    {
        if (NoiseNumber.TryParse(argument.Value!, out double value)) return value;
        string problem = $"'{Words.Shorten(argument.Value!)}' is not a finite number, as {key} must be";
        throw Error(text, argument.ValuePosition, problem, "write it with a decimal point: 0.5, 1e-3");
    }

    private static double Inside(NoiseText text, NoiseArgument argument, NoiseParameter parameter, double value) =>
        parameter.Domain.Contains(value)
        ? value
        : throw Error(text, argument.ValuePosition, $"{parameter.Name} must be {parameter.Domain.Describe()}, not {NoiseNumber.Format(value)}");

    private static NoiseModel WithHyperValue(NoiseText text, NoiseArgument argument, NoiseModel model, string key, double value)
    {
        try
        {
            return model.WithHyperValue(key, value);
        }
        catch (InputException refused)
        {
            throw new NoiseTextException(refused.Message, text.Source, argument.ValuePosition, refused.Remedy);
        }
    }

    private static IEnumerable<string> KeysOf(NoiseModel model)
    {
        IEnumerable<string> keys = model.Parameters.Select(p => p.Name).Concat(model.HyperValues.Keys);
        return model.Support == Support.CountsUpToTrials ? keys.Append(TrialsKey) : keys;
    }

    private static string Keys(NoiseModel model) => $"the keys of '{model.Name}' are {Words.List(KeysOf(model))}";

    private static NoiseTextException Error(NoiseText text, int position, string problem, string? remedy = null) =>
        new($"noise '{Words.Shorten(text.Source)}': {problem}", text.Source, position, remedy);

    private InputException Missing(string name) => new($"noise '{this}': {name} has no value", $"write {Model.Name}({name}=..., ...)");
}
