using Surprisal.Noise;
using Xunit;

namespace Surprisal.Tests.Noise;

/// <summary>Combinations that make no sense are refused with the reason and what to do instead.</summary>
public class CombinatorRefusalTests
{
    [Theory]
    [InlineData("zero-inflated(gaussian)", "'zero-inflated(gaussian)' makes no sense: its responses are no counts", "use hurdle for positive amounts")]
    [InlineData("zero-inflated(gamma)", "'zero-inflated(gamma)' makes no sense", "use hurdle for positive amounts")]
    [InlineData("zero-inflated(bernoulli)", "'zero-inflated(bernoulli)' makes no sense", "use hurdle")]
    [InlineData("zero-inflated(zero-inflated(poisson))", "the zeros of 'zero-inflated(poisson)' are free already", "leave out 'zero-inflated'")]
    [InlineData("zero-inflated(hurdle(poisson))", "the zeros of 'hurdle(poisson)' are free already", "leave out 'zero-inflated'")]
    [InlineData("zero-inflated(categorical)", "'zero-inflated' needs a noise model of single numbers, and 'categorical' is not one", "`surprisal noise` lists")]
    [InlineData("zero-inflated(poisson, poisson)", "'zero-inflated' takes one noise model, not 2", "write zero-inflated(a)")]
    [InlineData("hurdle(gaussian)", "'hurdle(gaussian)' makes no sense: its responses are neither counts nor positive amounts", "such as poisson or gamma")]
    [InlineData("hurdle(beta)", "'hurdle(beta)' makes no sense", "for shares use zero-one-inflated")]
    [InlineData("hurdle(hurdle(gamma))", "'hurdle(gamma)' has zeros of its own", "such as gamma")]
    [InlineData("hurdle(zero-inflated(poisson))", "'zero-inflated(poisson)' has zeros of its own", "such as gamma")]
    [InlineData("hurdle(censored(poisson))", "'hurdle(censored(poisson))' makes no sense: rows are censored last", "write censored(hurdle(poisson))")]
    [InlineData("zero-one-inflated(gaussian)", "its responses are no shares strictly between 0 and 1", "such as beta or logit(gaussian)")]
    [InlineData("zero-one-inflated(zero-one-inflated(beta))", "its responses are no shares strictly between", "such as beta")]
    [InlineData("mixture(gaussian)", "a mixture needs at least two components", "write mixture(gaussian, k=2), or mixture(a, b)")]
    [InlineData("mixture(gaussian, k=1)", "k must be a whole number from 2 to 100, not 1", "write k=2")]
    [InlineData("mixture(gaussian, k=2.5)", "k must be a whole number from 2 to 100, not 2.5", "write k=2")]
    [InlineData("mixture(gaussian, k=101)", "k must be a whole number from 2 to 100, not 101", "write k=2")]
    [InlineData("mixture(gaussian, gaussian, k=2)", "k repeats a single component, and there are several", "leave out k")]
    [InlineData("mixture(gaussian, poisson)", "'gaussian' and 'poisson' cannot be mixed: a response of the one is a finite number, of the other a count", "mix noise models of one support")]
    [InlineData("mixture(multivariate-gaussian, gaussian)", "cannot be mixed", "mix noise models of one support")]
    [InlineData("mixture(censored(weibull), k=2)", "rows are censored last", "write censored(mixture(weibull))")]
    [InlineData("truncated(censored(gaussian))", "rows are censored last", "write censored(truncated(gaussian))")]
    [InlineData("truncated(gamma, upper=0)", "nothing of 'gamma' lies between -Infinity and 0", "a response must be greater than 0")]
    [InlineData("truncated(gaussian, lower=2, upper=1)", "nothing of 'gaussian' lies between 2 and 1", "give the lower bound first")]
    [InlineData("truncated(poisson, lower=2.2, upper=2.8)", "nothing of 'poisson' lies between 2.2 and 2.8", "a response must be a count")]
    [InlineData("truncated(categorical)", "'truncated' needs a noise model of single numbers", "`surprisal noise` lists")]
    [InlineData("truncated(truncated(gaussian, lower=0), upper=3)", "'truncated(gaussian, lower=0)' is truncated already", "truncated(gaussian, lower=0, upper=3)")]
    [InlineData("truncated(gaussian, poisson, lower=1)", "'truncated' takes one noise model, not 2", "write truncated(a)")]
    [InlineData("censored(censored(weibull))", "'censored(weibull)' is censored already", "leave out one 'censored'")]
    [InlineData("censored(multivariate-gaussian)", "'censored' needs a noise model of single numbers", "`surprisal noise` lists")]
    [InlineData("censored(joint(gaussian, poisson))", "'censored' needs a noise model of single numbers", "`surprisal noise` lists")]
    [InlineData("contaminated(poisson)", "'poisson' has no single scale to inflate", "such as gaussian or laplace")]
    [InlineData("contaminated(mixture(gaussian, k=2))", "has no single scale to inflate", "such as gaussian")]
    [InlineData("contaminated(multivariate-gaussian)", "'contaminated' needs a noise model of single numbers", "`surprisal noise` lists")]
    [InlineData("contaminated(contaminated(gaussian))", "'contaminated(gaussian)' has a share of inflated rows already", "mixture(gaussian, k=3)")]
    [InlineData("discretised(poisson)", "its responses are not a continuum", "such as gaussian or gamma")]
    [InlineData("discretised(beta)", "its responses are not a continuum", "such as gaussian or gamma")]
    [InlineData("discretised(discretised(gaussian))", "its responses are not a continuum", "such as gaussian or gamma")]
    [InlineData("discretised(censored(gaussian))", "rows are censored last", "write censored(discretised(gaussian))")]
    [InlineData("log(gamma)", "'log(gamma)' makes no sense: its responses are not all real numbers", "such as gaussian or student-t")]
    [InlineData("log(log(gaussian))", "its responses are not all real numbers", "such as gaussian")]
    [InlineData("logit(beta)", "'logit(beta)' makes no sense", "such as gaussian")]
    [InlineData("log(censored(gaussian))", "rows are censored last", "write censored(log(gaussian))")]
    [InlineData("joint(gaussian)", "'joint' needs at least two noise models", "write joint(gaussian, categorical)")]
    [InlineData("joint(gaussian, joint(poisson, gamma))", "'joint(poisson, gamma)' is several responses already", "name its parts in the outer 'joint'")]
    [InlineData("joint(gaussian, censored(weibull))", "only a single response is censored", "fit it by itself")]
    [InlineData("zero-inflated", "'zero-inflated' is made of noise models, and none is given", "write zero-inflated(a)")]
    [InlineData("mixture(k=2)", "'mixture' is made of noise models, and none is given", "write mixture(a, b, ...)")]
    [InlineData("zero-inflated(poisson, z=0.1)", "'zero-inflated' has no 'z'", "zi")]
    [InlineData("zero-inflated(poisson, zi=1)", "zi must be", "")]
    [InlineData("zero-inflated(poisson, zi=0.1, zi=0.2)", "zi is given twice", "")]
    [InlineData("truncated(gaussian, lower=0, lower=1)", "lower is given twice", "")]
    [InlineData("truncated(gaussian, lower=abc)", "'abc' is not a finite number", "")]
    [InlineData("hurdle(poisson, 0.2, 0.3)", "'hurdle' has no place for the value 0.3", "")]
    public void NonsenseIsRefusedWithAReasonAndARemedy(string text, string message, string remedy)
    {
        NoiseTextException refusal = Assert.Throws<NoiseTextException>(() => NoiseSpec.Parse(text));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Matches(@"([^.]|\.\.\.)$", refusal.Message);
        if (remedy.Length > 0) Assert.Contains(remedy, refusal.Remedy, StringComparison.Ordinal);
        Assert.Equal(text, refusal.Text);
    }

    [Theory]
    [InlineData("zero-inflated(negative-binomial)")]
    [InlineData("hurdle(truncated(poisson, upper=12))")]
    [InlineData("mixture(zero-inflated(poisson), poisson)")]
    [InlineData("mixture(gaussian, k=3, weight[2]=0.5)")]
    [InlineData("discretised(truncated(gaussian, lower=0))")]
    [InlineData("censored(mixture(weibull, k=2))")]
    [InlineData("zero-one-inflated(logit(gaussian(sigma=2)), coi=0.25)")]
    [InlineData("contaminated(gaussian(mu=0), share=0.1, inflation=10)")]
    [InlineData("joint(gaussian, zero-inflated(poisson), categorical)")]
    public void SenseReadsBackAsItself(string text) => Assert.Equal(text, NoiseSpec.Parse(text).ToString());
}
