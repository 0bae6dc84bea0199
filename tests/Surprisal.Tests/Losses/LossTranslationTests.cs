using Surprisal.Losses;
using Surprisal.Noise;
using Xunit;

namespace Surprisal.Tests.Losses;

public class LossTranslationTests
{
    public static TheoryData<string> Names => [.. LossTranslation.Names];

    public static TheoryData<string> NoiseNames => [.. NoiseModels.All.Select(static n => n.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_loss_is_explained(string name) => RequireWhole(LossTranslation.Explain(name));

    [Theory]
    [MemberData(nameof(NoiseNames))]
    public void Every_noise_model_is_explained(string name)
    {
        Explanation explanation = LossTranslation.ExplainNoise(name);
        RequireWhole(explanation);
        Assert.True(explanation.IsLikelihood);
        Assert.StartsWith(name, explanation.Noise, StringComparison.Ordinal);
        Assert.All(NoiseModels.Get(name).LossNames, static loss => Assert.True(LossTranslation.Explain(loss).IsLikelihood));
    }

    [Theory]
    [InlineData("mse", "gaussian", 2.5066282746310002, 1.0, double.PositiveInfinity)]
    [InlineData("mae", "laplace", 2.0, 0.63661977236758138, 1.2533141373155003)]
    [InlineData("log-cosh", "hyperbolic-secant", 3.1415926535897931, 0.93047, 1.65103)]
    [InlineData("pinball(tau=0.9)", "asymmetric-laplace(tau=0.9)", 100.0 / 9.0, 0.3422169, 5.1283)]
    [InlineData("huber(k=1.345)", "huber(k=1.345)", 2.6607, 0.95, 1.63748)]
    [InlineData("cauchy", "cauchy(scale=1)", 3.1415926535897931, 0.761543, 1.4521)]
    [InlineData("abs(r)^1.5", "generalised-normal(scale=1, power=1.5)", 1.8054905859, 0.92704, double.PositiveInfinity)]
    [InlineData("abs(r)", "laplace(scale=1)", 2.0, 0.63661977236758138, 1.2533141373155003)]
    [InlineData("log1p(r^2)", "cauchy(scale=1)", 3.1415926535897931, 0.761543, 1.4521)]
    [InlineData("2.5*log1p(r^2/4)", "student-t(sigma=1, nu=4)", 2.6666666666666665, 0.925857, 1.5897)]
    [InlineData("if(abs(r) < 2, r^2/2, 2*abs(r) - 2)", "huber(sigma=1, k=2)", 2.52787, 0.989718, 2.0953)]
    [InlineData("sqrt(1 + r^2)", "hyperbolic(sigma=1, delta=1)", 3.2723, 0.926758, 1.77025)]
    [InlineData("max(0.3*r, -0.7*r)", "asymmetric-laplace(scale=1, tau=0.3)", 100.0 / 21.0, 0.57566, 2.01327)]
    public void Likelihoods_have_their_noise_model_and_numbers(string text, string noise, double normaliser, double efficiency, double sensitivity)
    {
        Explanation explanation = LossTranslation.Explain(text);
        Assert.True(explanation.IsLikelihood);
        Assert.Equal(noise, explanation.Noise);
        RequireClose(normaliser, explanation.Normaliser, 1e-4);
        RequireClose(efficiency, explanation.Efficiency, 1e-5);
        RequireClose(sensitivity, explanation.GrossErrorSensitivity, 1e-4);
    }

    [Theory]
    [InlineData("tukey(c=4.685)", 0.95, 4.685)]
    [InlineData("welsch(c=2.9846)", 0.95, null)]
    [InlineData("1-exp(-r^2/2)", 0.649519, null)]
    [InlineData("geman-mcclure", null, null)]
    [InlineData("0.4*log1p(r^2)", 0.761543, null)]
    public void What_does_not_fall_off_has_an_infinite_normaliser(string text, double? efficiency, double? rejected)
    {
        Explanation explanation = LossTranslation.Explain(text);
        Assert.False(explanation.IsLikelihood);
        Assert.Equal(double.PositiveInfinity, explanation.Normaliser);
        Assert.Null(explanation.Noise);
        Assert.Contains("infinite", explanation.Why, StringComparison.Ordinal);
        Assert.Contains("redescending", explanation.Shape, StringComparison.Ordinal);
        Assert.NotNull(explanation.Instead);
        if (efficiency is { } e) RequireClose(e, explanation.Efficiency, 1e-4);
        if (rejected is { } r) RequireClose(r, explanation.RejectedFrom, 1e-9);
        else Assert.Null(explanation.RejectedFrom);
    }

    [Theory]
    [InlineData("mse", "2 sigma^2", 2.0)]
    [InlineData("mae", "scale", 1.0)]
    [InlineData("huber", "sigma^2", 1.0)]
    [InlineData("smooth-l1(beta=2)", "0.5 sigma^2", 0.5)]
    [InlineData("poisson deviance", "2", 2.0)]
    [InlineData("gamma deviance", "2/shape", 2.0)]
    [InlineData("tweedie deviance", "2 dispersion", 2.0)]
    [InlineData("binary cross-entropy", "1", 1.0)]
    [InlineData("poisson loss", "1", 1.0)]
    [InlineData("msle", "2 sigma^2", 2.0)]
    [InlineData("lp(p=3)", "scale^3", 1.0)]
    public void The_factor_to_the_surprisal_is_measured(string text, string factor, double atUnitScale)
    {
        Explanation explanation = LossTranslation.Explain(text);
        Assert.Equal(factor, explanation.Factor);
        RequireClose(atUnitScale, explanation.FactorAtUnitScale, 1e-9);
    }

    [Theory]
    [InlineData("infonce", "categorical")]
    [InlineData("gan discriminator", "bernoulli")]
    [InlineData("denoising score matching", "gaussian")]
    [InlineData("hinge", null)]
    [InlineData("triplet", null)]
    public void What_is_no_likelihood_of_the_data_may_be_one_of_something_else(string text, string? noise)
    {
        Explanation explanation = LossTranslation.Explain(text);
        Assert.False(explanation.IsLikelihood);
        Assert.Equal(noise, explanation.LikelihoodOf?.Noise);
    }

    [Fact]
    public void Huber_is_a_gaussian_contaminated_in_its_tails()
    {
        Assert.Contains("share of 0.057915", string.Join('\n', LossTranslation.Explain("huber(k=1.345)").Readings), StringComparison.Ordinal);

        // Huber (1964), table 1: share 0.05 has k = 1.399.
        RequireClose(0.05, ResidualReadings.ContaminatedShare(1.3987), 1e-4);
        RequireClose(0.01, ResidualReadings.ContaminatedShare(1.9453), 1e-3);
    }

    [Theory]
    [InlineData("mae", "median")]
    [InlineData("mse", "mean")]
    [InlineData("quantile(0.25)", "0.25-quantile")]
    [InlineData("expectile(tau=0.8)", "0.8-expectile")]
    [InlineData("tukey", "mode")]
    [InlineData("hinge", "sign")]
    public void What_is_estimated_is_said(string text, string word) => Assert.Contains(word, LossTranslation.Explain(text).Estimates, StringComparison.Ordinal);

    [Theory]
    [InlineData("mse", "quadratic")]
    [InlineData("mae", "linear")]
    [InlineData("r^4", "power 4")]
    [InlineData("student-t(nu=3)", "as 4/|r|")]
    [InlineData("svr(epsilon=0.5)", "flat in the centre")]
    [InlineData("exp(abs(r)) - 1", "steeper than any power")]
    [InlineData("poisson", "linear in the response")]
    public void Shapes_are_found(string text, string words) => Assert.Contains(words, LossTranslation.Explain(text).Shape, StringComparison.Ordinal);

    [Fact]
    public void Density_loss_and_influence_belong_together()
    {
        foreach (string text in (string[])["huber", "student-t(nu=4)", "abs(r)^1.5", "mixture(gaussian, gaussian)", "skew-normal(slant=3)", "contaminated(gaussian, share=0.1, inflation=4)"])
        {
            Explanation explanation = LossTranslation.Explain(text);
            LossPoint[] points = [.. explanation.Curve!.Points];
            if (explanation.Curve.Influence.StartsWith("d loss / d r", StringComparison.Ordinal))
            {
                double step = points[1].At - points[0].At;
                for (int i = 5; i < points.Length - 5; i++)
                {
                    if (Math.Abs(points[i].At) < 2.0 * step || Math.Abs(Math.Abs(points[i].At) - 1.345) < 2.0 * step) continue;
                    RequireClose((points[i + 1].Loss - points[i - 1].Loss) / (2.0 * step), points[i].Influence, 0.05 + (0.02 * Math.Abs(points[i].Influence)));
                    RequireClose(Math.Exp(-points[i].Loss) / explanation.Normaliser!.Value, points[i].Density, 1e-9);
                }
            }
        }
    }

    [Theory]
    [InlineData("hubr", "did you mean 'huber'?")]
    [InlineData("studnt-t", "did you mean 'student-t'?")]
    [InlineData("trippet", "did you mean 'triplet'?")]
    [InlineData("pinball(tau=1.5)", "leave it out for 0.5")]
    [InlineData("hinge(margn=2)", "did you mean 'margin'?")]
    [InlineData("log(abs(r))", "finite at 0")]
    [InlineData("abs(x)", "a formula is one of r and numbers")]
    [InlineData("abs(r", "add ')'")]
    [InlineData("log(r)", "negative residuals")]
    [InlineData("", "give a loss")]
    public void What_is_not_understood_says_what_to_do(string text, string remedy)
    {
        InputException error = Assert.ThrowsAny<InputException>(() => LossTranslation.Explain(text));
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("density:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_both_is_a_loss_unless_its_values_are_the_noise_models()
    {
        Assert.Equal("huber(k=2)", LossTranslation.Explain("huber(k=2)").Noise);
        Assert.Equal("huber(sigma=2, k=1.345)", LossTranslation.Explain("huber(sigma=2)").Noise);
        Assert.Equal("huber(k=1.345)", LossTranslation.ExplainNoise("huber").Noise);
    }

    private static void RequireWhole(Explanation explanation)
    {
        foreach (string? text in (string?[])[explanation.Title, explanation.Loss, explanation.Estimates, explanation.Shape, explanation.Why])
        {
            Assert.False(string.IsNullOrWhiteSpace(text));
            Assert.False(text.EndsWith('.'));
            Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
            Assert.DoesNotContain("not a number", text, StringComparison.Ordinal);
        }

        Assert.All(explanation.Readings, static r => Assert.DoesNotContain("not a number", r, StringComparison.Ordinal));
        Assert.NotEqual(explanation.IsLikelihood, explanation.Instead is not null);
        Assert.All(explanation.Curve?.Points ?? [], static p => Assert.True(double.IsFinite(p.At) && double.IsFinite(p.Loss) && double.IsFinite(p.Influence), $"{p}"));
        if (explanation.Efficiency is { } efficiency) Assert.InRange(efficiency, 0.0, 1.0 + 1e-9);
    }

    private static void RequireClose(double expected, double? actual, double tolerance) =>
        Assert.True(expected.Equals(actual) || Math.Abs(expected - actual!.Value) <= tolerance * Math.Max(1.0, Math.Abs(expected)), $"expected {expected}, is {actual}");
}
