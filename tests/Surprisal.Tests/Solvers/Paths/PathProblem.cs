using System.Globalization;
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Numerics.Random;
using Surprisal.Solvers;
using Xunit;

namespace Surprisal.Tests.Solvers.Paths;

/// <summary>A small random problem of a path, and the optimality conditions of its points from the data themselves.</summary>
internal sealed class PathProblem
{
    private readonly RandomStream _random;
    private readonly int _columns;

    private PathProblem(long seed, string noise)
    {
        _random = new RandomStream(seed);
        Noise = noise;
        bool joint = noise is "gaussian" && seed % 11 == 0;

        // With few rows a spread of its own can vanish on some of them.
        int rows = (joint ? 60 : 6) + (int)_random.NextInteger(35);
        bool wide = seed % 3 == 0 && !joint && (noise is "gaussian" or "bernoulli" or "poisson");
        _columns = 1 + (int)_random.NextInteger(wide ? 2 * rows : Math.Max(1, rows / 3));
        Options = new PathOptions
        {
            Alpha = (seed % 5) switch { 0 => 0.5, 1 => 0.05, _ => 1 },
            Lambdas = 8,
            LambdaMinimumRatio = 1e-2,
            Standardize = seed % 2 == 0,
            Lower = seed % 7 == 0 ? 0 : double.NegativeInfinity,
            Threads = 1,
        };
        List<double[]> x = [];
        for (int j = 0; j < _columns; j++) x.Add(Column(j, rows, x));
        double[] eta = [.. Enumerable.Range(0, rows).Select(i => x.Take(3).Sum(c => 0.7 * c[i]))];
        List<Column> columns = [.. x.Select(static (c, j) => new NumberColumn("x" + j.ToString(CultureInfo.InvariantCulture), c))];
        columns.Add(new NumberColumn("y", eta.Select(Response).ToArray()));
        columns.Add(new NumberColumn("w", eta.Select(_ => 1.0 + _random.NextInteger(3)).ToArray()));
        columns.Add(new NumberColumn("o", eta.Select(_ => 0.3 * _random.NextNormal()).ToArray()));
        Table = new Table(columns, "random");
        bool weighted = seed % 4 == 0;
        string right = string.Join(" + ", Enumerable.Range(0, _columns).Select(static j => "x" + j.ToString(CultureInfo.InvariantCulture)));
        string[] formulas = joint ? ["y ~ " + right, "sigma ~ x0"] : ["y ~ " + right];
        Model = Model.Of(noise, formulas, new ModelOptions { Weights = weighted ? "w" : null, Offset = seed % 3 == 1 ? "o" : null });
    }

    public string Noise { get; }

    public Model Model { get; }

    public Table Table { get; }

    public PathOptions Options { get; }

    /// <summary>Whether the path is one of least squares.</summary>
    public bool IsLeastSquares => Noise is "gaussian" && Model.Formulas.Count == 1;

    public static PathProblem Make(long seed, string noise) => new(seed, noise);

    /// <summary>Asserts that every point is an optimum, by slopes that the path had no hand in.</summary>
    /// <param name="path">The path.</param>
    /// <param name="tolerance">In units of λ.</param>
    public void AssertOptimal(RegularisationPath path, double tolerance)
    {
        Model judge = IsLeastSquares ? Model.Of("gaussian(sigma=1)", Model.Formulas, Model.Options) : Model;
        BoundModel bound = BoundModel.Bind(judge, Table);
        List<Predictor> predictors = [];
        int start = 0;
        foreach (BoundParameter parameter in bound.Parameters)
        {
            predictors.Add(new Predictor(parameter.Design.Columns, parameter.Offset, start));
            start += parameter.Design.ColumnCount;
        }

        Objective objective = new(bound.BindNoise(), predictors, bound.Observations, bound.Weights);
        double total = GaussianSolver.TotalWeight(bound);
        (double[] means, int[] intercepts) = Levels(predictors, bound.RowCount);
        double[] scale = [.. path.Terms.Select(static t => t.Factor)];
        foreach (RegularisationPoint point in path.Points)
        {
            double[] b = [.. Enumerable.Range(0, path.Terms.Count).Select(k => point[k])];
            double[] gradient = objective.Evaluate(b, 1, new EvaluationOptions(1, CancellationToken.None)).Gradient;
            for (int j = 0; j < b.Length; j++)
            {
                double slope = gradient[j] / total, factor = scale[j], square = Options.Standardize ? factor * factor : factor;
                double smooth = slope + (point.Lambda * (1 - Options.Alpha) * square * b[j]), kink = point.Lambda * Options.Alpha * factor;
                double unit = point.Lambda * (factor == 0 ? 1 : factor), up = smooth + (b[j] >= 0 ? kink : -kink), down = smooth - (b[j] <= 0 ? kink : -kink);
                double least = factor == 0 ? double.NegativeInfinity : Options.Lower, rounding = 1e-13 * (1 + Math.Abs(b[j]));

                // What is left of the intercept's slope counts by a column's level, and is none of the column's.
                rounding += Math.Abs(means[j] * gradient[intercepts[j]] / total);
                Assert.True(double.IsFinite(b[j]) && b[j] >= least, $"{Noise} {path.Terms[j].Term}: {b[j]}");
                Assert.True(up >= -((tolerance * unit) + rounding), $"{Noise} lambda {point.Lambda:R} {path.Terms[j].Term} = {b[j]:R}: slope {up:R} upwards, unit {unit}");
                if (b[j] > least) Assert.True(down <= (tolerance * unit) + rounding, $"{Noise} lambda {point.Lambda:R} {path.Terms[j].Term} = {b[j]:R}: slope {down:R} downwards, unit {unit}");
            }

            Assert.True(point.KktResidual <= tolerance, $"{Noise}: certificate {point.KktResidual}");
        }
    }

    /// <summary>The mean of each column, zero of an intercept, and where the intercept of its predictor stands.</summary>
    private static (double[] Means, int[] Intercepts) Levels(List<Predictor> predictors, int rows)
    {
        List<double> means = [];
        List<int> intercepts = [];
        double[] cells = new double[rows];
        foreach (Predictor predictor in predictors)
        {
            for (int j = 0; j < predictor.Count; j++)
            {
                predictor.Columns[j].Fill(0, cells);
                means.Add(j == 0 ? 0 : cells.Average());
                intercepts.Add(predictor.Start);
            }
        }

        return ([.. means], [.. intercepts]);
    }

    /// <summary>Independent columns, copies, near copies, constants.</summary>
    private double[] Column(int j, int rows, List<double[]> earlier)
    {
        double[] fresh = [.. Enumerable.Range(0, rows).Select(_ => _random.NextNormal())];
        return _random.NextInteger(12) switch
        {
            0 when j > 0 => (double[])earlier[(int)_random.NextInteger(j)].Clone(),
            1 when j > 0 => [.. earlier[j - 1].Select((v, i) => v + (1e-4 * fresh[i]))],
            2 when j > 0 => [.. fresh.Select(static _ => 3.0)],
            3 => [.. fresh.Select(static v => 100 * v)],
            4 => [.. fresh.Select(static v => v > 0 ? 1.0 : 0.0)],
            _ => fresh,
        };
    }

    private double Response(double eta) => Noise switch
    {
        "bernoulli" => _random.NextDouble() < 1 / (1 + Math.Exp(-eta / 3)) ? 1 : 0,
        "poisson" => Math.Floor(Math.Exp(Math.Min(eta, 20) / 10) * _random.NextExponential()),
        "gamma" => Math.Exp(Math.Min(eta, 20) / 10) * (0.2 + _random.NextExponential()),
        _ => eta + _random.NextNormal(),
    };
}
