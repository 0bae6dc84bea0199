using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Priors;
using Surprisal.Tests.Fits;
using Xunit;

namespace Surprisal.Tests.Solvers.Paths;

/// <summary>Paths of small random problems: more and fewer rows than columns, copies of columns, constants, weights, offsets, bounds.</summary>
public sealed class RandomPathTests
{
    [Theory]
    [InlineData("gaussian", 500)]
    [InlineData("bernoulli", 250)]
    [InlineData("poisson", 250)]
    [InlineData("gamma", 60)]
    [InlineData("logistic", 60)]
    public void Every_point_is_an_optimum(string noise, int problems)
    {
        int run = 0;
        for (long seed = 1; run < problems; seed++)
        {
            PathProblem problem = PathProblem.Make(seed, noise);
            RegularisationPath path;
            try
            {
                path = problem.Model.FitPath(problem.Table, problem.Options);
            }
            catch (InputException refused) when (refused.Message.Contains("no regular optimum", StringComparison.Ordinal))
            {
                continue;
            }

            Assert.True(path.Status == FitStatus.Converged, $"{noise} {seed}: {path.Solver} certificates {string.Join(" ", path.Points.Select(static p => p.KktResidual))}, {path.Terms.Count} terms, {path.Rows} rows, alpha {problem.Options.Alpha}");
            problem.AssertOptimal(path, problem.IsLeastSquares ? 1e-6 : 2e-4);
            run++;
        }
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("bernoulli")]
    [InlineData("gamma")]
    public void The_same_bits_for_any_number_of_threads(string noise)
    {
        for (long seed = 1; seed < 20; seed++)
        {
            PathProblem problem = PathProblem.Make(seed, noise);
            RegularisationPath one = problem.Model.FitPath(problem.Table, problem.Options), two = problem.Model.FitPath(problem.Table, problem.Options with { Threads = 2 });
            foreach ((RegularisationPoint a, RegularisationPoint b) in one.Points.Zip(two.Points))
            {
                Assert.Equal(a.Places.ToArray(), b.Places.ToArray());
                Assert.Equal(a.Values.ToArray().Select(BitConverter.DoubleToInt64Bits), b.Values.ToArray().Select(BitConverter.DoubleToInt64Bits));
            }
        }
    }

    [Theory]
    [InlineData("bernoulli", 2)]
    [InlineData("poisson", 13)]
    [InlineData("gamma", 7)]
    public void A_point_is_the_single_fit_of_its_strength(string noise, long seed)
    {
        PathProblem problem = PathProblem.Make(seed, noise);
        PathOptions lasso = problem.Options with { Alpha = 1, Standardize = false, Lower = double.NegativeInfinity };
        RegularisationPath path = problem.Model.FitPath(problem.Table, lasso);
        foreach (RegularisationPoint point in path.Points.Skip(1).Take(4))
        {
            LaplacePrior prior = new(1 / (path.Observations * point.Lambda));
            Fit single = Model.Of(noise, problem.Model.Formulas, problem.Model.Options with { Priors = [prior] }).Fit(problem.Table);
            Assert.Equal(FitStatus.Converged, single.Status);
            Near.Equal(single.LogLikelihood, point.LogLikelihood, 1e-6);
            double penalty = Enumerable.Range(0, path.Terms.Count).Where(k => path.Terms[k].Factor > 0).Sum(k => Math.Abs(point[k]));
            double singlePenalty = single.Parameters.SelectMany(p => p.Coefficients.Where(c => path.Terms[path.PlaceOf(p.Name, c.Term)].Factor > 0)).Sum(static c => Math.Abs(c.Estimate!.Value));
            Near.Equal((-single.LogLikelihood / path.Observations) + (point.Lambda * singlePenalty), (-point.LogLikelihood / path.Observations) + (point.Lambda * penalty), 1e-10);
        }
    }
}
