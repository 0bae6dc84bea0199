using Surprisal.Tests.Cli;
using Xunit;

namespace Surprisal.Tests.Samples;

/// <summary>The classical exercises print the right numbers, and every program of samples/ is short, listed, and run by a test.</summary>
public sealed class ExerciseTests
{
    [Fact]
    public async Task Poisson_is_derived_and_fitted()
    {
        string[] lines = await SampleProgram.RunAsync("poisson");

        // mu - y log mu + log y!, and what n log(1 - mu/n) and the rest of the binomial's logarithm are.
        Facts.Require(lines, "poisson  ", 2, 2 - Math.Log(2), 2 - (3 * Math.Log(2)) + Math.Log(6), 2 - (8 * Math.Log(2)) + Math.Log(40320));
        Facts.Require(lines, "     10", -10 * Math.Log(0.8), -Math.Log(10 * 0.2) - (9 * Math.Log(0.8)));
        Facts.Require(lines, "slopes", 2, 1, -1, -6);
        Facts.Require(lines, "curvatures", 2, 2, 2, 2);
        Facts c = Facts.Of("poisson-insectsprays", "cases");
        foreach ((string start, string term) in new[] { ("(Intercept)", "(Intercept)"), ("spray[B]", "sprayB"), ("spray[F]", "sprayF") })
        {
            double estimate = c["expected", "coefficients", "mu", term];
            Facts.Require(lines, start, estimate, c["expected", "standardErrors", "mu", term], Math.Exp(estimate));
        }

        Facts.Require(lines, "log-likelihood", c["expected", "logLikelihood"]);
        Facts.Require(lines, "spray F: average", 50.0 / 3, 50.0 / 3);
    }

    [Fact]
    public async Task Two_tasks_add_and_four_lengths_vary_together()
    {
        string[] lines = await SampleProgram.RunAsync("several-responses");
        Facts iris = Facts.Of("multivariate-gaussian-iris", "experiments");
        string[] names = ["sepal_length", "sepal_width", "petal_length", "petal_width"];
        foreach (string a in names) Facts.Require(lines, a, [.. names.Select(b => iris["expected", "coefficients", "covariance", a, b])]);
        double apart = names.Sum(a => -75 * (Math.Log(2 * Math.PI * iris["expected", "coefficients", "covariance", a, a]) + 1));
        Facts.Require(lines, "log-likelihood", iris["expected", "logLikelihood"], apart);

        // Reference: least squares of petal_length on sepal_width is a closed form of the same covariances.
        double[] moments = [.. names.Select(a => iris["expected", "coefficients", "mean", a])];
        double xx = iris["expected", "coefficients", "covariance", "sepal_width", "sepal_width"], xy = iris["expected", "coefficients", "covariance", "sepal_width", "petal_length"];
        double variance = iris["expected", "coefficients", "covariance", "petal_length", "petal_length"] - (xy * xy / xx), length = 75 * (Math.Log(2 * Math.PI * variance) + 1);
        Facts.Require(lines, "  mu[1]:", moments[2] - (xy / xx * moments[1]), xy / xx);
        Facts.Require(lines, "loss of both tasks", 1 / (2 * variance), Math.Sqrt(variance));

        // Reference: the categorical part by Newton's method in plain Python: 126.2684794 nats.
        Facts.Require(lines, "surprisal of the length", length, 126.2684794, length + 126.2684794);
    }

    [Fact]
    public async Task Shares_stay_between_0_and_1()
    {
        string[] lines = await SampleProgram.RunAsync("shares");
        Facts c = Facts.Of("beta-petrol", "cases");
        Facts.Require(lines, "with the batch: ep", c["expected", "coefficients", "mu", "ep"], c["expected", "standardErrors", "mu", "ep"], c["expected", "other", "phi"]);
        Facts.Require(lines, "log-likelihood", c["expected", "logLikelihood"]);
        Facts.Require(lines, "gaussian, mean", -0.0572, 0.4896);
        Facts.Require(lines, "beta, mean", 0.0400, 0.6170);
    }

    [Fact]
    public void Programs_are_short_and_listed()
    {
        string readme = File.ReadAllText(Repository.Sample("README.md"));
        string tests = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "Surprisal.Tests"), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(Repository.Sample("README.md"))!, "*.cs"))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            Assert.True(File.ReadAllLines(file).Length < 100, name);
            Assert.Contains($"dotnet run samples/{name}.cs`", readme, StringComparison.Ordinal);
            Assert.True(tests.Contains($"samples/{name}.cs\"", StringComparison.Ordinal) || tests.Contains($"RunAsync(\"{name}\")", StringComparison.Ordinal), $"no test runs {name}");
        }
    }
}
