namespace Surprisal.Priors;

/// <summary>
/// A prior or a penalty with the coefficients that it is for: all of the first formula but intercepts, those of a parameter of the noise model, or those of a term. Where
/// several are for one coefficient, the most specific holds. Immutable.
/// </summary>
/// <example><code>
/// Priors = [new LaplacePrior(1), PriorSpec.Of(new GaussianPrior(1)).For("sigma"), PriorSpec.Of(new GaussianPrior(10)).On("(Intercept)"), PriorSpec.WeaklyInformative]
/// </code></example>
public sealed record PriorSpec
{
    private const string WeakName = "weakly-informative";

    private PriorSpec(Prior? prior, Penalty? penalty) => (Prior, Penalty) = (prior, penalty);

    /// <summary>Defaults for every coefficient of every parameter, scaled by the data: docs/priors.md says which.</summary>
    public static PriorSpec WeaklyInformative { get; } = new(null, null);

    /// <summary>The prior; null for a penalty and for the weakly informative defaults.</summary>
    public Prior? Prior { get; }

    /// <summary>The penalty; null for a prior.</summary>
    public Penalty? Penalty { get; }

    /// <summary>The parameter of the noise model; null for those of the first formula. A name without index means all of that name.</summary>
    public string? Parameter { get; private init; }

    /// <summary>A term of the formula or the printed name of one of its columns, <c>(Intercept)</c> included; null for all columns but the intercept.</summary>
    public string? Term { get; private init; }

    /// <summary>How its strength is chosen; the scale of <see cref="Prior"/> and the strength of <see cref="Penalty"/> mean nothing where it is not given.</summary>
    public StrengthRule Strength { get; private init; }

    /// <summary>Whether it is the weakly informative defaults.</summary>
    public bool IsWeaklyInformative => Prior is null && Penalty is null;

    /// <summary>A name that is a parameter if there is one of that name, else a term; null where that was said.</summary>
    internal string? Either { get; private init; }

    /// <summary>A prior of all coefficients of the first formula but intercepts.</summary>
    /// <param name="prior">The prior.</param>
    public static implicit operator PriorSpec(Prior prior) => Of(prior);

    /// <summary>A penalty of all coefficients of the first formula but intercepts.</summary>
    /// <param name="penalty">The penalty.</param>
    public static implicit operator PriorSpec(Penalty penalty) => Of(penalty);

    /// <summary>A prior of all coefficients of the first formula but intercepts.</summary>
    /// <param name="prior">The prior.</param>
    public static PriorSpec Of(Prior prior)
    {
        ArgumentNullException.ThrowIfNull(prior);
        return new PriorSpec(prior, null);
    }

    /// <summary>A penalty of all coefficients of the first formula but intercepts.</summary>
    /// <param name="penalty">The penalty.</param>
    public static PriorSpec Of(Penalty penalty)
    {
        ArgumentNullException.ThrowIfNull(penalty);
        return new PriorSpec(null, penalty);
    }

    /// <summary>The same for a parameter of the noise model: its coefficients but the intercept, or the intercept where that is all it has.</summary>
    /// <param name="parameter">The parameter's name: <c>sigma</c>, <c>mu[b]</c>.</param>
    public PriorSpec For(string parameter) => this with { Parameter = parameter, Either = null };

    /// <summary>The same for a term.</summary>
    /// <param name="term">A term, a column's printed name, or <c>(Intercept)</c>.</param>
    public PriorSpec On(string term) => this with { Term = term, Either = null };

    /// <summary>The same with a strength that is chosen by the data: a prior's scale, a penalty's lambda.</summary>
    /// <param name="rule">How.</param>
    /// <exception cref="ArgumentException">A prior with a kink or bounds has no evidence by Laplace's approximation, one that is not gaussian or laplace about 0 no path.</exception>
    public PriorSpec ChosenBy(StrengthRule rule)
    {
        bool isSmooth = Penalty is { } penalty ? penalty.Mixing == 0 : Prior is ScalarPrior { IsSmooth: true } and not EvenPrior or RandomWalkPrior;
        bool hasPath = Penalty is not null || Prior is LaplacePrior { Mean: 0, IsBounded: false } or GaussianPrior { Mean: 0, IsBounded: false };
        if (rule != StrengthRule.Given && !(rule == StrengthRule.Evidence ? isSmooth : hasPath)) throw new ArgumentException($"'{this}' cannot be chosen by {rule}", nameof(rule));
        return this with { Strength = rule };
    }

    /// <summary>The same with numbers in place of a rule.</summary>
    internal PriorSpec Given(Prior? prior, Penalty? penalty) => new(prior, penalty) { Parameter = Parameter, Term = Term, Either = Either };

    /// <summary>Reads <c>gaussian(sd=2)</c>, <c>mu:laplace(scale=1)</c>, <c>x1:gaussian(sd=1)</c>, <c>sigma:'x1:x2':gaussian(sd=1)</c>, <c>weakly-informative</c>.</summary>
    /// <param name="text">The text; a term in quotes is never taken for a parameter.</param>
    /// <exception cref="InputException">It cannot be read, the prior is unknown, or a value is not one that it takes.</exception>
    public static PriorSpec ParsePrior(string text)
    {
        PriorText parsed = PriorText.Parse(text, "prior");
        if (parsed.Name is not WeakName)
        {
            Prior prior = PriorRegistry.Read(parsed);
            return Placed(Of(prior) with { Strength = PriorForm.RuleOf(parsed, prior) }, parsed);
        }


        if (parsed.Arguments.Count > 0) throw parsed.Error("prior", $"{WeakName} takes no values", "its scales are those of the data; give a single coefficient a prior of its own, as in x1:gaussian(sd=1)");
        return Placed(WeaklyInformative, parsed);
    }

    /// <summary>Reads <c>ridge(0.1)</c>, <c>lasso(0.1)</c>, <c>elastic-net(0.1, 0.5)</c>, with a parameter or a term before it or without.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="InputException">It cannot be read, the penalty is unknown, or a value is not one that it takes.</exception>
    public static PriorSpec ParsePenalty(string text)
    {
        PriorText parsed = PriorText.Parse(text, "penalty");
        return Placed(Of(Penalty.Read(parsed)) with { Strength = Penalty.RuleOf(parsed) }, parsed);
    }

    /// <summary>The text that reads back as this.</summary>
    public override string ToString() =>
        (Parameter is null ? string.Empty : Parameter + ":") + (Term is null ? string.Empty : $"'{Term}':") + (Either is null ? string.Empty : Either + ":") + Name();

    private string Name()
    {
        if (Strength == StrengthRule.Given) return Prior?.ToString() ?? Penalty?.ToString() ?? WeakName;
        string rule = Strength.Text();
        if (Penalty is { } penalty) return penalty.Name is "elastic-net" && Strength == StrengthRule.OneStandardError ? penalty.Text("cv")[..^1] + ", rule=1se)" : penalty.Text(rule);
        return $"{Prior!.Name}({string.Join(", ", Prior.Values.Select(v => v.Name is "sd" or "scale" ? $"{v.Name}={rule}" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{v.Name}={v.Value:R}")))})";
    }

    private static PriorSpec Placed(PriorSpec spec, PriorText text) => text.Prefixes switch
    {
        [] => spec,
        [var (term, isQuoted)] => isQuoted ? spec with { Term = term } : spec with { Either = term },
        [var (parameter, _), var (term, _), ..] => spec with { Parameter = parameter, Term = term },
    };
}
