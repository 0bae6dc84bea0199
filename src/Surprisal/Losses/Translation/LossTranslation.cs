using Surprisal.Noise;

namespace Surprisal.Losses;

/// <summary>Translates between losses and noise models: which noise a loss assumes, which loss a noise model is, and which losses are no likelihood and why.</summary>
/// <remarks>
/// Numbers are computed from the formulas, not looked up: normalisers, efficiencies and sensitivities by adaptive quadrature, bounds and powers by following
/// the loss outwards, factors by comparing gradients.
/// </remarks>
public static class LossTranslation
{
    /// <summary>The usual names of all losses that are known by one.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. LossCatalogue.All.Select(static entry => entry.Name)];

    /// <summary>Explains a loss by its name, a noise model in its grammar, or a formula in the residual r.</summary>
    /// <param name="text"><c>mse</c>, <c>huber(k=1.35)</c>, <c>student-t(nu=4)</c>, <c>abs(r)^1.5</c>.</param>
    /// <exception cref="InputException">It is none of these; the remedy proposes the nearest name, or names the place in a formula.</exception>
    public static Explanation Explain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string name = LossText.NameOf(text);
        if (name.Length == 0 && text.Trim().Length == 0) throw new InputException("no loss is named", "give a loss (mse), a noise model (student-t(nu=4)) or a formula in the residual r (abs(r)^1.5)");
        if (LossText.HasResidual(text)) return ResidualExplainer.OfFormula(text) with { Input = text };
        bool isNoise = NoiseModels.Find(name) is not null || NoiseCombinators.Find(name) is not null;
        if (LossCatalogue.Find(name) is { } entry && (!isNoise || LossText.HasKeysOf(text, entry))) return Explain(text, entry);
        if (isNoise) return ExplainNoise(text);
        if (LossText.LooksLikeFormula(text)) return ResidualExplainer.OfFormula(text) with { Input = text };
        if (NoiseModels.All.FirstOrDefault(n => n.LossNames.Any(l => string.Equals(LossText.Fold(l), LossText.Fold(name), StringComparison.Ordinal))) is { } known)
            return ExplainNoise(known.Name + text[text.IndexOf(name, StringComparison.Ordinal)..][name.Length..]) with { Input = text };
        IEnumerable<string> names = LossCatalogue.All.SelectMany(static e => e.Names).Concat(NoiseModels.All.Select(static n => n.Name));
        throw new InputException(
            $"unknown loss '{Words.Shorten(name)}'",
            DidYouMean.Remedy(name, names, $"give a formula in the residual r (abs(r)^1.5), a noise model, or one of {Words.List(Names)}"));
    }

    /// <summary>Explains which loss a noise model is.</summary>
    /// <param name="noise">The noise model in its grammar; parameters may be left out.</param>
    /// <exception cref="InputException">The text, a name or a value cannot be used.</exception>
    public static Explanation ExplainNoise(string noise) => Explain(NoiseSpec.Parse(noise)) with { Input = noise };

    /// <summary>Explains which loss a noise model is.</summary>
    /// <param name="spec">The noise model with the values that are given; it need not be a registered one.</param>
    public static Explanation Explain(NoiseSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        string text = spec.ToString();
        (LossEntry Entry, double[] Values)? known = LossCatalogue.Of(spec.Model);
        string title = known is { } loss ? $"noise model {text}, the {loss.Entry.Name} loss" : $"noise model {text}";
        if (ResidualModel.Of(spec) is { } model) return ResidualExplainer.OfModel(model, known?.Entry as ResidualEntry, known?.Values ?? [], title) with { Input = text };
        if (known is not { Entry: ResponseEntry entry } found) return ResponseExplainer.OfModel(spec, title) with { Input = text };
        Explanation general = ResponseExplainer.OfModel(spec, title), named = entry.Explain(found.Values);
        return general with
        {
            Input = text,
            Loss = named.Loss,
            Gradient = named.Gradient,
            Surprisal = named.Surprisal,
            Factor = named.Factor,
            FactorAtUnitScale = named.FactorAtUnitScale,
            Readings = [.. entry.Notes, .. general.Readings],
        };
    }

    private static Explanation Explain(string text, LossEntry entry) => entry.Explain(LossText.Values(text, entry)) with { Input = text };
}
