using System.Globalization;
using Surprisal.Numerics.Dense;
using Xunit;
using static Surprisal.Tests.Dense.TestMatrices;

namespace Surprisal.Tests.Dense;

public class AliasDetectionTests
{
    private static AliasedColumn Single(params double[][] columns) => Assert.Single(AliasDetection.Find(Source(columns)));

    private static double[] Combine(double a, double[] x, double b, double[] y) => [.. x.Zip(y, (u, v) => (a * u) + (b * v))];

    [Fact]
    public void A_sum_is_named_as_one()
    {
        double[] x1 = Uniform(40, 1);
        double[] x2 = Uniform(40, 2);
        AliasedColumn aliased = Single(Constant(40, 1.0), x1, x2, Combine(1.0, x1, 1.0, x2), Uniform(40, 3));
        Assert.Equal(3, aliased.Column);
        Assert.Equal([new AliasTerm(1, 1.0), new AliasTerm(2, 1.0)], aliased.Terms);
        Assert.InRange(aliased.RelativeResidual, 0.0, 1e-16);
    }

    [Theory]
    [InlineData(0.3, -2.7)]
    [InlineData(1e-8, 1e8)]
    [InlineData(12345.678, 0.001)]
    public void Coefficients_come_back_as_they_were_written(double a, double b)
    {
        double[] x1 = [.. Uniform(60, 1).Select(v => v / a)];
        double[] x2 = [.. Uniform(60, 2).Select(v => 5.0 + (v / b))];
        AliasedColumn aliased = Single(x1, x2, Combine(a, x1, b, x2));
        Assert.Equal([new AliasTerm(0, a), new AliasTerm(1, b)], aliased.Terms);
    }

    [Fact]
    public void Dummies_that_sum_to_the_intercept()
    {
        double[][] dummies = [.. Enumerable.Range(0, 3).Select(g => Enumerable.Range(0, 50).Select(i => i % 3 == g ? 1.0 : 0.0).ToArray())];
        AliasedColumn aliased = Single(Constant(50, 1.0), dummies[0], dummies[1], dummies[2]);
        Assert.Equal(3, aliased.Column);
        Assert.Equal([new AliasTerm(0, 1.0), new AliasTerm(1, -1.0), new AliasTerm(2, -1.0)], aliased.Terms);
    }

    [Fact]
    public void Decimals_whose_difference_is_small_beside_them()
    {
        double[] x1 = [.. Uniform(30, 1).Select(v => Math.Round(1000.0 + v, 3))];
        double[] x2 = [.. Uniform(30, 2).Select(v => Math.Round(1000.0 + v, 3))];
        double[] x3 = [.. Combine(1.0, x1, -1.0, x2).Select(v => Math.Round(v, 3))];
        Assert.Equal([new AliasTerm(0, 1.0), new AliasTerm(1, -1.0)], Single(x1, x2, x3).Terms);
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(13, false)]
    public void Fifteen_digits_are_rounding_thirteen_are_data(int digits, bool isAliased)
    {
        double[] x1 = Uniform(80, 1);
        double[] x2 = Uniform(80, 2);
        string format = "E" + (digits - 1).ToString(CultureInfo.InvariantCulture);
        IEnumerable<string> texts = Combine(1.0 / 3.0, x1, 1.0, x2).Select(v => v.ToString(format, CultureInfo.InvariantCulture));
        double[] x3 = [.. texts.Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
        Assert.Equal(isAliased ? 1 : 0, AliasDetection.Find(Source(x1, x2, x3)).Count);
    }

    [Fact]
    public void High_powers_are_no_dependency()
    {
        Assert.Empty(AliasDetection.Find(Source(Powers(Enumerable.Range(0, 82).Select(i => -8.8 + (i * 0.07)), 10))));
        Assert.Empty(AliasDetection.Find(Source(Powers(Enumerable.Range(0, 60).Select(i => 1960.0 + i), 3))));
    }

    [Fact]
    public void Columns_after_an_aliased_one_are_judged_without_it()
    {
        double[] x1 = Uniform(40, 1);
        double[] x2 = Uniform(40, 2);
        double[] x4 = Uniform(40, 4);
        double[] sum = Combine(1.0, x1, 1.0, x2);
        LeastSquaresSolution solution = Solve([x1, x2, sum, x4, Combine(2.0, x4, -0.5, sum), new double[40], x1], Combine(2.0, sum, 3.0, x4));
        Assert.Equal([0, 1, 3], solution.Estimable);
        Assert.Equal([2, 4, 5, 6], solution.Aliased.Select(a => a.Column));
        Assert.Equal([new AliasTerm(0, -0.5), new AliasTerm(1, -0.5), new AliasTerm(3, 2.0)], solution.Aliased[1].Terms);
        Assert.Empty(solution.Aliased[2].Terms);
        Assert.Equal([new AliasTerm(0, 1.0)], solution.Aliased[3].Terms);
        Assert.True(solution.IsExactFit);
        Assert.Equal(2.0, solution.Coefficients[0], 1e-14);
        Assert.Equal(2.0, solution.Coefficients[1], 1e-14);
        Assert.Equal(3.0, solution.Coefficients[3], 1e-14);
        foreach (int j in new[] { 2, 4, 5, 6 })
        {
            Assert.True(double.IsNaN(solution.Coefficients[j]));
            Assert.True(double.IsNaN(solution.RootInverseGramDiagonal[j]));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void More_columns_than_rows(int rows)
    {
        double[][] x = [.. Enumerable.Range(0, 12).Select(j => Uniform(rows, (ulong)j + 1))];
        LeastSquaresSolution solution = Solve(x, Uniform(rows, 50));
        int rank = Math.Min(rows, 12);
        Assert.Equal(Enumerable.Range(0, rank), solution.Estimable);
        Assert.Equal(Enumerable.Range(rank, 12 - rank), solution.Aliased.Select(a => a.Column));
        Assert.Equal(rows <= 12, solution.IsExactFit);
        for (int i = 0; i < rows && rows <= 12; i++)
        {
            double fitted = Enumerable.Range(0, rank).Sum(j => x[j][i] * solution.Coefficients[j]);
            Assert.Equal(Uniform(rows, 50)[i], fitted, 1e-12);
        }
    }

    [Fact]
    public void Many_more_columns_than_one_block_has_rows()
    {
        double[][] x = [.. Enumerable.Range(0, 400).Select(j => Uniform(450, (ulong)j + 1))];
        x[399] = x[7];
        AliasedColumn aliased = Single(x);
        Assert.Equal([new AliasTerm(7, 1.0)], aliased.Terms);
    }

    [Fact]
    public void Rows_of_weight_zero_do_not_count()
    {
        double[] x1 = Uniform(30, 1);
        double[] x2 = [.. x1.Select((v, i) => i < 5 ? v + 1.0 : 2.0 * v)];
        double[] weights = [.. Enumerable.Range(0, 30).Select(i => i < 5 ? 0.0 : 1.0)];
        Assert.Empty(AliasDetection.Find(Source(x1, x2)));
        Assert.Equal([new AliasTerm(0, 2.0)], Assert.Single(AliasDetection.Find(Source(x1, x2), weights)).Terms);
    }

    [Fact]
    public void No_columns_at_all()
    {
        LeastSquaresSolution solution = LeastSquares.Solve(new LeastSquaresProblem(new MemoryColumns(3), new double[] { 3.0, 0.0, 4.0 }));
        Assert.Equal(0, solution.Rank);
        Assert.Equal(25.0, solution.ResidualSumOfSquares);
        Assert.Empty(AliasDetection.Find(new MemoryColumns(3)));
    }
}
