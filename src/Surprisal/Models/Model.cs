using Surprisal.Formulas;
using Surprisal.Links;
using Surprisal.Noise;

namespace Surprisal.Models;

/// <summary>A noise model with one formula a parameter: what is believed about the data, without any data. Immutable.</summary>
public sealed class Model
{
    private const string Sigma = "sigma";
    private readonly Dictionary<string, Formula> _formulas = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links;
    private readonly NoiseSpec _given;

    private Model(NoiseSpec noise, IReadOnlyList<string> formulas, ModelOptions options)
    {
        Options = options;
        if (formulas.Count == 0) throw new InputException("a model needs a formula", "say what depends on what, as in \"y ~ x1 + x2\"");
        Formulas = [.. formulas];
        MainFormula = Formula.Parse(formulas[0]);
        (NoiseModel linked, _links) = WithOwnLinks(noise.Model, options.Links);
        _given = noise;
        Spec = noise with { Model = ResponseNoise.For(linked, MainFormula) };
        if (options.Offset is { } offset) MainFormula = MainFormula.WithOffset(DataExpression.Parse(offset));
        _formulas.Add(BaseName(NoiseModel.Parameters[0].Name), MainFormula);
        foreach (string text in formulas.Skip(1)) AddFormula(text);
        CheckHeld();
        CheckLinks();
        CheckPriors();
        if (options.WeightsKind == WeightsKind.Precision && noise.Model is not GaussianNoise)
        {
            throw new InputException(
                $"precision weights have a meaning for the noise model 'gaussian' only, not for '{noise.Model.Name}'", "use frequency weights, or a formula for the scale");
        }
    }

    /// <summary>The noise model as text, held values included.</summary>
    public string Noise => Spec.ToString();

    /// <summary>The formulas as given; the first has the response.</summary>
    public IReadOnlyList<string> Formulas { get; }

    /// <summary>Links, weights, offset, prior, missing values.</summary>
    public ModelOptions Options { get; }

    /// <summary>The noise model itself.</summary>
    public NoiseModel NoiseModel => Spec.Model;

    internal NoiseSpec Spec { get; private set; }

    /// <summary>Whether sigma is 1 because a penalty means the sum of squares.</summary>
    internal bool HasUnitSigma { get; private set; }

    internal Formula MainFormula { get; }

    /// <summary>The formulas that name a parameter.</summary>
    internal IEnumerable<Formula> OtherFormulas => _formulas.Values.Where(f => f != MainFormula);

    /// <summary>States a model.</summary>
    /// <param name="noise">The noise model: <c>student-t</c>, <c>student-t(nu=4)</c>, <c>huber(k=1.5)</c>.</param>
    /// <param name="formulas">The first has the response (<c>y ~ x1 + x2</c>); others name a parameter (<c>sigma ~ x1</c>).</param>
    /// <exception cref="InputException">The noise model is unknown, or a formula cannot be read.</exception>
    public static Model Of(string noise, params IReadOnlyList<string> formulas) => Of(noise, formulas, ModelOptions.Default);

    /// <summary>States a model.</summary>
    /// <param name="noise">The noise model.</param>
    /// <param name="formulas">The first has the response; others name a parameter.</param>
    /// <param name="options">Links, weights, offset, missing values.</param>
    /// <exception cref="InputException">The noise model, a link or a parameter is unknown, or a formula cannot be read.</exception>
    public static Model Of(string noise, IReadOnlyList<string> formulas, ModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(noise);
        return Of(NoiseSpec.Parse(noise), formulas, options);
    }

    /// <summary>States a model with a noise model that need not be registered: the user's own, or a density typed as text.</summary>
    /// <param name="noise">The noise model; all its parameters are estimated.</param>
    /// <param name="formulas">The first has the response; others name a parameter.</param>
    /// <exception cref="InputException">A parameter is unknown, or a formula cannot be read.</exception>
    public static Model Of(NoiseModel noise, params IReadOnlyList<string> formulas)
    {
        ArgumentNullException.ThrowIfNull(noise);
        return Of(NoiseSpec.Of(noise), formulas);
    }

    /// <summary>States a model with a noise model that need not be registered: the user's own.</summary>
    /// <param name="noise">The noise model, with the parameters that are held.</param>
    /// <param name="formulas">The first has the response; others name a parameter.</param>
    /// <param name="options">Links, weights, offset, missing values; null for the defaults.</param>
    /// <exception cref="InputException">A link or a parameter is unknown, or a formula cannot be read.</exception>
    public static Model Of(NoiseSpec noise, IReadOnlyList<string> formulas, ModelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(formulas);
        return new Model(noise, formulas, options ?? ModelOptions.Default);
    }

    /// <summary>The same model with other priors.</summary>
    internal Model WithPriors(IReadOnlyList<Priors.PriorSpec> priors) => Of(_given, Formulas, Options with { Priors = priors, Standardize = Options.Standardize && priors.Count > 0 });

    /// <summary>The formula of a parameter: its own, else that of all parameters of its name whatever their index; null where it is a single number.</summary>
    internal Formula? FormulaOf(string parameter) => _formulas.GetValueOrDefault(parameter) ?? _formulas.GetValueOrDefault(BaseName(parameter));

    /// <summary>Whether a parameter has the first formula.</summary>
    internal bool IsMain(string parameter) => FormulaOf(parameter) == MainFormula;

    /// <summary>Whether a name means a parameter: its own, or that of all of its name whatever their index.</summary>
    internal static bool Means(string name, string parameter) =>
        string.Equals(parameter, name, StringComparison.Ordinal) || string.Equals(BaseName(parameter), name, StringComparison.Ordinal);

    /// <summary>Names that have a formula or a link and are none of the noise model's parameters, once it knows its classes.</summary>
    internal IEnumerable<string> NamesBeside(NoiseModel bound) =>
        _formulas.Keys.Concat(_links.Keys).Distinct(StringComparer.Ordinal).Where(name => !bound.Parameters.Any(p => IsNamed(p, name)));

    /// <summary>The link of a parameter.</summary>
    internal Link LinkOf(NoiseParameter parameter) =>
        _links.TryGetValue(parameter.Name, out string? name) || _links.TryGetValue(BaseName(parameter.Name), out name)
            ? LinkRegistry.Get(name)
            : LinkRegistry.Default(parameter.Domain);

    /// <summary>The noise model with those links that are its own, and the others: they are the predictors'.</summary>
    private static (NoiseModel Noise, Dictionary<string, string> Others) WithOwnLinks(NoiseModel noise, IReadOnlyDictionary<string, string> links)
    {
        Dictionary<string, string> others = new(StringComparer.Ordinal);
        foreach ((string name, string link) in links)
        {
            if (noise.WithOwnLink(name, link) is { } linked) noise = linked;
            else others.Add(name, link);
        }

        return (noise, others);
    }

    private static bool IsNamed(NoiseParameter parameter, string name) =>
        string.Equals(parameter.Name, name, StringComparison.Ordinal) || string.Equals(BaseName(parameter.Name), name, StringComparison.Ordinal);

    private static string BaseName(string parameter)
    {
        int bracket = parameter.IndexOf('[', StringComparison.Ordinal);
        return bracket < 0 ? parameter : parameter[..bracket];
    }

    private void AddFormula(string text)
    {
        Formula formula = Formula.Parse(text);
        string? name = formula.ParameterName;
        if (name is null)
        {
            throw new FormulaException(
                "this formula must name a parameter on its left", text, 0, $"only the first formula has the response; parameters: {ParameterNames()}");
        }

        if (!Parameters(name).Any())
        {
            throw new FormulaException(
                $"noise model '{NoiseModel.Name}' has no parameter '{name}'", text, 0, DidYouMean.Remedy(name, NoiseModel.Parameters.Select(static p => p.Name), $"the parameters are {ParameterNames()}"));
        }

        if (!_formulas.TryAdd(name, formula))
            throw new FormulaException($"parameter '{name}' has two formulas", text, 0, $"the first formula already is that of '{NoiseModel.Parameters[0].Name}'; give every parameter one formula");
    }

    private void CheckHeld()
    {
        foreach (string name in Spec.Held.Keys)
        {
            if (FormulaOf(name) is { } formula)
                throw new FormulaException(
                    $"parameter '{name}' is held at a value and has a formula",
                    formula.Text,
                    0,
                    formula == MainFormula ? $"the first formula is that of '{name}': to hold it, write the value as an offset, as in y ~ 0 + offset(value)" : "leave one of the two out");
        }
    }

    private void CheckLinks()
    {
        foreach ((string name, string link) in _links)
        {
            NoiseParameter[] parameters = [.. Parameters(name)];
            if (parameters.Length == 0)
            {
                throw new InputException(
                    $"noise model '{NoiseModel.Name}' has no parameter '{name}' to give a link", DidYouMean.Remedy(name, NoiseModel.Parameters.Select(static p => p.Name), $"the parameters are {ParameterNames()}"));
            }

            NoiseParameter parameter = parameters[0];
            if (LinkRegistry.Get(link).Serves(parameter.Domain)) continue;
            throw new InputException(
                $"link '{link}' does not suit parameter '{name}' of '{NoiseModel.Name}'",
                $"links that do: {string.Join(", ", LinkRegistry.All.Where(l => l.Serves(parameter.Domain)).Select(static l => l.Name))}");
        }
    }

    /// <summary>
    /// Priors and penalties do not mix: the one is summed over rows, the other averaged. A penalised gaussian without a formula for sigma has sigma 1 in its objective: that is the
    /// sum of squares that the penalty's convention means.
    /// </summary>
    private void CheckPriors()
    {
        bool anyPenalty = Options.Priors.Any(static p => p.Penalty is not null);
        if (anyPenalty && Options.Priors.Any(static p => p.Penalty is null))
            throw new InputException("both a prior and a penalty are given", "give one: a penalty is a prior in another convention, whose strength depends on the number of rows");
        if (Options.Standardize && Options.Priors.Count == 0)
            throw new InputException("columns are to be standardised, but there is neither a prior nor a penalty that would be of them", "leave it out: maximum likelihood is the same on every scale");
        bool isFree = Spec.Model is GaussianNoise && !Spec.Held.ContainsKey(Sigma) && FormulaOf(Sigma) is null;
        if (anyPenalty && isFree) Spec = Spec.Holding(Sigma, 1);
        HasUnitSigma = anyPenalty && isFree;
    }

    /// <summary>The parameters that a name means: one, or all of that name whatever their index. Classes are known to the data only.</summary>
    private IEnumerable<NoiseParameter> Parameters(string name) =>
        NoiseModel.Parameters.Where(p => IsNamed(p, name) || (NoiseModel.NeedsLevels && string.Equals(p.Name, BaseName(name), StringComparison.Ordinal)));

    private string ParameterNames() => string.Join(", ", NoiseModel.Parameters.Select(static p => p.Name));
}
