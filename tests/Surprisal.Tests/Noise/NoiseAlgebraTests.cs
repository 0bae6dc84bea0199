using System.Reflection;
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics.Random;
using Xunit;
using Families = Surprisal.Noise.Noise;

namespace Surprisal.Tests.Noise;

/// <summary>The combinators in code and in text are the same noise models, and give the same fits.</summary>
public class NoiseAlgebraTests
{
    private const int Rows = 120;

    // The method, the noise model in code and in text, what the responses are drawn from, and the formula.
    private static readonly (string Method, NoiseModel Code, string Text, string Truth, string Formula)[] Cases =
    [
        (nameof(NoiseAlgebra.ZeroInflated), Families.NegativeBinomial.ZeroInflated(), "zero-inflated(negative-binomial)", "zero-inflated(negative-binomial(mu=6, size=3), zi=0.3)", "y ~ x"),
        (nameof(NoiseAlgebra.Hurdle), Families.Gamma.Hurdle(), "hurdle(gamma)", "hurdle(gamma(mu=2, shape=3), hu=0.25)", "y ~ x"),
        (nameof(NoiseAlgebra.ZeroOneInflated), Families.Beta.ZeroOneInflated(), "zero-one-inflated(beta)", "zero-one-inflated(beta(mu=0.4, precision=5), zoi=0.3, coi=0.4)", "y ~ x"),
        (nameof(NoiseAlgebra.Truncated), Families.Gaussian.Truncated(lower: 0.0), "truncated(gaussian, lower=0)", "truncated(gaussian(mu=1, sigma=1), lower=0)", "y ~ x"),
        (nameof(NoiseAlgebra.Truncated), Families.Poisson.Truncated(1.0, 9.0), "truncated(poisson, lower=1, upper=9)", "truncated(poisson(mu=3), lower=1, upper=9)", "y ~ x"),
        (nameof(NoiseAlgebra.Truncated), Families.Gaussian.Truncated(upper: 3.0), "truncated(gaussian, upper=3)", "truncated(gaussian(mu=1, sigma=1), upper=3)", "y ~ x"),
        (nameof(NoiseAlgebra.Censored), Families.Weibull.Censored(), "censored(weibull)", "weibull(scale=2, shape=1.5)", "y | cens(c) ~ x"),
        (nameof(NoiseAlgebra.Discretised), Families.Gaussian.Discretised(), "discretised(gaussian)", "discretised(gaussian(mu=1, sigma=3))", "y ~ x"),
        (nameof(NoiseAlgebra.Contaminated), Families.Gaussian.Contaminated(), "contaminated(gaussian)", "contaminated(gaussian(mu=1, sigma=1), share=0.2, inflation=9)", "y ~ x"),
        (nameof(NoiseAlgebra.OfLogarithm), Families.Logistic.OfLogarithm(), "log(logistic)", "log(logistic(mu=1, scale=0.5))", "y ~ x"),
        (nameof(NoiseAlgebra.OfLogit), Families.Gaussian.OfLogit(), "logit(gaussian)", "logit(gaussian(mu=1, sigma=0.5))", "y ~ x"),
        (nameof(NoiseAlgebra.Mixture), Families.Gaussian.Mixture(2), "mixture(gaussian, k=2)", "mixture(gaussian(mu=-3, sigma=1), gaussian(mu=4, sigma=0.5), weight[2]=0)", "y ~ 1"),
        (nameof(NoiseAlgebra.MixedWith), Families.Gaussian.MixedWith(Families.Logistic), "mixture(gaussian, logistic)", "mixture(gaussian(mu=-6, sigma=1), gaussian(mu=6, sigma=1), weight[2]=0)", "y ~ 1"),
        (nameof(NoiseAlgebra.JointWith), Families.Gaussian.JointWith(Families.Poisson, Families.Gaussian), "joint(gaussian, poisson, gaussian)", "poisson(mu=3)", "cbind(x, y, z) ~ 1"),
        (nameof(NoiseAlgebra.Contaminated), Families.Gaussian.Truncated(lower: -50.0).Contaminated(), "contaminated(truncated(gaussian, lower=-50))", "contaminated(gaussian(mu=1, sigma=1), share=0.2, inflation=9)", "y ~ x"),
        (nameof(NoiseAlgebra.Censored), Families.Poisson.ZeroInflated().Censored(), "censored(zero-inflated(poisson))", "zero-inflated(poisson(mu=4), zi=0.3)", "y | cens(c) ~ x"),
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Cases.Length)];

    [Fact]
    public void Every_method_has_a_case()
    {
        IEnumerable<string> combinators = typeof(NoiseAlgebra).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(static m => m.ReturnType.IsAssignableTo(typeof(NoiseModel))).Select(static m => m.Name);
        Assert.Equal(combinators.Order(StringComparer.Ordinal), Cases.Select(static c => c.Method).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Code_and_text_are_the_same_noise_model(int index)
    {
        (_, NoiseModel code, string text, _, _) = Cases[index];
        NoiseSpec parsed = NoiseSpec.Parse(text);
        Assert.Equal(text, NoiseSpec.Of(code).ToString());
        Assert.Equal(text, parsed.ToString());
        Assert.Equal(parsed.Model.GetType(), code.GetType());
        Assert.Equal(parsed.Model.Name, code.Name);
        Assert.Equal(parsed.Model.Parameters, code.Parameters);
        Assert.Equal(parsed.Model.HyperValues, code.HyperValues);
        Assert.Equal((parsed.Model.Support, parsed.Model.Bounds, parsed.Model.ResponseCount), (code.Support, code.Bounds, code.ResponseCount));
        Assert.Equal(parsed.Model.Atoms, code.Atoms);
        Assert.Equal(parsed.Model.Density, code.Density);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Code_and_text_give_the_same_fit(int index)
    {
        (_, NoiseModel code, string text, string truth, string formula) = Cases[index];
        Table table = Draw(truth);
        Same(Model.Of(text, formula).Fit(table), Model.Of(code, formula).Fit(table));
    }

    [Fact]
    public void A_parameter_is_held_in_code_as_in_text()
    {
        NoiseSpec code = Families.NegativeBinomial.ZeroInflated().Holding("zi", 0.25).Holding("size", 2.5);
        NoiseSpec text = NoiseSpec.Parse("zero-inflated(negative-binomial(size=2.5), zi=0.25)");
        Assert.Equal("zero-inflated(negative-binomial(size=2.5), zi=0.25)", code.ToString());
        Assert.Equal(text.ToString(), code.ToString());
        Assert.Equal(text.Held.OrderBy(static h => h.Key, StringComparer.Ordinal), code.Held.OrderBy(static h => h.Key, StringComparer.Ordinal));
        Table table = Draw("zero-inflated(negative-binomial(mu=6, size=2.5), zi=0.25)");
        Fit fit = Model.Of(code, ["y ~ x"]).Fit(table);
        Same(Model.Of(text, ["y ~ x"]).Fit(table), fit);
        Assert.Equal(["mu"], fit.Parameters.Where(static p => p.Coefficients.Count > 0).Select(static p => p.Name), StringComparer.Ordinal);
        Assert.Throws<InputException>(() => Families.Gaussian.Holding("tau", 1.0));
        Assert.Throws<InputException>(() => Families.Gaussian.Holding("sigma", -1.0));
    }

    [Fact]
    public void What_makes_no_sense_is_refused_in_code_as_in_text()
    {
        Refused("zero-inflated(gaussian)", static () => Families.Gaussian.ZeroInflated());
        Refused("hurdle(beta)", static () => Families.Beta.Hurdle());
        Refused("zero-one-inflated(gaussian)", static () => Families.Gaussian.ZeroOneInflated());
        Refused("truncated(gaussian, lower=2, upper=1)", static () => Families.Gaussian.Truncated(2.0, 1.0));
        Refused("censored(censored(weibull))", static () => Families.Weibull.Censored().Censored());
        Refused("discretised(poisson)", static () => Families.Poisson.Discretised());
        Refused("contaminated(poisson)", static () => Families.Poisson.Contaminated());
        Refused("log(gamma)", static () => Families.Gamma.OfLogarithm());
        Refused("logit(beta)", static () => Families.Beta.OfLogit());
        Refused("mixture(gaussian, poisson)", static () => Families.Gaussian.MixedWith(Families.Poisson));
        Refused("mixture(gaussian)", static () => Families.Gaussian.MixedWith());
        Refused("joint(gaussian)", static () => Families.Gaussian.JointWith());
        Assert.Contains("at least two components", Assert.Throws<InputException>(static () => Families.Gaussian.Mixture(1)).Message, StringComparison.Ordinal);
        Assert.Contains("at least two components", Assert.Throws<InputException>(static () => Families.Gaussian.Mixture(-3)).Message, StringComparison.Ordinal);
    }

    private static void Refused(string text, Func<NoiseModel> code)
    {
        InputException expected = Assert.ThrowsAny<InputException>(() => NoiseSpec.Parse(text)), thrown = Assert.Throws<InputException>(code);
        Assert.Contains(thrown.Message, expected.Message, StringComparison.Ordinal);
    }

    /// <summary>Equal to the last bit: the same noise model is fitted by the same steps.</summary>
    private static void Same(Fit expected, Fit actual)
    {
        Assert.Equal(FitStatus.Converged, expected.Status);
        Assert.Equal(FitStatus.Converged, actual.Status);
        Assert.Equal(expected.Noise, actual.Noise);
        Assert.True(double.IsFinite(expected.LogLikelihood!.Value));
        Assert.Equal(expected.LogLikelihood, actual.LogLikelihood);
        Assert.Equal(expected.Parameters.Select(static p => (p.Name, p.Link)), actual.Parameters.Select(static p => (p.Name, p.Link)));
        Assert.Equal(Numbers(expected), Numbers(actual));
        Assert.All(Numbers(actual), static c => Assert.True(double.IsFinite(c.Estimate)));
    }

    private static (string Term, double Estimate, double? StandardError)[] Numbers(Fit fit) =>
        [.. fit.Parameters.SelectMany(static p => p.Coefficients).Select(static c => (c.Term, c.Estimate!.Value, c.StandardError))];

    /// <summary>Responses of a distribution, of which the upper ones are censored where a formula asks for it, beside two columns of noise.</summary>
    private static Table Draw(string truth)
    {
        RandomStream stream = new(20);
        Distribution distribution = NoiseSpec.Parse(truth).ToDistribution();
        double[] x = new double[Rows], y = new double[Rows], z = new double[Rows], censored = new double[Rows];
        for (int i = 0; i < Rows; i++)
        {
            (x[i], z[i], y[i]) = (stream.NextNormal(), stream.NextNormal(), distribution.Sample(stream));
            censored[i] = i % 5 == 0 ? 1.0 : 0.0;
        }

        return Table.Of(("x", x), ("y", y), ("z", z), ("c", censored));
    }
}
