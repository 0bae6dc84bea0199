using Surprisal.Data;
using Surprisal.Models;
using Surprisal.Numerics.Random;
using Surprisal.Priors;
using Surprisal.Solvers;
using Surprisal.Tests.Coded;
using Xunit;

namespace Surprisal.Tests.Solvers;

/// <summary>Newton's method, its steps by conjugate gradients, and L-BFGS end at the same optimum, with a gradient that proves it.</summary>
public sealed class WideSolverTests
{
    // A millionth of a standard error, and for the method that sees gradients only a ten-thousandth.
    private const double Near = 1e-6;
    private const double NearByGradients = 1e-4;
    private const int Problems = 60;

    private static readonly (string Noise, string[] Formulas)[] Models =
    [
        ("poisson", ["count ~ x + z + small"]),
        ("bernoulli", ["binary | weights(w) ~ x * z + small"]),
        ("gamma", ["positive ~ x + small", "shape ~ z"]),
        ("gaussian", ["real ~ x + small + z", "sigma ~ x"]),
        ("logistic", ["real ~ small + x"]),
    ];

    private static EvaluationOptions Options => new(1, CancellationToken.None);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Solvers_agree(int model)
    {
        (string noise, string[] formulas) = Models[model];
        for (int problem = 0; problem < Problems; problem++)
        {
            RandomStream random = new(problem, model);
            int rows = 150 + (int)random.NextInteger(400);
            Prior? prior = random.NextInteger(3) == 0 ? null : new GaussianPrior(Math.Exp(random.NextNormal()));
            Table table = CodedData.Make(rows, 5, prior is null ? 4 : 14, problem);
            Objective objective = CodedData.Coded(Model.Of(noise, formulas, new ModelOptions { Priors = prior is null ? [] : [prior] }), table);
            double[] start = new double[objective.CoefficientCount];
            SolverResult newton = new NewtonSolver(objective, Options).Minimise(start, 200);
            SolverResult conjugate = new ConjugateGradientSolver(objective, Options).Minimise(start, 200);
            SolverResult limited = new LimitedMemorySolver(objective, Options).Minimise(start, 3000);
            string what = $"{noise}, problem {problem}";
            Assert.True(newton.Status == SolverStatus.Converged, $"{what}: newton {newton.Status}");
            Assert.True(conjugate.Status == SolverStatus.Converged, $"{what}: conjugate gradients {conjugate.Status} {conjugate.Direction.Decrement}");
            Assert.True(limited.Status == SolverStatus.Converged, $"{what}: l-bfgs {limited.Status} {limited.Direction.Decrement}");
            Certify(objective, newton, conjugate, Near, what);
            Certify(objective, newton, limited, NearByGradients, what);
        }
    }

    [Fact]
    public void A_product_is_the_curvature_times_the_direction()
    {
        foreach ((string noise, string[] formulas) in Models)
        {
            Objective objective = CodedData.Coded(Model.Of(noise, formulas, new ModelOptions { Priors = [new GaussianPrior(0.7)] }), CodedData.Make(701, 5, 14));
            RandomStream random = new(8);
            int size = objective.CoefficientCount;
            double[] point = [.. Enumerable.Range(0, size).Select(_ => 0.2 * random.NextNormal())], direction = [.. Enumerable.Range(0, size).Select(_ => random.NextNormal())];
            double[] curvature = objective.Evaluate(point, 2, Options).Curvature, product = objective.CurvatureProduct(point, direction, Options), diagonal = objective.CurvatureDiagonal(point, Options);
            double largest = curvature.Max(Math.Abs);
            for (int i = 0; i < size; i++)
            {
                double expected = 0;
                for (int j = 0; j < size; j++) expected += curvature[(i * size) + j] * direction[j];
                Assert.Equal(expected, product[i], 1e-11 * largest);
                Assert.Equal(curvature[(i * size) + i], diagonal[i], 1e-12 * largest);
            }
        }
    }

    [Fact]
    public void Products_have_the_same_bits_for_any_threads()
    {
        Objective objective = CodedData.Coded(Model.Of("gamma", ["positive | weights(w) ~ big + small:x", "shape ~ small"]), CodedData.Make(20_001, 40, 14));
        RandomStream random = new(2);
        double[] point = new double[objective.CoefficientCount], direction = [.. Enumerable.Range(0, objective.CoefficientCount).Select(_ => random.NextNormal())];
        Assert.Equal(objective.CurvatureProduct(point, direction, Options), objective.CurvatureProduct(point, direction, new EvaluationOptions(4, CancellationToken.None)));
        Assert.Equal(objective.CurvatureDiagonal(point, Options), objective.CurvatureDiagonal(point, new EvaluationOptions(4, CancellationToken.None)));
    }

    [Fact]
    public void Negative_curvature_is_left_behind()
    {
        // Far from the data the surprisal of a student-t is concave in its location.
        RandomStream random = new(12);
        double[] y = [.. Enumerable.Range(0, 400).Select(_ => 50 + random.NextNormal())], x = [.. Enumerable.Range(0, 400).Select(_ => random.NextNormal())];
        Table table = new([new NumberColumn("y", y), new NumberColumn("x", x)]);
        Objective objective = CodedData.Coded(Model.Of("student-t(nu=3, sigma=1)", ["y ~ x"]), table);
        double[] start = new double[2];
        Assert.True(objective.CurvatureDiagonal(start, Options)[0] < 0);
        SolverResult newton = new NewtonSolver(objective, Options).Minimise([50, 0], 200);
        SolverResult conjugate = new ConjugateGradientSolver(objective, Options).Minimise(start, 200), limited = new LimitedMemorySolver(objective, Options).Minimise(start, 1000);
        Assert.Equal(SolverStatus.Converged, conjugate.Status);
        Assert.Equal(SolverStatus.Converged, limited.Status);
        Certify(objective, newton, conjugate, Near, "conjugate gradients");
        Certify(objective, newton, limited, NearByGradients, "l-bfgs");
    }

    [Fact]
    public void The_arrow_takes_the_steps_of_the_square()
    {
        Model model = Model.Of("poisson", ["count | weights(w) ~ big + x + big:x + small"], new ModelOptions { Priors = [new GaussianPrior(0.5)] });
        Table table = CodedData.Make(3001, 40, 13);
        Objective square = CodedData.Coded(model, table);
        Objective arrow = CodedData.Coded(model, table, CurvatureShape.Arrow(square.CoefficientCount, [.. square.Parts[0].Groups.Where(g => g.SharesLevels(square.Parts[0].Groups[0]))]));
        double[] point = new double[square.CoefficientCount];
        NewtonDirection whole = NewtonDirection.At(square.Evaluate(point, 2, Options)), part = NewtonDirection.At(arrow.Evaluate(point, 2, Options));
        Assert.True(part.IsPositiveDefinite);
        Assert.Equal(whole.Decrement, part.Decrement, 1e-10 * whole.Decrement);
        double[] inverse = whole.Inverse()!, other = part.Inverse()!, variances = part.Variances()!;
        int size = point.Length;
        for (int i = 0; i < size; i++)
        {
            Assert.Equal(whole.Step[i], part.Step[i], 1e-10);
            Assert.Equal(inverse[(i * size) + i], variances[i], 1e-10 * inverse[(i * size) + i]);
            for (int j = 0; j < size; j++) Assert.Equal(inverse[(i * size) + j], other[(i * size) + j], 1e-10 * Math.Sqrt(inverse[(i * size) + i] * inverse[(j * size) + j]));
        }

        double[] combination = [.. Enumerable.Range(0, size).Select(static i => i % 3 - 1.0)];
        double expected = 0;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++) expected += combination[i] * combination[j] * inverse[(i * size) + j];
        }

        Assert.Equal(expected, part.VarianceOf(combination), 1e-9 * expected);
    }

    /// <summary>The other solver's end within so many standard errors of Newton's, and its gradient measured by the curvature as small.</summary>
    private static void Certify(Objective objective, SolverResult newton, SolverResult other, double near, string what)
    {
        NewtonDirection there = NewtonDirection.At(objective.Evaluate(other.Coefficients, 2, Options));
        Assert.True(there.IsPositiveDefinite, what);
        Assert.True(there.Decrement <= near, $"{what}: {there.Decrement} standard errors from the optimum");
        double[] inverse = there.Inverse()!;
        int size = objective.CoefficientCount;
        for (int i = 0; i < size; i++)
        {
            double error = Math.Sqrt(inverse[(i * size) + i]);
            Assert.True(Math.Abs(newton.Coefficients[i] - other.Coefficients[i]) <= 2 * near * error, $"{what}: coefficient {i} {newton.Coefficients[i]:R} and {other.Coefficients[i]:R}");
        }
    }
}
