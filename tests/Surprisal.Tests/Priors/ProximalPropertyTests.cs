using System.Globalization;
using Surprisal.Fits;
using Surprisal.Numerics.Random;
using Surprisal.Priors;
using Xunit;

namespace Surprisal.Tests.Priors;

/// <summary>A thousand random problems with kinks, bounds and blocks: the optimality conditions hold by slopes written out here, not by the solver's.</summary>
public sealed class ProximalPropertyTests
{
    private const int Problems = 1000;
    private const double Slack = 1e-7;
    private static readonly string[] Noises = ["gaussian(sigma=1)", "bernoulli", "poisson"];

    [Fact]
    public void Every_random_problem_meets_its_conditions()
    {
        int pinned = 0, free = 0;
        for (int seed = 0; seed < Problems; seed++)
        {
            RandomStream random = new(4711, seed);
            RandomProblem problem = new(random, Noises[seed % Noises.Length]);
            PriorSpec[] specs = [.. problem.Columns.Select(name => PriorSpec.Of(Draw(random, problem.Noise)).On(name))];
            Fit fit = problem.Fit(specs);
            Assert.True(fit.Status == FitStatus.Converged, $"problem {seed}: {fit.Status}; {string.Join("; ", specs.Select(static s => s.ToString()))}");
            double[] b = [.. fit.Parameters[0].Coefficients.Select(static c => c.Estimate!.Value)];
            double[] gradient = problem.Gradient(b);
            Assert.InRange(Math.Abs(gradient[0]), 0, Slack * problem.Rows);
            for (int j = 1; j < b.Length; j++)
            {
                ScalarPrior prior = (ScalarPrior)specs[j - 1].Prior!;
                (double least, double greatest) = prior.Slopes(b[j]);
                string place = string.Create(CultureInfo.InvariantCulture, $"problem {seed}, {prior}: b = {b[j]:R}, slope {gradient[j]:R}");
                Assert.True(b[j] >= prior.Lower && b[j] <= prior.Upper, place);
                Assert.True(-gradient[j] >= least - (Slack * problem.Rows) && -gradient[j] <= greatest + (Slack * problem.Rows), place);
                Assert.Equal(least < greatest, fit.Parameters[0].Coefficients[j].StandardError is null);
                _ = least < greatest ? pinned++ : free++;
            }
        }

        // Both kinds of condition are met often enough to mean something.
        Assert.InRange(pinned, 500, int.MaxValue);
        Assert.InRange(free, 500, int.MaxValue);
    }

    [Fact]
    public void Groups_meet_their_conditions()
    {
        int zero = 0, free = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            RandomStream random = new(815, seed);
            RandomProblem problem = new(random, Noises[seed % Noises.Length], groups: true);
            double scale = Math.Pow(10, (random.NextDouble() * 1.5) - 1.5);
            Fit fit = problem.Fit([new GroupLaplacePrior(scale)]);
            Assert.True(fit.Status == FitStatus.Converged, $"problem {seed}: {fit.Status}, {fit.Certificate}");
            double[] b = [.. fit.Parameters[0].Coefficients.Select(static c => c.Estimate!.Value)], gradient = problem.Gradient(b);
            foreach (int[] group in problem.Groups)
            {
                double length = Math.Sqrt(group.Sum(j => b[j] * b[j])), slope = Math.Sqrt(group.Length) / scale;
                if (length == 0)
                {
                    zero++;
                    Assert.InRange(Math.Sqrt(group.Sum(j => gradient[j] * gradient[j])), 0, slope + (Slack * problem.Rows));
                    continue;
                }

                free++;
                foreach (int j in group) Assert.Equal(0, gradient[j] + (slope * b[j] / length), Slack * problem.Rows);
            }
        }

        Assert.InRange(zero, 50, int.MaxValue);
        Assert.InRange(free, 50, int.MaxValue);
    }

    [Fact]
    public void Newton_and_the_proximal_solver_agree_where_both_serve()
    {
        // A bound that does not bind makes a smooth problem one of the proximal solver.
        for (int seed = 0; seed < 60; seed++)
        {
            RandomStream random = new(99, seed);
            RandomProblem problem = new(random, Noises[seed % Noises.Length]);
            GaussianPrior prior = new(0.2 + (2 * random.NextDouble()));
            Fit newton = problem.Fit([prior]), proximal = problem.Fit([.. problem.Columns.Select((c, j) => j == 0 ? PriorSpec.Of(prior.With(lower: -1e6)).On(c) : PriorSpec.Of(prior).On(c))]);
            Assert.Equal("newton", newton.Certificate.SolverName);
            Assert.Equal("proximal-newton", proximal.Certificate.SolverName);
            for (int j = 0; j <= problem.Columns.Count; j++)
            {
                Coefficient a = newton.Parameters[0].Coefficients[j], b = proximal.Parameters[0].Coefficients[j];
                Assert.Equal(a.Estimate!.Value, b.Estimate!.Value, 1e-8 * (1 + Math.Abs(a.Estimate.Value)));
                Assert.Equal(a.StandardError!.Value, b.StandardError!.Value, 1e-7 * a.StandardError.Value);
            }
        }
    }

    private static ScalarPrior Draw(RandomStream random, string noise)
    {
        double scale = Math.Pow(10, (2 * random.NextDouble()) - 1.5), mean = random.NextInteger(3) == 0 ? random.NextNormal() : 0;
        return random.NextInteger(9) switch
        {
            0 => new LaplacePrior(scale).With(mean),
            1 => new ElasticNetPrior(1 / scale, 1 + random.NextDouble()).With(mean),
            2 => new BoxPrior(-scale, 0.5 * scale),
            3 => new GeneralisedDoubleParetoPrior(scale, 1 + (3 * random.NextDouble())),
            4 => new StudentTPrior(3, scale).With(mean, lower: 0),
            5 => new GaussianPrior(scale).With(mean, upper: 0.3),
            6 => new CauchyPrior(scale).With(lower: -0.1, upper: 2),
            7 => new LaplacePrior(scale).With(lower: 0),
            _ => noise.StartsWith("gaussian", StringComparison.Ordinal) ? new NonNegativePrior() : new GaussianPrior(scale),
        };
    }
}
