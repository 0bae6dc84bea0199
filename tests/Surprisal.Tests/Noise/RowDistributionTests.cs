using Surprisal.Noise;
using Surprisal.Numerics.Random;
using Xunit;

namespace Surprisal.Tests.Noise;

/// <summary>Distributions over classes and several responses. Reference values: mpmath, 40 digits, from the definitions.</summary>
public class RowDistributionTests
{
    [Theory]
    [InlineData("dirichlet(2, 3, 5)", -1.4611820247291342377)]
    [InlineData("dirichlet(0.1, 0.2, 0.05)", -19.401151852269352438)]
    [InlineData("dirichlet(1e8, 2e8, 1)", -27.612039723003065938)]
    [InlineData("multinomial(0.5, -1, trials=10)", 3.1534971644903452223)]
    [InlineData("multinomial(0.5, -1, trials=40)", 4.6057536638268416642)]
    [InlineData("multinomial(0.5, -1, trials=0)", 0.0)]
    [InlineData("multivariate-gaussian(0, 1, 1, 2, 0.5)", 3.531024246969290793)]
    [InlineData("multivariate-student-t(0, 1, 1, 2, 0.5, 3)", 4.1976909136359574596)]
    [InlineData("multivariate-student-t(0, 1, 1, 2, 0.5, 1e8)", 3.531024266969290793)]
    [InlineData("multivariate-student-t(0, 0, 0, 1, 1, 1, 3, -1, 2, 0.7)", 8.2632885428690280465)]
    public void The_entropy_is_right(string text, double expected) =>
        Assert.Equal(expected, NoiseSpec.ParseComplete(text).ToRowDistribution().Entropy, 1e-13 * (1.0 + Math.Abs(expected)));

    [Theory]
    [InlineData("categorical(0.5, -1)", 3)]
    [InlineData("ordinal(0.3, -1, 1, 2)", 4)]
    [InlineData("mixture(ordinal(0, -1, 1), ordinal(2, -1, 1), weight[2]=0.3)", 3)]
    public void Classes_have_all_the_probability(string text, int classes)
    {
        RowDistribution d = NoiseSpec.ParseComplete(text).ToRowDistribution();
        double[] probabilities = [.. Enumerable.Range(0, classes).Select(k => Math.Exp(d.LogDensity([k])))];
        Assert.Equal(1.0, probabilities.Sum(), 1e-15);
        Assert.Equal(probabilities, d.LogProbabilitiesOf(0).Select(Math.Exp), (a, b) => Math.Abs(a - b) <= 1e-15);
        Assert.Equal(-probabilities.Sum(p => p * Math.Log(p)), d.Entropy, 1e-14);
        Assert.Equal(double.NegativeInfinity, d.LogDensity([classes]));
        Assert.Equal(double.NegativeInfinity, d.LogDensity([0.5]));
        Assert.True(double.IsNaN(d.Mean[0]));
    }

    [Fact]
    public void A_distribution_function_over_an_order_is_exact_in_both_tails()
    {
        RowDistribution d = NoiseSpec.ParseComplete("ordinal(0, -50, 0, 60)").ToRowDistribution();
        Assert.Equal(-50.0, d.LogCdf(0), 1e-12);
        Assert.Equal(-60.0, d.LogSurvival(2), 1e-12);
        Assert.Equal(0.0, d.LogCdf(3));
        Assert.Equal(double.NegativeInfinity, d.LogSurvival(3));
        Assert.Equal([0, 1, 1, 2, 2, 3], new[] { 0.0, 1e-20, 0.5, 0.6, 1.0 - 1e-15, 1.0 }.Select(d.Quantile));
    }

    [Fact]
    public void Rows_of_counts_sum_to_one()
    {
        RowDistribution d = NoiseSpec.ParseComplete("multinomial(0.5, -1, trials=6)").ToRowDistribution();
        double total = 0.0, first = 0.0, product = 0.0;
        for (int a = 0; a <= 6; a++)
        {
            for (int b = 0; b <= 6 - a; b++)
            {
                double p = Math.Exp(d.LogDensity([a, b, 6 - a - b]));
                total += p;
                first += p * a;
                product += p * a * b;
            }
        }

        Assert.Equal(1.0, total, 1e-14);
        Assert.Equal(first, d.Mean[0], 1e-13);
        Assert.Equal(product - (d.Mean[0] * d.Mean[1]), d.Covariance(0, 1), 1e-13);
        Assert.Equal(double.NegativeInfinity, d.LogDensity([1, 1, 1]));
        Assert.Contains("sum to the 6 trials", d.Objection([1, 1, 1]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("multivariate-gaussian(0, 1, 1, 2, 0.5)")]
    [InlineData("multivariate-student-t(0, 1, 1, 2, 0.5, 9)")]
    [InlineData("dirichlet(2, 3, 5)")]
    [InlineData("multinomial(0.5, -1, trials=10)")]
    [InlineData("mixture(multivariate-gaussian(0, 0, 1, 1, 0), multivariate-gaussian(3, 1, 1, 2, 0.5), weight[2]=0.4)")]
    [InlineData("joint(gamma(2, 3), poisson(4), multivariate-gaussian(0, 1, 1, 2, 0.5))")]
    public void Draws_have_the_mean_and_the_covariance(string text)
    {
        const int Draws = 20_000;
        RowDistribution d = NoiseSpec.ParseComplete(text).ToRowDistribution();
        RandomStream stream = new(7);
        double[][] rows = [.. Enumerable.Range(0, Draws).Select(_ => d.Sample(stream))];
        for (int a = 0; a < d.Responses.Count; a++)
        {
            double own = Math.Sqrt(d.Covariance(a, a));
            Assert.InRange(rows.Average(r => r[a]) - d.Mean[a], -5.0 * own / Math.Sqrt(Draws), 5.0 * own / Math.Sqrt(Draws));
            for (int b = 0; b < d.Responses.Count; b++)
            {
                double[] products = [.. rows.Select(r => (r[a] - d.Mean[a]) * (r[b] - d.Mean[b]))];
                double mean = products.Average(), error = Math.Sqrt(products.Average(p => (p - mean) * (p - mean)) / Draws);
                Assert.InRange(mean - d.Covariance(a, b), -5.0 * error - 1e-12, 5.0 * error + 1e-12);
            }
        }
    }

    [Fact]
    public void The_entropy_is_the_mean_surprisal_of_draws()
    {
        const int Draws = 20_000;
        foreach (string text in (string[])["multivariate-student-t(0, 1, 1, 2, 0.5, 3)", "dirichlet(2, 3, 5)", "multinomial(0.5, -1, trials=10)", "joint(gaussian(0, 1), categorical(0.5, -1))"])
        {
            RowDistribution d = NoiseSpec.ParseComplete(text).ToRowDistribution();
            RandomStream stream = new(11);
            double[] surprisals = [.. Enumerable.Range(0, Draws).Select(_ => -d.LogDensity(d.Sample(stream)))];
            double mean = surprisals.Average(), error = Math.Sqrt(surprisals.Average(s => (s - mean) * (s - mean)) / Draws);
            Assert.InRange(mean - d.Entropy, -5.0 * error, 5.0 * error);
        }
    }

    [Fact]
    public void Moments_that_diverge_are_not_given()
    {
        RowDistribution heavy = NoiseSpec.ParseComplete("multivariate-student-t(0, 1, 1, 2, 0.5, 1.5)").ToRowDistribution();
        Assert.Equal([0.0, 1.0], heavy.Mean);
        Assert.Equal(double.PositiveInfinity, heavy.Covariance(1, 1));
        Assert.True(double.IsNaN(heavy.Covariance(0, 1)));
        Assert.True(double.IsNaN(NoiseSpec.ParseComplete("multivariate-student-t(0, 1, 1, 2, 0.5, 1)").ToRowDistribution().Mean[0]));
    }

    [Theory]
    [InlineData("categorical(0.5, -1)", "categorical(mu[2]=0.5, mu[3]=-1)")]
    [InlineData("categorical(mu[3]=1, mu[2]=0)", "categorical(mu[2]=0, mu[3]=1)")]
    [InlineData("categorical(mu[red]=0, mu[blue]=1)", "categorical(mu[red]=0, mu[blue]=1)")]
    [InlineData("multinomial(mu[a]=0, mu[b]=1, trials=4)", "multinomial(mu[a]=0, mu[b]=1, trials=4)")]
    [InlineData("ordinal(0, 1)", "ordinal(mu=0, threshold[1]=1)")]
    [InlineData("dirichlet(concentration[sand]=2, concentration[silt]=3)", "dirichlet(concentration[sand]=2, concentration[silt]=3)")]
    [InlineData("multivariate-gaussian(1, 2)", "multivariate-gaussian(mu[1]=1, scale[1]=2)")]
    [InlineData("joint(gaussian(0, 1), multinomial(0.5, trials=3))", "joint(gaussian(mu=0, sigma=1), multinomial(mu[2]=0.5, trials=3))")]
    public void Texts_are_canonical_and_read_back(string text, string canonical)
    {
        NoiseSpec spec = NoiseSpec.ParseComplete(text);
        Assert.Equal(canonical, spec.ToString());
        Assert.Equal(canonical, NoiseSpec.ParseComplete(canonical).ToString());
    }

    [Theory]
    [InlineData("categorical", "mu[2] has no value")]
    [InlineData("categorical(mu[red]=1, mu[blue]=1)", "mu[red] must be 0")]
    [InlineData("categorical(mu[blue]=1)", "not all are given")]
    [InlineData("multinomial(0.5)", "trials has no value")]
    [InlineData("multivariate-gaussian(1, 2, 3)", "2, 5, 9, ... values for 1, 2, 3, ... responses, not 3")]
    [InlineData("multivariate-student-t(mu[a]=1, mu[b]=0, scale[a]=1, scale[b]=1, nu=3)", "cholesky[b,a] has no value")]
    [InlineData("joint(binomial(0.3, trials=5), binomial(0.2, trials=6))", "trials are 5 and 6")]
    [InlineData("ordinal(0, 2, 1)", "threshold[2] = 1 is not above threshold[1] = 2")]
    public void What_is_missing_or_wrong_is_named(string text, string message) =>
        Assert.Contains(message, Assert.ThrowsAny<InputException>(() => NoiseSpec.ParseComplete(text).ToRowDistribution()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_fit_takes_classes_from_the_data_only() =>
        Assert.ThrowsAny<InputException>(() => NoiseSpec.Parse("categorical(mu[2]=0.5)"));

    [Fact]
    public void Single_numbers_have_rows_too()
    {
        NoiseSpec spec = NoiseSpec.ParseComplete("gamma(2, 3)");
        RowDistribution row = spec.ToRowDistribution();
        Assert.Equal(spec.ToDistribution().LogDensity(1.5), row.LogDensity([1.5]));
        Assert.Equal((2.0, 4.0 / 3.0), (row.Mean[0], row.Covariance(0, 0)));
        Assert.Throws<InvalidOperationException>(() => row.Quantile(0.5));
    }
}
