namespace Surprisal.Priors;

/// <summary>The priors that exist, and how they are read from text.</summary>
public static class PriorRegistry
{
    private const string Kind = "prior";

    private static readonly PriorForm[] Forms =
    [
        new("flat", [], static _ => new FlatPrior()),
        new("gaussian", ["sd"], static v => new GaussianPrior(v[0])),
        new("laplace", ["scale"], static v => new LaplacePrior(v[0])),
        new("student-t", ["nu", "scale"], static v => new StudentTPrior(v[0], v[1])),
        new("cauchy", ["scale"], static v => new CauchyPrior(v[0])),
        new("elastic-net", ["l1", "l2"], static v => new ElasticNetPrior(v[0], v[1])),
        new("generalised-double-pareto", ["scale", "shape"], static v => new GeneralisedDoubleParetoPrior(v[0], v[1])),
        new("non-negative", [], static _ => new NonNegativePrior()),
        new("box", ["lower", "upper"], static v => new BoxPrior(v[0], v[1])),
        new("group-laplace", ["scale"], static v => new GroupLaplacePrior(v[0])),
        new("random-walk", ["sd"], static v => new RandomWalkPrior(v[0])) { Optional = [("order", 1)], ReadAll = static v => new RandomWalkPrior(v[0], v[1] is 1 or 2 ? (int)v[1] : 0) },
        new("multivariate-gaussian", [], static _ => MultivariateGaussianPrior.OfPrecision([[1]])),
    ];

    /// <summary>One of each kind of prior, with values of ordinary size.</summary>
    public static IReadOnlyList<Prior> All { get; } =
    [
        new FlatPrior(), new GaussianPrior(1), new LaplacePrior(1), new StudentTPrior(4, 1), new CauchyPrior(1), new ElasticNetPrior(1, 0.5), new GeneralisedDoubleParetoPrior(1, 3),
        new NonNegativePrior(), new BoxPrior(-1, 2), new GroupLaplacePrior(1), new RandomWalkPrior(1), MultivariateGaussianPrior.OfPrecision([[2, -1], [-1, 2]]),
    ];

    /// <summary>Reads <c>gaussian(sd=2)</c>, <c>student-t(nu=3, scale=1, mean=0.5)</c>, <c>laplace(scale=1, lower=0)</c>; the names of the prior's own values may be left out.</summary>
    /// <param name="text">The text, without a parameter or term.</param>
    /// <exception cref="InputException">It cannot be read, the prior is unknown, or a value is not one that it takes.</exception>
    public static Prior Parse(string text)
    {
        PriorText parsed = PriorText.Parse(text, Kind);
        if (parsed.Arguments.FirstOrDefault(static a => StrengthRules.IsWord(a.Value)).Value is { } word)
            throw parsed.Error(Kind, $"a density has numbers, and '{word}' leaves one to the data", "give it a number, or read it as PriorSpec.ParsePrior does");
        return parsed.Prefixes.Count == 0 ? Read(parsed) : throw parsed.Error(Kind, "a parameter or term stands before the prior", "leave it out here");
    }

    /// <summary>Reads a prior whose parameter and term are someone else's business.</summary>
    /// <exception cref="InputException">The prior is unknown, or a value is not one that it takes.</exception>
    internal static Prior Read(PriorText text)
    {
        if (text.Name is "horseshoe" or "regularised-horseshoe" or "horseshoe+")
        {
            throw text.Error(
                Kind,
                "the density of a horseshoe is infinite at zero, so the objective has no minimum: every coefficient at zero is infinitely good whatever the data say",
                "use laplace(scale=..) or generalised-double-pareto(scale=.., shape=..), which have a kink and a mode; a horseshoe is for sampling, not for a mode");
        }

        PriorForm form = Array.Find(Forms, f => string.Equals(f.Name, text.Name, StringComparison.Ordinal))
            ?? throw text.Error(Kind, $"unknown prior '{Words.Shorten(text.Name)}'", DidYouMean.Remedy(text.Name, Forms.Select(static f => f.Name), $"priors are {Words.List(Forms.Select(static f => f.Name))}, weakly-informative"));
        return form.Name is "multivariate-gaussian" ? PriorMatrix.Read(text) : form.Read(text);
    }
}
