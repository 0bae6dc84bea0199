using Surprisal.Data;
using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Priors;
using Surprisal.Solvers;

namespace Surprisal.Fits.Strengths;

/// <summary>Puts numbers in the place of strengths that are left to the data.</summary>
internal sealed class StrengthChooser(Model model, Table table, FitOptions options, CancellationToken cancellation)
{
    private readonly PriorSpec[] _specs = [.. model.Options.Priors];

    /// <summary>Chooses.</summary>
    /// <exception cref="InputException">Rules do not go together, or there is nothing to choose from.</exception>
    public (Model Model, StrengthChoice Choice) Choose()
    {
        StrengthRule[] rules = [.. _specs.Select(static s => s.Strength).Where(static r => r != StrengthRule.Given).Distinct()];
        if (rules.Length > 1) throw new InputException($"strengths are to be chosen by {string.Join(" and ", rules.Select(static r => r.Text()))} at once", "choose all by one rule, or give numbers");
        return rules[0] == StrengthRule.Evidence ? ByEvidence() : ByPath(rules[0]);
    }

    private (Model Model, StrengthChoice Choice) ByEvidence()
    {
        EvaluationOptions evaluation = new(options.Threads, cancellation);
        BoundModel given = BoundModel.Bind(model, table);
        PriorRules.Require(given, options);
        double observations = GaussianSolver.TotalWeight(given);

        // A penalty means a sum of squares with sigma 1, of which no evidence can be had: it is that of the prior, sigma estimated with the rest.
        Model stated = model.WithPriors([.. _specs.Select(s => s.Penalty is null ? s
            : s.Strength == StrengthRule.Evidence ? s.Given(new GaussianPrior(1), null).ChosenBy(StrengthRule.Evidence)
            : s.Given(s.Penalty.ToPrior(observations), null))]);
        BoundModel bound = BoundModel.Bind(stated, table);
        PriorRules.Require(bound, options);
        if (bound.Noise is CategoricalNoise { IsSymmetric: true })
            throw new InputException("the evidence of categorical(coding=symmetric) is not available: its classes are free up to a shift", "leave out the coding, or use ridge(cv)");
        if (bound.Priors.Any(static p => p.Prior is ScalarPrior { IsSmooth: false } or BlockPrior { HasKink: true }))
            throw new InputException("Laplace's approximation to the evidence needs smooth priors, and another prior of the model has a kink or bounds", "choose the strengths by cv, or leave that prior out");
        IReadOnlyList<EvidenceScale> found = new EvidenceSearch(bound, evaluation).Run();
        PriorSpec[] priors = [.. stated.Options.Priors];
        foreach (EvidenceScale scale in found) priors[scale.Place] = priors[scale.Place].Given(Spread(priors[scale.Place].Prior!, scale.Scale), null);
        Model settled = stated.WithPriors(priors);
        Fit fit = new FitRun(settled, table, options, null, cancellation).Run();
        double sigma = model.HasUnitSigma ? fit.Parameters.First(static p => p.Name is "sigma").Value!.Estimate : 1;
        PriorSpec[] chosen = [.. _specs.Select((s, k) => s.Penalty is null ? priors[k]
            : s.Strength == StrengthRule.Given ? s
            : s.Given(null, s.Penalty.At(Ratio(sigma, priors[k]) * Ratio(sigma, priors[k]) / observations)))];
        return (model.WithPriors(chosen), new StrengthChoice(StrengthRule.Evidence, Texts(_specs), Texts(chosen))
        {
            Explanation = (IsExact(bound) ? "largest evidence, which is exact here" : "largest evidence by Laplace's approximation")
                + (model.HasUnitSigma ? FormattableString.Invariant($", with sigma = {sigma:G6} estimated too; lambda is sigma^2/(n sd^2)") : ""),
            LogEvidence = fit.Prior?.LogEvidence,
            Limits = [.. found.Where(static f => f.Limit != 0).Select(f => Limit(f, chosen[f.Place], bound))],
        });
    }

    /// <summary>Whether the logarithm of the posterior is a square, and Laplace's approximation no approximation.</summary>
    private static bool IsExact(BoundModel bound) =>
        bound.Noise is GaussianNoise && bound.Parameters is [{ Parameter.Name: "mu", Link: Links.IdentityLink }] && bound.Priors.All(static p => p.Prior is GaussianPrior or RandomWalkPrior or MultivariateGaussianPrior);

    private static double Ratio(double sigma, PriorSpec spec) => sigma / ((GaussianPrior)spec.Prior!).Sd;

    private static string Limit(EvidenceScale scale, PriorSpec chosen, BoundModel bound)
    {
        string[] names = [.. bound.Priors.Where(p => p.Place == scale.Place).SelectMany(static p => p.Columns).Select(static c => c.Name)];
        string of = names.Length > 4 ? FormattableString.Invariant($"{names.Length} coefficients") : string.Join(", ", names);
        return scale.Limit < 0
            ? $"the evidence has no largest value: it rises as the prior of {of} tightens, so it prefers them all at zero; {chosen} leaves them next to nothing"
            : $"the evidence has no largest value: it rises as the prior of {of} widens, so it prefers none; the search ended at {chosen}";
    }

    private (Model Model, StrengthChoice Choice) ByPath(StrengthRule rule)
    {
        if (_specs.Length > 1)
            throw new InputException($"'{_specs.First(static s => s.Strength != StrengthRule.Given)}' chooses the strength of a path, which has one penalty, and {_specs.Length} priors or penalties are given", "give this one only, or numbers to all; the evidence chooses several gaussian scales at once");
        PriorSpec spec = _specs[0];
        BoundModel bound = BoundModel.Bind(model, table);
        AssignedPrior[] assigned = [.. bound.Priors.Where(static p => p.Place == 0)];
        HashSet<string> names = new(assigned.SelectMany(static a => a.Columns).Select(static c => c.Name), StringComparer.Ordinal);
        if (assigned.SelectMany(static a => a.Columns).FirstOrDefault(static c => c is InterceptColumn) is { } intercept)
            throw new InputException($"'{spec}' is of {intercept.Name}, which a path leaves free", "name a term, or give a number");
        Model bare = model.WithPriors([]);
        PathOptions path = new()
        {
            Alpha = spec.Penalty?.Mixing ?? (spec.Prior is LaplacePrior ? 1 : 0),
            Standardize = model.Options.Standardize,
            Parameters = [.. assigned.Select(static a => a.Parameter.Parameter.Name).Distinct(StringComparer.Ordinal)],
            Factors = assigned.SelectMany(static a => a.Parameter.Design.Columns).Where(c => c is not InterceptColumn && !names.Contains(c.Name)).Select(static c => c.Name).Distinct(StringComparer.Ordinal)
                .ToDictionary(static name => name, static _ => 0.0, StringComparer.Ordinal),
            EffectiveDegreesOfFreedom = rule is StrengthRule.Aic or StrengthRule.Bic or StrengthRule.Ebic,
            Threads = options.Threads,
        };
        bool isValidated = rule is StrengthRule.CrossValidation or StrengthRule.OneStandardError;
        CrossValidation? validation = isValidated ? bare.CrossValidate(table, options.CrossValidation with { Path = path, Folds = Math.Max(2, Math.Min(options.CrossValidation.Folds, bound.RowCount)) }, cancellation) : null;
        RegularisationPath all = validation?.Path ?? bare.FitPath(table, path, null, cancellation);
        int at = validation is null ? Least(all, rule) : rule == StrengthRule.CrossValidation ? validation.Best : validation.WithinOneStandardError;
        RegularisationPoint point = all.Points[at];

        // A prior with sigma estimated too has the optimum of the sum of squares at sigma² times its strength.
        double strength = all.Observations * point.Lambda;
        if (spec.Prior is not null && bound.Noise is GaussianNoise && point.ResidualSigma is { } sigma && !bare.Spec.Held.ContainsKey("sigma")) strength /= sigma * sigma;
        PriorSpec chosen = spec.Penalty is { } penalty ? spec.Given(null, penalty.At(point.Lambda))
            : spec.Given(spec.Prior is LaplacePrior ? new LaplacePrior(1 / strength) : new GaussianPrior(1 / Math.Sqrt(strength)), null);
        string place = FormattableString.Invariant($"{at + 1} of {all.Points.Count} strengths");
        List<string> limits = [];
        if (at == all.Points.Count - 1) limits.Add("the smallest strength of the path is the best: the data want less of a penalty, or none");
        return (model.WithPriors([chosen]), new StrengthChoice(rule, Texts(_specs), Texts([chosen]))
        {
            Explanation = validation is not null ? Explain(validation, rule, place) : $"least {rule.Text().ToUpperInvariant()}, {place}, with effective degrees of freedom",
            Limits = limits,
            CrossValidation = validation,
            Path = validation is null ? all : null,
        });
    }

    private static string Explain(CrossValidation validation, StrengthRule rule, string place)
    {
        string score = validation.Options.Score switch { FoldScore.Log => "log score", FoldScore.Deviance => "deviance", _ => "ranked probability score" };
        string folds = FormattableString.Invariant($"{validation.Options.Folds} folds{(validation.Options.Repeats > 1 ? FormattableString.Invariant($" {validation.Options.Repeats} times") : "")}, seed {validation.Options.Seed}");
        return rule == StrengthRule.CrossValidation ? $"least {score} of rows left out, {place}, {folds}" : $"largest strength within a standard error of the least {score} of rows left out, {place}, {folds}";
    }

    private static int Least(RegularisationPath path, StrengthRule rule)
    {
        int best = -1;
        double least = double.PositiveInfinity;
        for (int k = 0; k < path.Points.Count; k++)
        {
            RegularisationPoint p = path.Points[k];
            double? value = rule switch { StrengthRule.Aic => p.Aic, StrengthRule.Bic => p.Bic, _ => p.Ebic };
            if (value < least) (best, least) = (k, value.Value);
        }

        return best >= 0 ? best : throw new InputException($"no point of the path has a finite {rule.Text()}", "use cv, or give a number");
    }

    private static Prior Spread(Prior prior, double factor) => prior switch
    {
        ScalarPrior scalar => scalar.With(mean: 0).Scaled(factor).With(mean: scalar.Mean),
        BlockPrior block => block.Scaled(factor),
        _ => prior,
    };

    private static string[] Texts(IEnumerable<PriorSpec> specs) => [.. specs.Select(static s => s.ToString())];
}
