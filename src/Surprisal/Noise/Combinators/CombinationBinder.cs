namespace Surprisal.Noise;

/// <summary>Makes the combined noise model that a text describes, and gives it and its parts their values.</summary>
/// <param name="text">The text.</param>
/// <param name="combinator">The combinator that it names.</param>
/// <param name="complete">Whether every value is given, so that classes and responses are those of the values.</param>
internal sealed class CombinationBinder(NoiseText text, NoiseCombinator combinator, bool complete)
{
    private readonly List<NoiseSpec> _parts = [];
    private readonly List<NoiseArgument> _values = [];

    /// <summary>The noise model with all values that were given.</summary>
    /// <exception cref="NoiseTextException">A part, key or value cannot be used, or the combination makes no sense.</exception>
    public NoiseSpec Bind()
    {
        foreach (NoiseArgument argument in text.Arguments)
        {
            if (argument.Noise is { } part) _parts.Add(NoiseSpec.Bind(part, complete));
            else _values.Add(argument);
        }

        if (_parts.Count == 0) throw BindingError.At(text, text.Position, $"'{combinator.Name}' is made of noise models, and none is given", $"write {combinator.Form}, as in {combinator.Name}(poisson)");
        Dictionary<string, double> keys = new(StringComparer.Ordinal);
        List<NoiseArgument> own = [];
        for (int i = 0; i < _values.Count; i++)
        {
            NoiseArgument value = _values[i];
            string? key = value.Key ?? (i < combinator.Keys.Count ? combinator.Keys[i] : null);
            if (key is null || !combinator.Keys.Contains(key, StringComparer.Ordinal)) own.Add(value);
            else if (!keys.TryAdd(key, BindingError.Number(text, value, key))) throw BindingError.At(text, value.Position, $"{key} is given twice");
        }

        CombinedNoise model = Build(keys);
        Dictionary<string, double> held = HeldOfParts(model);
        AddOwn(model, own, held);
        double[] trials = [.. _parts.Where(static p => p.Trials is not null).Select(static p => p.Trials!.Value).Distinct()];
        if (trials.Length > 1) throw BindingError.At(text, text.Position, $"trials are {NoiseNumber.Format(trials[0])} and {NoiseNumber.Format(trials[1])}: a row has one number of trials");
        return new NoiseSpec(model, held.AsReadOnly(), trials.Length == 0 ? null : trials[0]);
    }

    private CombinedNoise Build(Dictionary<string, double> keys)
    {
        try
        {
            return combinator.Build([.. _parts.Select(static p => p.Model)], keys);
        }
        catch (InputException refused) when (refused is not NoiseTextException)
        {
            throw BindingError.At(text, text.Position, refused.Message, refused.Remedy);
        }
    }

    /// <summary>What the parts were given, under the names that the whole has for it; a part that is repeated repeats its values.</summary>
    private Dictionary<string, double> HeldOfParts(CombinedNoise model)
    {
        Dictionary<string, double> held = new(StringComparer.Ordinal);
        for (int p = 0; p < model.Parts.Count; p++)
        {
            NoiseSpec part = _parts[Math.Min(p, _parts.Count - 1)];
            int first = model.PartRanges[p].Start.Value;
            for (int k = 0; k < part.Model.Parameters.Count; k++)
            {
                if (part.Held.TryGetValue(part.Model.Parameters[k].Name, out double value)) held.Add(model.Parameters[first + k].Name, value);
            }
        }

        return held;
    }

    private void AddOwn(CombinedNoise model, List<NoiseArgument> values, Dictionary<string, double> held)
    {
        NoiseParameter[] own = [.. Enumerable.Range(0, model.OwnCount).Select(k => model.Parameters[model.OwnIndex(k)])];
        string[] names = [.. combinator.Keys, .. own.Select(static p => p.Name)];
        int next = 0;
        foreach (NoiseArgument value in values)
        {
            string key = value.Key is { } given
                ? BindingError.Known(text, value, given, $"'{combinator.Name}'", combinator.Name, names)
                : next < own.Length
                    ? own[next].Name
                    : throw BindingError.At(text, value.Position, $"'{combinator.Name}' has no place for the value {Words.Shorten(value.Value!)}", names.Length == 0 ? $"write {combinator.Form}" : BindingError.Keys(combinator.Name, names));
            next++;
            NoiseParameter parameter = own.First(p => string.Equals(p.Name, key, StringComparison.Ordinal));
            if (!held.TryAdd(key, BindingError.Inside(text, value, parameter, BindingError.Number(text, value, key)))) throw BindingError.At(text, value.Position, $"{key} is given twice");
        }
    }
}
