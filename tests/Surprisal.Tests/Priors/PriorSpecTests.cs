using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Priors;
using Surprisal.Tests.Cli;
using Xunit;

namespace Surprisal.Tests.Priors;

/// <summary>Which coefficients a prior is for: texts, the most specific wins, intercepts, single numbers, and what is refused.</summary>
public sealed class PriorSpecTests
{
    private static readonly Table Births = Table.ReadCsv(Repository.Sample("birthwt.csv"));
    private static readonly Table Cars = Table.ReadCsv(Repository.Sample("cars.csv"));

    [Theory]
    [InlineData("gaussian(sd=2)", null, null)]
    [InlineData("'x1':gaussian(sd=2)", null, "x1")]
    [InlineData("\"x1:x2\":gaussian(sd=2)", null, "x1:x2")]
    [InlineData("sigma:'x1:x2':gaussian(sd=1)", "sigma", "x1:x2")]
    [InlineData("sigma : cat[b] : laplace(1)", "sigma", "cat[b]")]
    [InlineData("mu[a:b]:x:laplace(1)", "mu[a:b]", "x")]
    [InlineData("'poly(x, 2)':weakly-informative", null, "poly(x, 2)")]
    public void Texts_name_parameters_and_terms(string text, string? parameter, string? term)
    {
        PriorSpec spec = PriorSpec.ParsePrior(text);
        Assert.Equal(parameter, spec.Parameter);
        Assert.Equal(term, spec.Term);
        Assert.Equal(spec.ToString(), PriorSpec.ParsePrior(spec.ToString()).ToString());
    }

    [Theory]
    [InlineData("ridge(0.1)", "ridge(0.1)")]
    [InlineData("lasso(lambda=0.5)", "lasso(0.5)")]
    [InlineData("mu:elastic-net(0.1, 0.5)", "mu:elastic-net(0.1, 0.5)")]
    [InlineData("elastic-net(alpha=0.25, lambda=2)", "elastic-net(2, 0.25)")]
    public void Penalties_are_read(string text, string expected) => Assert.Equal(expected, PriorSpec.ParsePenalty(text).ToString());

    [Theory]
    [InlineData("lasso(evidence)", "Laplace's approximation to the evidence needs a smooth penalty, and lasso has a kink")]
    [InlineData("elastic-net(0.1, cv)", "alpha 'cv' is not a number")]
    [InlineData("firth(1)", "Firth's penalty is one of all coefficients together")]
    [InlineData("ridge", "the value of lambda is missing")]
    [InlineData("ridge(-1)", "lambda must not be negative")]
    [InlineData("elastic-net(1, 2)", "the share of the lasso is between 0 and 1")]
    [InlineData("ridge(1, 2)", "ridge takes lambda")]
    [InlineData("lassso(1)", "unknown penalty 'lassso'")]
    public void Other_penalties_are_refused(string text, string problem)
    {
        InputException refused = Assert.Throws<InputException>(() => PriorSpec.ParsePenalty(text));
        Assert.Equal($"penalty '{text}': {problem}", refused.Message);
        Assert.NotNull(refused.Remedy);
    }

    [Theory]
    [InlineData("a:b:c:gaussian(sd=1)", "there are more than two names before the prior")]
    [InlineData(":gaussian(sd=1)", "the name before a colon is missing")]
    [InlineData("'x:gaussian(sd=1)", "a quote is not closed")]
    [InlineData("x:", "the name of the prior is missing")]
    [InlineData("weakly-informative(2)", "weakly-informative takes no values")]
    public void Texts_that_are_no_prior_are_refused(string text, string problem) =>
        Assert.Equal($"prior '{text}': {problem}", Assert.Throws<InputException>(() => PriorSpec.ParsePrior(text)).Message);

    [Fact]
    public void The_most_specific_prior_holds()
    {
        // All are held at zero but by name: a column before its term, a term before the parameter, the parameter before all.
        Coefficient[] held = Coefficients("low ~ age + lwt + race", "laplace(scale=1e-6)", "mu:box(lower=-9, upper=9)", "race:laplace(scale=1e-6)", "race[white]:gaussian(sd=1e3)");
        Assert.Equal([false, false, false, true, false], held.Select(static c => c.Estimate == 0));
        Coefficient[] named = Coefficients("low ~ age + lwt + race", "mu:laplace(scale=1e-6)", "mu:'race':gaussian(sd=1e3)", "'race[other]':laplace(scale=1e-6)");
        Assert.Equal([false, true, true, true, false], named.Select(static c => c.Estimate == 0));
    }

    [Fact]
    public void Intercepts_are_free_unless_they_are_named()
    {
        double free = Coefficients("low ~ age", "gaussian(sd=1e-6)")[0].Estimate!.Value;
        double mean = ((NumberColumn)Births.Use("low")).Values.ToArray().Average();
        Assert.Equal(Math.Log(mean / (1 - mean)), free, 1e-6);
        Assert.Equal(0, Coefficients("low ~ age", "'(Intercept)':gaussian(sd=1e-6)")[0].Estimate!.Value, 1e-9);
        Assert.Equal(-2, Coefficients("low ~ lwt", "(Intercept):laplace(scale=1e-6, mean=-2)")[0].Estimate!.Value);
    }

    [Fact]
    public void A_parameter_that_is_one_number_has_its_prior_on_it()
    {
        Fit one = Model.Of("student-t", ["dist ~ speed"], Options("sigma:gaussian(mean=2, sd=1e-6)", "nu:laplace(scale=1e-6, mean=1)")).Fit(Cars);
        Assert.Equal(Math.Exp(2), one.Parameters[1].Value!.Estimate, 1e-6);
        Assert.Equal(Math.Exp(1), one.Parameters[2].Value!.Estimate, 1e-12);
        Assert.Equal(["(Intercept)"], one.Prior!.Blocks[0].Terms);

        // With a formula it is of the slopes.
        Fit formula = Model.Of("gaussian", ["dist ~ speed", "sigma ~ speed"], Options("sigma:laplace(scale=1e-6)")).Fit(Cars);
        Assert.Equal(["speed"], formula.Prior!.Blocks[0].Terms);
        Assert.Equal(0, formula.Parameters[1].Coefficients[1].Estimate);
        Fit plain = Model.Of("gaussian", "dist ~ speed").Fit(Cars);
        Assert.Equal(plain.Parameters[1].Coefficients[0].Estimate!.Value, formula.Parameters[1].Coefficients[0].Estimate!.Value, 1e-9);
        Assert.Equal(plain.Parameters[0].Coefficients[1].Estimate!.Value, formula.Parameters[0].Coefficients[1].Estimate!.Value, 1e-9);
    }

    [Fact]
    public void A_name_without_index_means_all_of_it()
    {
        Table iris = Table.ReadCsv(Repository.Sample("iris.csv"));
        Fit all = Model.Of("categorical", ["species ~ petal_width + sepal_width"], Options("mu:gaussian(sd=1)")).Fit(iris);
        Fit same = Model.Of("categorical", ["species ~ petal_width + sepal_width"], Options("gaussian(sd=1)")).Fit(iris);
        Assert.Equal(same.LogLikelihood!.Value, all.LogLikelihood!.Value, 1e-12);
        Fit some = Model.Of("categorical", ["species ~ petal_width + sepal_width"], Options("gaussian(sd=1)", "mu[virginica]:laplace(scale=1e-6)")).Fit(iris);
        Assert.Equal([0.0, 0.0], some.Parameters[1].Coefficients.Skip(1).Select(static c => c.Estimate!.Value));
        Assert.NotEqual(0, some.Parameters[0].Coefficients[1].Estimate!.Value);
    }

    [Theory]
    [InlineData("there is no parameter and no term 'agee'", "did you mean 'age'?", "agee:gaussian(sd=1)")]
    [InlineData("noise model 'bernoulli' has no parameter 'sigma'", "the parameters are mu", "sigma:x:gaussian(sd=1)")]
    [InlineData("the first formula has no term 'age:lwd'", "did you mean 'age:lwt'?", "'age:lwd':gaussian(sd=1)")]
    [InlineData("priors 'laplace(scale=1)' and 'gaussian(sd=1)' are both for mu: age", "give every coefficient one", "laplace(scale=1)", "gaussian(sd=1)")]
    [InlineData("is of the levels of a factor, and age is none of at least two columns", "name the factor", "random-walk(sd=1)")]
    [InlineData("its matrix has 2 rows, and age has 1 columns", "give the matrix of one term", "age:multivariate-gaussian(precision=[1 0; 0 1])")]
    public void What_is_nowhere_is_refused(string problem, string remedy, params string[] priors)
    {
        InputException refused = Assert.Throws<InputException>(() => Model.Of("bernoulli", ["low ~ age * lwt"], Options(priors)).Fit(Births));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, refused.Remedy!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_held_parameter_has_no_coefficients() => Assert.Contains(
        "parameter 'sigma' is held at a value",
        Assert.Throws<InputException>(() => Model.Of("gaussian(sigma=1)", ["dist ~ speed"], Options("sigma:gaussian(sd=1)")).Fit(Cars)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Priors_and_penalties_do_not_mix()
    {
        Assert.Throws<InputException>(() => Model.Of("gaussian", ["dist ~ speed"], new ModelOptions { Priors = [new GaussianPrior(1), Penalty.Lasso(1)] }));
        Assert.Throws<InputException>(() => Model.Of("gaussian", ["dist ~ speed"], new ModelOptions { Standardize = true }));
    }

    private static ModelOptions Options(params string[] priors) => new() { Priors = [.. priors.Select(PriorSpec.ParsePrior)] };

    private static Coefficient[] Coefficients(string formula, params string[] priors)
    {
        Fit fit = Model.Of("bernoulli", [formula], Options(priors)).Fit(Births);
        Assert.Equal(FitStatus.Converged, fit.Status);
        return [.. fit.Parameters[0].Coefficients];
    }
}
