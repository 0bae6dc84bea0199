using Surprisal.Links;

namespace Surprisal.Noise;

/// <summary>A noise model with the values that the user holds fixed. Immutable.</summary>
/// <param name="Model">The noise model, its hyper-values set.</param>
/// <param name="Held">Natural-scale values of parameters that are not estimated, by name, each strictly inside its domain.</param>
/// <param name="Trials">The number of trials where it was given (<c>binomial(mu=0.3, trials=10)</c>); null elsewhere.</param>
public sealed record NoiseSpec(NoiseModel Model, IReadOnlyDictionary<string, double> Held, double? Trials = null)
{
    internal const string TrialsKey = "trials";

    /// <summary>Whether every parameter has a value, and trials where there are any: whether it is one distribution.</summary>
    public bool IsComplete => Held.Count == Model.Parameters.Count && (Trials is not null || !Model.DrawsTrials);

    /// <summary>A noise model of which all parameters are estimated.</summary>
    /// <param name="model">The noise model; it need not be a registered one.</param>
    public static NoiseSpec Of(NoiseModel model) => new(model, new Dictionary<string, double>(StringComparer.Ordinal));

    /// <summary>The same with a further parameter held at a value.</summary>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="value">Its natural value.</param>
    /// <exception cref="InputException">There is no such parameter, or the value is outside its domain.</exception>
    public NoiseSpec Holding(string parameter, double value)
    {
        int k = Model.IndexOf(parameter);
        if (k < 0) throw new InputException($"noise model '{Model.Name}' has no parameter '{parameter}'", $"the parameters are {Words.List(Model.Parameters.Select(static p => p.Name))}");
        if (!Model.Parameters[k].Domain.Contains(value))
            throw new InputException($"noise model '{Model.Name}': {parameter} must be {Model.Parameters[k].Domain.Describe()}, not {NoiseNumber.Format(value)}");
        return this with { Held = new Dictionary<string, double>(Held, StringComparer.Ordinal) { [parameter] = value }.AsReadOnly() };
    }

    /// <summary>Reads one noise model with its values.</summary>
    /// <param name="text">The text, in the grammar of <see cref="NoiseText"/>.</param>
    /// <exception cref="InputException">The text, a name or a value cannot be used.</exception>
    public static NoiseSpec Parse(string text) => Bind(NoiseText.Parse(text));

    /// <summary>
    /// Reads one noise model of which every value is given. Classes and responses, which elsewhere come from the data, are those that values are given for:
    /// numbered from 1 (<c>categorical(0.5, -1)</c>), or named by the keys (<c>dirichlet(concentration[sand]=2, concentration[silt]=3)</c>).
    /// </summary>
    /// <param name="text">The text, in the grammar of <see cref="NoiseText"/>.</param>
    /// <exception cref="InputException">The text, a name or a value cannot be used, or a value is missing.</exception>
    public static NoiseSpec ParseComplete(string text)
    {
        NoiseSpec spec = Bind(NoiseText.Parse(text), complete: true);
        spec.CompleteValues();
        return spec;
    }

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
        return Bind(text, complete: false);
    }

    /// <summary>The same, where classes and responses are perhaps those that values are given for.</summary>
    internal static NoiseSpec Bind(NoiseText text, bool complete) =>
        NoiseCombinators.Find(text.Name) is { } combinator ? new CombinationBinder(text, combinator, complete).Bind() : new NoiseBinder(text, complete).Bind();

    /// <summary>The distribution, where every parameter has a value.</summary>
    /// <exception cref="InputException">A value is missing; the message names it. Or the noise model is not one of a single
    /// number.</exception>
    public Distribution ToDistribution()
    {
        if (!Model.IsUnivariate) throw new InputException($"noise model '{Model.Name}' is not a distribution over single numbers");
        return Model.At(CompleteValues(), Trials ?? 1.0);
    }

    /// <summary>The distribution of a row, whatever its response is, where every parameter has a value.</summary>
    /// <exception cref="InputException">A value is missing; the message names it. Or values do not go together, such as thresholds out of order.</exception>
    public RowDistribution ToRowDistribution() => Model.RowAt(CompleteValues(), Trials ?? 1.0);

    /// <summary>The same with another link where the link belongs to the noise model, as the cumulative probit of <c>ordinal</c> does.</summary>
    /// <param name="parameter">The parameter: <c>mu</c>.</param>
    /// <param name="link">The link's name: <c>probit</c>.</param>
    /// <exception cref="InputException">There is no such parameter, or its link is its predictor's, or does not suit it.</exception>
    public NoiseSpec WithOwnLink(string parameter, string link)
    {
        if (Model.IndexOf(parameter) < 0) throw new InputException($"noise model '{Model.Name}' has no parameter '{parameter}'", $"the parameters are {Words.List(Model.Parameters.Select(static p => p.Name))}");
        return Model.WithOwnLink(parameter, link) is { } linked
            ? this with { Model = linked }
            : throw new InputException($"the link of '{parameter}' of '{Model.Name}' belongs to its predictor: it does not change the distribution at given values", "leave out the link");
    }

    /// <summary>The text that reads back as this, in its canonical form.</summary>
    public override string ToString() => Model.ToText(Held, Trials);

    /// <summary>One number a parameter.</summary>
    /// <exception cref="InputException">One is missing, or the number of trials.</exception>
    private double[] CompleteValues()
    {
        double[] values = new double[Model.Parameters.Count];
        for (int k = 0; k < values.Length; k++)
        {
            string name = Model.Parameters[k].Name;
            if (!Held.TryGetValue(name, out values[k])) throw Missing(name);
        }

        return Trials is null && Model.DrawsTrials ? throw Missing(TrialsKey) : values;
    }

    private InputException Missing(string name)
    {
        string example = Model is CombinedNoise combined ? combined.Combinator : Model.Name;
        return new($"noise '{this}': {name} has no value", $"give every parameter one: {example}(..., {name}=...)");
    }
}
