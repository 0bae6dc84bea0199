using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Tests.Dense;
using Xunit;

namespace Surprisal.Tests.Reference;

/// <summary>Whole gaussian fits against the exact solution of the doubles given: 12 digits in coefficients, 10 in standard errors.</summary>
public sealed class ExactLeastSquaresTests
{
    private static readonly double[] Residuals = [759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 759];

    // Longley (1967), doi:10.1080/01621459.1967.10500896, as R's data set `longley` exports it.
    private static readonly double[][] Longley =
    [
        [83, 88.5, 88.2, 89.5, 96.2, 98.1, 99, 100, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7, 116.9],
        [234.289, 259.426, 258.054, 284.599, 328.975, 346.999, 365.385, 363.112, 397.469, 419.18, 442.769, 444.546, 482.704, 502.601, 518.173, 554.894],
        [235.6, 232.5, 368.2, 335.1, 209.9, 193.2, 187, 357.8, 290.4, 282.2, 293.6, 468.1, 381.3, 393.1, 480.6, 400.7],
        [159, 145.6, 161.6, 165, 309.9, 359.4, 354.7, 335, 304.8, 285.7, 279.8, 263.7, 255.2, 251.4, 257.2, 282.7],
        [107.608, 108.632, 109.773, 110.929, 112.075, 113.27, 115.094, 116.219, 117.388, 118.734, 120.445, 121.95, 123.366, 125.368, 127.852, 130.081],
        [1947, 1948, 1949, 1950, 1951, 1952, 1953, 1954, 1955, 1956, 1957, 1958, 1959, 1960, 1961, 1962],
    ];

    private static readonly double[] Employed = [60.323, 61.122, 60.171, 61.187, 63.221, 63.639, 64.989, 63.761, 66.019, 67.857, 68.169, 66.513, 68.655, 69.564, 69.331, 70.551];

    // R. H. Wampler, J. Amer. Statist. Assoc. 65 (1970): powers of 0 to 20, y = Σ x^k + factor · pattern.
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(10000)]
    public void Wampler_three_to_five(double factor)
    {
        double[][] x = TestMatrices.Powers(Enumerable.Range(0, 21).Select(static i => (double)i), 5);
        double[] y = [.. Enumerable.Range(0, 21).Select(i => x.Sum(column => column[i]) + (factor * Residuals[i]))];
        RequireExact(x, y);
    }

    [Fact]
    public void Wampler_one_and_two_are_exact_fits()
    {
        double[][] x = TestMatrices.Powers(Enumerable.Range(0, 21).Select(static i => (double)i), 5);
        double[] one = [.. Enumerable.Range(0, 21).Select(i => x.Sum(column => column[i]))];
        double[] two = [.. Enumerable.Range(0, 21).Select(i => Enumerable.Range(0, 6).Sum(k => x[k][i] / Math.Pow(10, k)))];
        foreach (double[] y in new[] { one, two })
        {
            Fit fit = FitOf(x, y);
            Assert.Equal(FitStatus.ExactFit, fit.Status);
            Assert.Null(fit.LogLikelihood);
            Assert.Equal(0, fit.Parameters[1].Value!.Estimate);
            ExactLeastSquares exact = new(x, y);
            for (int j = 0; j < x.Length; j++) RequireDigits(12, exact.Coefficients[j].ToDouble(), fit.Parameters[0].Coefficients[j].Estimate);
        }
    }

    [Fact]
    public void Longley_has_its_digits() => RequireExact([[.. Enumerable.Repeat(1.0, 16)], .. Longley], Employed);

    [Theory]
    [InlineData(new double[] { 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70 }, new double[] { 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140 })]
    [InlineData(new double[] { 4, 5, 6 }, new double[] { 3, 4, 4 })]
    public void Regression_through_the_origin(double[] x, double[] y) => RequireExact([x], y, intercept: false);

    [Fact]
    public void A_tenth_degree_polynomial_far_from_the_origin()
    {
        // Of Filip's kind: 40 points between -9 and -3.
        double[] x = [.. Enumerable.Range(0, 40).Select(static i => -9 + (i * 0.15))];
        double[] y = [.. x.Select((v, i) => 0.8 + (0.05 * Math.Sin(2 * v)) + (0.002 * Residuals[i % 21] / 2048))];
        RequireExact(TestMatrices.Powers(x, 10), y);
    }

    private static void RequireExact(double[][] x, double[] y, bool intercept = true)
    {
        Fit fit = FitOf(x, y, intercept);
        Assert.Equal(FitStatus.Converged, fit.Status);
        ExactLeastSquares exact = new(x, y);
        double rss = exact.ResidualSumOfSquares.ToDouble(), variance = rss / (y.Length - x.Length);
        for (int j = 0; j < x.Length; j++)
        {
            RequireDigits(12, exact.Coefficients[j].ToDouble(), fit.Parameters[0].Coefficients[j].Estimate);
            RequireDigits(10, Math.Sqrt(variance * exact.InverseGram[(j * x.Length) + j].ToDouble()), fit.Parameters[0].Coefficients[j].StandardError);
        }

        RequireDigits(12, Math.Sqrt(rss / y.Length), fit.Parameters[1].Value!.Estimate);
        RequireDigits(12, -0.5 * y.Length * (Math.Log(2 * Math.PI * rss / y.Length) + 1), fit.LogLikelihood);
    }

    private static Fit FitOf(double[][] x, double[] y, bool intercept = true)
    {
        string[] names = [.. x.Skip(intercept ? 1 : 0).Select(static (_, j) => $"x{j + 1}")];
        List<(string Name, double[] Values)> columns = [("y", y)];
        for (int j = 0; j < names.Length; j++) columns.Add((names[j], x[j + (intercept ? 1 : 0)]));
        return Model.Of("gaussian", $"y ~ {(intercept ? "1" : "0")} + {string.Join(" + ", names)}").Fit(Table.Of([.. columns]));
    }

    private static void RequireDigits(int digits, double expected, double? actual)
    {
        Assert.NotNull(actual);
        Assert.True(Math.Abs(actual.Value - expected) <= Math.Pow(10, -digits) * Math.Abs(expected), $"{actual:R}, expected {expected:R}");
    }
}
