namespace Surprisal.Noise;

/// <summary>Finds the noise model that a text names, and gives it its values.</summary>
/// <param name="text">The text.</param>
/// <param name="complete">Whether every value is given, so that classes and responses are those of the values.</param>
internal sealed class NoiseBinder(NoiseText text, bool complete)
{
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);

    /// <summary>The noise model with its values; those without a key are those of the parameters in their order.</summary>
    /// <exception cref="NoiseTextException">There is no such noise model or key, or a value is no number or outside its domain.</exception>
    public NoiseSpec Bind()
    {
        NoiseModel model = FindModel();
        Dictionary<string, double> held = new(StringComparer.Ordinal);
        double? trials = null;
        for (int i = 0; i < text.Arguments.Count; i++)
        {
            NoiseArgument argument = text.Arguments[i];
            string key = KeyOf(model, argument, i);
            if (!_given.Add(key)) throw BindingError.At(text, argument.Position, $"{key} is given twice");
            if (model.Choices.ContainsKey(key))
            {
                model = Refused(argument, () => model.WithChoice(key, argument.Value ?? string.Empty));
                continue;
            }

            double value = BindingError.Number(text, argument, key);
            if (complete && string.Equals(key, model.ReferenceKey, StringComparison.Ordinal))
            {
                if (value != 0.0) throw BindingError.At(text, argument.ValuePosition, $"{key} must be 0: log odds are against the first class");
                continue;
            }

            if (model.IndexOf(key) is >= 0 and int index) held.Add(key, BindingError.Inside(text, argument, model.Parameters[index], value));
            else if (model.HyperValues.ContainsKey(key)) model = Refused(argument, () => model.WithHyperValue(key, value));
            else if (Support.Counts.Contains(value)) trials = value;
            else throw BindingError.At(text, argument.ValuePosition, $"trials must be {Support.Counts.Describe()}");
        }

        return new NoiseSpec(model, held.AsReadOnly(), trials);
    }

    private NoiseModel FindModel()
    {
        try
        {
            NoiseModel model = NoiseModels.Get(text.Name);
            return complete && (model.NeedsLevels || model.ResponseCount == 0) ? model.ForValues([.. text.Arguments.Select(static a => a.Key)]) : model;
        }
        catch (InputException unknown)
        {
            throw new NoiseTextException(unknown.Message, text.Source, text.Position, unknown.Remedy);
        }
    }

    private string KeyOf(NoiseModel model, NoiseArgument argument, int index)
    {
        if (argument.Noise is { } inner)
        {
            throw BindingError.At(
                text, argument.Position, $"noise model '{model.Name}' takes no noise model, but has '{Words.Shorten(inner.Name)}'", BindingError.Keys(model.Name, KeysOf(model)));
        }

        if (argument.Key is { } key) return BindingError.Known(text, argument, key, $"noise model '{model.Name}'", model.Name, [.. KeysOf(model)]);
        if (index < model.Parameters.Count) return model.Parameters[index].Name;
        string problem = $"noise model '{model.Name}' has {model.Parameters.Count} parameters, so value {index + 1} needs its key";
        throw BindingError.At(text, argument.Position, problem, BindingError.Keys(model.Name, KeysOf(model)));
    }

    private NoiseModel Refused(NoiseArgument argument, Func<NoiseModel> change)
    {
        try
        {
            return change();
        }
        catch (InputException refused)
        {
            throw new NoiseTextException(refused.Message, text.Source, argument.ValuePosition, refused.Remedy);
        }
    }

    private IEnumerable<string> KeysOf(NoiseModel model)
    {
        IEnumerable<string> keys = model.Parameters.Select(p => p.Name).Concat(model.HyperValues.Keys).Concat(model.Choices.Keys);
        if (model.ReferenceKey is { } reference && complete) keys = keys.Prepend(reference);
        return model.TakesTrials || (complete && model.DrawsTrials) ? keys.Append(NoiseSpec.TrialsKey) : keys;
    }
}
