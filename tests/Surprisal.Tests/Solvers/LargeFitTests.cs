using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Numerics;
using Surprisal.Numerics.Random;
using Surprisal.Solvers;
using Surprisal.Tests.Fits;
using Xunit;

namespace Surprisal.Tests.Solvers;

/// <summary>Large fits look at the curvature of all rows once, and end where those do that look at it everywhere.</summary>
public sealed class LargeFitTests
{
    private const int Rows = 200_000;
    private static readonly string[] Levels = ["none", "one", "more"];
    private static readonly Lazy<Table> Data = new(() => Simulate(static _ => 1));

    [Theory]
    [InlineData("bernoulli", "binary ~ a + b + c + d", 3)]
    [InlineData("bernoulli", "binary | weights(w) ~ a + b + c", 3)]
    [InlineData("poisson", "count ~ a + b + c + d", 3)]
    [InlineData("poisson", "count ~ a + b + offset(o)", 3)]
    [InlineData("negative-binomial", "count ~ a + b", 4)]
    [InlineData("gamma", "positive ~ a + b;shape ~ c", 4)]
    [InlineData("student-t", "real ~ a + b", 4)]
    [InlineData("gaussian", "real ~ a + b;sigma ~ c", 4)]
    [InlineData("logistic", "real | weights(w) ~ a + b", 4)]
    [InlineData("beta", "share ~ a + b", 4)]
    [InlineData("categorical", "k ~ a + b", 4)]
    public void One_pass_with_curvature_is_enough(string noise, string formulas, int evaluations)
    {
        Estimate estimate = Estimate(Data.Value, noise, formulas, out Objective objective);
        Assert.Equal(SolverStatus.Converged, estimate.Status);
        Assert.Equal(1, estimate.Curvatures);
        Assert.InRange(estimate.Evaluations, 2, evaluations);
        RequireOptimum(estimate, objective);
    }

    // Every 8th block, all that samples see, has slopes or columns of its own: what they say is no help, and must do no harm.
    [Theory]
    [InlineData("bernoulli", "binary ~ a + b + c", -3)]
    [InlineData("bernoulli", "binary ~ a + b + c", 0)]
    [InlineData("poisson", "count ~ a + b + c", 2)]
    [InlineData("poisson", "count ~ a + b + c", 0)]
    [InlineData("student-t", "real ~ a + b", 0)]
    public void Samples_that_mislead_do_no_harm(string noise, string formulas, double factor)
    {
        Estimate estimate = Estimate(Simulate(row => row / 512 % 8 == 0 ? factor : 1), noise, formulas, out Objective objective);
        Assert.Equal(SolverStatus.Converged, estimate.Status);
        RequireOptimum(estimate, objective);
    }

    [Fact]
    public void Separation_is_seen()
    {
        double[] a = ((NumberColumn)Data.Value.Find("a")!).Values.ToArray();
        Table table = new([new NumberColumn("a", a), new NumberColumn("y", Array.ConvertAll(a, static x => x > 0.1 ? 1.0 : 0))]);
        Fit fit = Model.Of("bernoulli", ["y ~ a"]).Fit(table);
        Assert.Equal(FitStatus.Separated, fit.Status);
    }

    [Fact]
    public void Steps_that_are_used_up_are_said()
    {
        Fit fit = Model.Of("poisson", ["count ~ a + b"]).Fit(Data.Value, new FitOptions { MaximumIterations = 1 });
        Assert.Equal(FitStatus.IterationLimit, fit.Status);
        Assert.Null(fit.Covariance);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        Estimate[] estimates = [.. new[] { 1, 2, 7 }.Select(static threads => Estimate(Data.Value, "poisson", "count ~ a + b + c + d", out _, threads))];
        foreach (Estimate other in estimates[1..])
        {
            Assert.Equal(Bits(estimates[0].Coefficients), Bits(other.Coefficients));
            Assert.Equal(Bits(estimates[0].Information), Bits(other.Information));
            Assert.Equal(Bits([estimates[0].Surprisal!.Value, estimates[0].Decrement!.Value]), Bits([other.Surprisal!.Value, other.Decrement!.Value]));
        }
    }

    /// <summary>The distance of the optimum, the claim about it, the surprisal and the standard errors, all against the exact curvature there.</summary>
    private static void RequireOptimum(Estimate estimate, Objective objective)
    {
        ObjectiveValue exact = objective.Evaluate(estimate.Coefficients, 2, new EvaluationOptions(2, CancellationToken.None));
        NewtonDirection direction = NewtonDirection.At(exact.Gradient, exact.Curvature);
        Assert.True(direction.Decrement <= 1e-6, $"{direction.Decrement:R} standard errors from the optimum");
        Assert.True(direction.Decrement <= (1.01 * estimate.Decrement) + 1e-9, $"{direction.Decrement:R} is more than the {estimate.Decrement:R} that the certificate says");
        Near.Relative(exact.Surprisal, estimate.Surprisal, 1e-13, "surprisal");
        double[] inverse = direction.Inverse()!, errors = estimate.InverseInformation!;
        int size = estimate.Coefficients.Length;
        for (int i = 0; i < size; i++)
            Near.Relative(Math.Sqrt(inverse[(i * size) + i]), Math.Sqrt(errors[(i * size) + i]), 3e-5, $"standard error {i}");
    }

    private static Estimate Estimate(Table table, string noise, string formulas, out Objective objective, int threads = 2)
    {
        BoundModel bound = BoundModel.Bind(Model.Of(noise, formulas.Split(';')), table);
        EvaluationOptions options = new(threads, CancellationToken.None);
        Estimate estimate = new Estimator(bound, AliasReport.Of(bound, options).Kept, options, 100, null).Estimate();
        objective = new Objective(bound.BindNoise(), estimate.Predictors, bound.Observations, bound.Weights);
        return estimate;
    }

    /// <summary>Responses that depend on four columns; the columns are multiplied row by row after the responses are drawn.</summary>
    private static Table Simulate(Func<int, double> factor)
    {
        RandomStream random = new(5);
        double[] Column(Func<int, double> cell) => [.. Enumerable.Range(0, Rows).Select(cell)];
        double[] a = Column(_ => random.NextNormal()), b = Column(_ => random.NextNormal()), c = Column(_ => random.NextDouble() - 0.5), d = Column(_ => random.NextExponential());
        double[] eta = Column(i => (0.5 * a[i]) - (0.3 * b[i]) + (0.4 * c[i]) + (0.1 * d[i]));
        double[] rate = Column(i => Elementary.Exp(eta[i]));
        NumberColumn Number(string name, Func<int, double> cell) => new(name, Column(cell));
        return new Table(
        [
            Number("binary", i => random.NextDouble() < rate[i] / (1 + rate[i]) ? 1 : 0),
            Number("count", i => Count(random, rate[i] * (random.NextExponential() + random.NextExponential()) / 2)),
            Number("positive", i => rate[i] * (random.NextExponential() + random.NextExponential())),
            Number("real", i => eta[i] + (random.NextNormal() / Math.Sqrt((random.NextExponential() + random.NextExponential() + random.NextExponential()) / 3))),
            Number("share", i => Share(random, rate[i])),
            new TextColumn("k", Enumerable.Range(0, Rows).Select(i => (int)Math.Min(Count(random, rate[i]), 2)).ToArray(), Levels),
            Number("a", i => a[i] * factor(i)),
            Number("b", i => b[i] * factor(i)),
            Number("c", i => c[i] * factor(i)),
            Number("d", i => d[i]),
            Number("w", _ => 1 + random.NextInteger(3)),
            Number("o", i => 0.2 * c[i]),
        ]);
    }

    /// <summary>A Poisson count by the waiting times between events.</summary>
    private static double Count(RandomStream random, double rate)
    {
        int events = 0;
        for (double time = random.NextExponential(); time < rate; time += random.NextExponential()) events++;
        return events;
    }

    /// <summary>A share whose odds are the rate on average: one gamma number of the sum of two.</summary>
    private static double Share(RandomStream random, double rate)
    {
        double part = rate * (random.NextExponential() + random.NextExponential()), rest = random.NextExponential() + random.NextExponential();
        return part / (part + rest);
    }

    private static long[] Bits(double[] values) => Array.ConvertAll(values, BitConverter.DoubleToInt64Bits);
}
