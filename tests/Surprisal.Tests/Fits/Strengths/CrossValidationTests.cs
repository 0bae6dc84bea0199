using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Fits.Strengths;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics.Random;
using Surprisal.Priors;
using Surprisal.Tests.Cli;
using Xunit;

namespace Surprisal.Tests.Fits.Strengths;

/// <summary>Cross-validation against naive refits, its folds, its choices, its errors.</summary>
public sealed class CrossValidationTests
{
    private static readonly Table Sparse = Table.ReadCsv(Repository.Sample("sparse-regression.csv"));
    private static readonly Table Births = Table.ReadCsv(Repository.Sample("birthwt.csv"));

    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    [InlineData(0)]
    public void Gaussian_scores_are_those_of_fits_without_the_fold(double alpha)
    {
        RandomStream stream = new(21);
        for (int problem = 0; problem < 70; problem++)
        {
            (Table table, double[][] x, double[] y) = Problems.Gaussian(stream, 25 + (int)stream.NextInteger(20), 2 + (int)stream.NextInteger(5), 1);
            int folds = 2 + (int)stream.NextInteger(4);
            CrossValidation validation = Model.Of("gaussian", "y ~ .").CrossValidate(table, new() { Folds = folds, Seed = problem, Path = new() { Alpha = alpha, Lambdas = 8, Threads = 1 } });
            foreach (int at in new[] { 2, 5, 7 })
            {
                double expected = 0;
                for (int fold = 0; fold < folds; fold++)
                {
                    (int[] inside, int[] outside) = Split(validation, 0, fold);
                    Fit fit = Refit("gaussian", "y ~ .", table.Select(outside), validation.Points[at].Lambda, alpha);
                    double[] b = [.. fit.Parameters[0].Coefficients.Select(static c => c.Estimate!.Value)];
                    double sigma = Math.Sqrt(outside.Average(i => Square(y[i] - Predict(b, x, i))));
                    foreach (int i in inside) expected += (Math.Log(sigma * Math.Sqrt(2 * Math.PI)) + (0.5 * Square((y[i] - Predict(b, x, i)) / sigma))) / y.Length;
                }

                Assert.Equal(expected, validation.Points[at].Mean, 1e-8 * Math.Max(1, Math.Abs(expected)));
            }
        }
    }

    [Theory]
    [InlineData("bernoulli")]
    [InlineData("poisson")]
    public void Other_scores_are_those_of_fits_without_the_fold(string noise)
    {
        RandomStream stream = new(8);
        for (int problem = 0; problem < 15; problem++)
        {
            Table table = Problems.Discrete(stream, 60, 4, noise == "poisson");
            double[] y = ((NumberColumn)table.Find("y")!).Values.ToArray();
            CrossValidation validation = Model.Of(noise, "y ~ .").CrossValidate(table, new() { Folds = 4, Seed = problem, Path = new() { Lambdas = 12, Threads = 1 } });
            foreach (int at in new[] { 4, 8 })
            {
                double expected = 0;
                for (int fold = 0; fold < 4; fold++)
                {
                    (int[] inside, int[] outside) = Split(validation, 0, fold);
                    Fit fit = Refit(noise, "y ~ .", table.Select(outside), validation.Points[at].Lambda, 1);
                    double[] b = [.. fit.Parameters[0].Coefficients.Select(static c => c.Estimate!.Value)];
                    double[][] x = [.. Enumerable.Range(0, 4).Select(j => ((NumberColumn)table.Find($"x{j}")!).Values.ToArray())];
                    foreach (int i in inside)
                    {
                        double eta = Predict(b, x, i);
                        expected += (noise == "poisson" ? Math.Exp(eta) - (y[i] * eta) + Enumerable.Range(1, (int)y[i]).Sum(static k => Math.Log(k)) : Math.Log(1 + Math.Exp(eta)) - (y[i] * eta)) / y.Length;
                    }
                }

                Assert.Equal(expected, validation.Points[at].Mean, 1e-8);
            }
        }
    }

    [Fact]
    public void Sparse_predictors_of_sigma_and_more_columns_than_rows_are_scored_too()
    {
        CrossValidation scale = Model.Of("gaussian", "y ~ x0 + x3 + x7", "sigma ~ x1 + x2").CrossValidate(Sparse, new() { Folds = 5, Path = new() { Parameters = ["mu", "sigma"], Lambdas = 20 } });
        Assert.True(scale.Points[scale.Best].Mean < scale.Points[0].Mean - 0.5);
        RandomStream stream = new(2);
        (Table wide, _, double[] y) = Problems.Gaussian(stream, 40, 600, 0.1);
        CrossValidation validation = Model.Of("gaussian", "y ~ .").CrossValidate(wide, new() { Folds = 4, Score = FoldScore.Deviance, Path = new() { Lambdas = 10 } });
        RegularisationPath naive = Model.Of("gaussian", "y ~ .").FitPath(wide.Select(Split(validation, 0, 0).Outside), new() { LambdaValues = [.. validation.Points.Select(static p => p.Lambda)] });
        Assert.Equal(FitStatus.Converged, naive.Status);
        Assert.Equal(y.Select(v => Square(v - y.Average())).Average(), validation.Points[0].Mean, 0.3 * validation.Points[0].Mean);
    }

    [Fact]
    public void Results_have_the_same_bits_for_any_number_of_threads_and_seeds_decide()
    {
        foreach ((string noise, string formula, Table table) in new[] { ("gaussian", "y ~ .", Sparse), ("bernoulli", "low ~ age + lwt + race + smoke", Births) })
        {
            Model model = Model.Of(noise, formula);
            CrossValidation one = model.CrossValidate(table, new() { Repeats = 2, Path = new() { Threads = 1, Lambdas = 30 } }), two = model.CrossValidate(table, new() { Repeats = 2, Path = new() { Threads = 2, Lambdas = 30 } });
            Assert.Equal(one.Points, two.Points);
            CrossValidation other = model.CrossValidate(table, new() { Repeats = 2, Seed = 2, Path = new() { Threads = 1, Lambdas = 30 } });
            Assert.NotEqual(one.FoldsOf(0).ToArray(), other.FoldsOf(0).ToArray());
            Assert.NotEqual(one.FoldsOf(0).ToArray(), one.FoldsOf(1).ToArray());
            Assert.NotEqual(one.Points[20].Mean, other.Points[20].Mean);
        }
    }

    [Fact]
    public void Classes_are_spread_evenly_and_groups_stay_together()
    {
        Model model = Model.Of("bernoulli", "low ~ age + lwt");
        CrossValidation validation = model.CrossValidate(Births, new() { Folds = 7, Path = new() { Lambdas = 5 } });
        Assert.True(validation.IsStratified);
        double[] low = ((NumberColumn)Births.Find("low")!).Values.ToArray();
        int[] folds = validation.FoldsOf(0).ToArray();
        foreach (double value in new[] { 0.0, 1.0 })
        {
            int[] counts = [.. Enumerable.Range(0, 7).Select(fold => folds.Where((f, i) => f == fold && low[i] == value).Count())];
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        }

        CrossValidation grouped = model.CrossValidate(Births, new() { Folds = 5, Group = "age", Path = new() { Lambdas = 5 } });
        double[] age = ((NumberColumn)Births.Find("age")!).Values.ToArray();
        int[] foldOf = grouped.FoldsOf(0).ToArray();
        Assert.False(grouped.IsStratified);
        Assert.Equal(age.Distinct().Count(), grouped.Groups);
        foreach (IGrouping<double, int> rows in Enumerable.Range(0, age.Length).GroupBy(i => age[i])) Assert.Single(rows.Select(i => foldOf[i]).Distinct());
        int[] sizes = [.. Enumerable.Range(0, 5).Select(fold => foldOf.Count(f => f == fold))];
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 3);
    }

    [Fact]
    public void Standard_errors_and_the_rule_follow_their_definitions()
    {
        CrossValidation validation = Model.Of("gaussian", "y ~ .").CrossValidate(Sparse, new() { Folds = 5, Score = FoldScore.Deviance, Path = new() { Lambdas = 40 } });
        double[] y = ((NumberColumn)Sparse.Find("y")!).Values.ToArray();
        double[] scores = new double[5];
        for (int fold = 0; fold < 5; fold++)
        {
            // At the largest strength of all rows, a fold's other rows may keep a term: compare where the least strength leaves all.
            (int[] inside, int[] outside) = Split(validation, 0, fold);
            Fit fit = Refit("gaussian", "y ~ .", Sparse.Select(outside), validation.Points[39].Lambda, 1);
            double[] b = [.. fit.Parameters[0].Coefficients.Select(static c => c.Estimate!.Value)];
            double[][] x = [.. Enumerable.Range(0, 10).Select(j => ((NumberColumn)Sparse.Find($"x{j}")!).Values.ToArray())];
            scores[fold] = inside.Average(i => Square(y[i] - Predict(b, x, i)));
        }

        Assert.Equal(scores.Average(), validation.Points[39].Mean, 1e-8);
        Assert.Equal(Math.Sqrt(scores.Average(s => Square(s - scores.Average())) / 4), validation.Points[39].StandardError, 1e-8);
        Assert.Equal(validation.Points.Min(static p => p.Mean), validation.Points[validation.Best].Mean);
        double limit = validation.Points[validation.Best].Mean + validation.Points[validation.Best].StandardError;
        Assert.True(validation.Points[validation.WithinOneStandardError].Mean <= limit);
        Assert.All(validation.Points.Take(validation.WithinOneStandardError), p => Assert.True(p.Mean > limit));
        Assert.InRange(validation.WithinOneStandardError, 1, validation.Best);
    }

    [Fact]
    public void Fits_take_the_strength_that_was_chosen()
    {
        Fit fit = Model.Of("gaussian", ["y ~ ."], new ModelOptions { Priors = [PriorSpec.ParsePenalty("lasso(cv, rule=1se)")] }).Fit(Sparse);
        CrossValidation validation = fit.Prior!.Choice!.CrossValidation!;
        RegularisationPoint point = validation.Path.Points[validation.WithinOneStandardError];
        Assert.Equal(point.Lambda, fit.Prior.Blocks[0].Penalty!.Lambda);
        for (int j = 0; j < 11; j++) Assert.Equal(point[j], fit.Parameters[0].Coefficients[j].Estimate!.Value, 1e-7);
        Assert.Equal(Model.Of("gaussian", "y ~ .").CrossValidate(Sparse).Points, validation.Points);

        // A laplace prior with sigma estimated has the same optimum at scale sigma^2/(n lambda).
        Fit prior = Model.Of("gaussian", ["y ~ ."], new ModelOptions { Priors = [PriorSpec.ParsePrior("laplace(auto)")] }).Fit(Sparse);
        RegularisationPoint best = validation.Path.Points[validation.Best];
        Assert.Equal(Square(best.ResidualSigma!.Value) / (50 * best.Lambda), ((LaplacePrior)prior.Prior!.Blocks[0].Prior).Scale, 1e-12);
        for (int j = 0; j < 11; j++) Assert.Equal(best[j], prior.Parameters[0].Coefficients[j].Estimate!.Value, 1e-6);
        Assert.Equal(StrengthRule.CrossValidation, prior.Prior.Choice!.Rule);
    }

    [Fact]
    public void Ranked_probability_scores_are_their_integrals()
    {
        // Closed forms: gaussian (Gneiting, Raftery 2007), a coin's (p - y)^2, an exponential's y + (2/rate)(exp(-rate y) - 1) + 1/(2 rate) ... by integration of its cdf.
        GaussianNoise gaussian = new();
        Assert.Equal(0.23369497725510907, RankedProbability.Of(gaussian, gaussian.At([0.0, 1.0]), 0), 1e-12);
        Assert.Equal(0.6024413541, RankedProbability.Of(gaussian, gaussian.At([0.0, 1.0]), 1), 1e-8);
        BernoulliNoise coin = new();
        Assert.Equal(0.49, RankedProbability.Of(coin, coin.At([0.3]), 1), 1e-12);
        Assert.Equal(0.09, RankedProbability.Of(coin, coin.At([0.3]), 0), 1e-12);
        LaplaceNoise laplace = new();
        foreach (double y in new[] { -2.0, 0, 0.7, 5 })
        {
            double z = Math.Abs(y);
            Assert.Equal(z + Math.Exp(-z) - 0.75, RankedProbability.Of(laplace, laplace.At([0.0, 1.0]), y), 1e-7);
        }
    }

    [Fact]
    public void Levels_that_a_fold_keeps_to_itself_are_said()
    {
        List<string> levels = [.. Enumerable.Repeat("a", 20), .. Enumerable.Repeat("b", 19), "c"];
        RandomStream stream = new(1);
        Table table = new([new TextColumn("g", levels.Select(static l => l[0] - 'a').ToArray(), ["a", "b", "c"]), new NumberColumn("y", levels.Select(_ => stream.NextNormal()).ToArray())]);
        CrossValidation validation = Model.Of("gaussian", "y ~ g").CrossValidate(table, new() { Folds = 4, Path = new() { Lambdas = 5 } });
        Assert.Contains("g[c]: rows of the level are all in one fold, so it has coefficient 0 where they are scored", Assert.Single(validation.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, null, FoldScore.Log, "gaussian", "60 folds need as many rows, and 50 are used")]
    [InlineData(5, "site", FoldScore.Log, "gaussian", "no column 'site'")]
    [InlineData(5, null, FoldScore.Deviance, "student-t(nu=4)", "noise model 'student-t' has no deviance")]
    public void Folds_and_scores_that_there_are_not_are_refused(int folds, string? group, FoldScore score, string noise, string problem)
    {
        InputException refused = Assert.ThrowsAny<InputException>(() => Model.Of(noise, "y ~ .").CrossValidate(Sparse, new() { Folds = folds, Group = group, Score = score }));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.NotNull(refused.Remedy);
    }

    [Fact]
    public void Groups_and_classes_that_are_too_few_are_refused()
    {
        Assert.Contains("5 folds need as many groups, and column 'smoke' has 2", Assert.Throws<InputException>(() => Model.Of("gaussian", "bwt ~ age").CrossValidate(Births, new() { Folds = 5, Group = "smoke" })).Message, StringComparison.Ordinal);
        Table table = new([new NumberColumn("x", new double[] { 1, 2, 3, 4, 5, 6 }), new NumberColumn("y", new double[] { 0, 0, 0, 0, 0, 1 })]);
        Assert.Contains("its 1 row is in one fold", Assert.Throws<InputException>(() => Model.Of("bernoulli", "y ~ x").CrossValidate(table, new() { Folds = 3 })).Message, StringComparison.Ordinal);
        Assert.Contains("2 priors or penalties are given", Assert.Throws<InputException>(() => Model.Of("gaussian", ["y ~ .", "sigma ~ x0"], new ModelOptions { Priors = [PriorSpec.ParsePenalty("lasso(cv)"), PriorSpec.ParsePenalty("sigma:ridge(0.1)")] }).Fit(Sparse)).Message, StringComparison.Ordinal);
    }

    private static (int[] Inside, int[] Outside) Split(CrossValidation validation, int repeat, int fold)
    {
        int[] folds = validation.FoldsOf(repeat).ToArray();
        return ([.. Enumerable.Range(0, folds.Length).Where(i => folds[i] == fold)], [.. Enumerable.Range(0, folds.Length).Where(i => folds[i] != fold)]);
    }

    private static Fit Refit(string noise, string formula, Table table, double lambda, double alpha)
    {
        Penalty penalty = alpha switch { 1 => Penalty.Lasso(lambda), 0 => Penalty.Ridge(lambda), _ => Penalty.ElasticNet(lambda, alpha) };
        Fit fit = Model.Of(noise, [formula], new ModelOptions { Priors = [penalty] }).Fit(table);
        Assert.Equal(FitStatus.Converged, fit.Status);
        return fit;
    }

    private static double Predict(double[] b, double[][] x, int row) => b[0] + x.Select((column, j) => b[j + 1] * column[row]).Sum();

    private static double Square(double x) => x * x;
}
