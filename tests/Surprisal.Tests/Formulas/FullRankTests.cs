using Surprisal.Data;
using Surprisal.Formulas;
using Xunit;

namespace Surprisal.Tests.Formulas;

/// <summary>On a full factorial, formulas that respect marginality give exactly as many columns as they span dimensions.</summary>
public class FullRankTests
{
    private static readonly Table Factorial = MakeFactorial();

    [Fact]
    public void HierarchicalFactorFormulasHaveFullRank()
    {
        Random random = new(7);
        string[] letters = ["a", "b", "c"];
        string[][] subsets = [["a"], ["b"], ["c"], ["a", "b"], ["a", "c"], ["b", "c"], ["a", "b", "c"]];
        for (int k = 0; k < 200; k++)
        {
            // A star product brings all its margins, so the terms are closed downwards; the order of summands is any.
            string[] stars = [.. subsets.Where(_ => random.Next(2) == 0).Select(s => string.Join('*', s.OrderBy(_ => random.Next())))];
            random.Shuffle(stars);
            string formula = (random.Next(2) == 0 ? "~ 0 + " : "~ 1 + ") + (stars.Length == 0 ? "x" : string.Join(" + ", stars)) + (random.Next(2) == 0 ? " + x" : string.Empty);
            Design design = TestData.Design(Factorial, formula);
            Assert.True(design.ColumnCount == Rank(design), $"{formula}: {design.ColumnCount} columns, rank {Rank(design)}");
        }
    }

    [Fact]
    public void NestedFactorsWithoutMainEffectSpanTheSameSpace()
    {
        Assert.Equal(12, Rank(TestData.Design(Factorial, "~ a*b")));
        Assert.Equal(12, TestData.Design(Factorial, "~ a/b").ColumnCount);
        Assert.Equal(12, TestData.Design(Factorial, "~ 0 + a:b").ColumnCount);
        Assert.Equal(12, Rank(TestData.Design(Factorial, "~ a + a:b")));
    }

    private static Table MakeFactorial()
    {
        List<(string A, string B, string C)> rows = [];
        foreach (string a in new[] { "1", "2", "3" })
        {
            foreach (string b in new[] { "1", "2", "3", "4" })
            {
                rows.AddRange([(a, b, "1"), (a, b, "2"), (a, b, "1"), (a, b, "2")]);
            }
        }

        return new Table(
        [
            TestData.Text("a", [.. rows.Select(static r => r.A)]), TestData.Text("b", [.. rows.Select(static r => r.B)]),
            TestData.Text("c", [.. rows.Select(static r => r.C)]), TestData.Numbers("x", [.. rows.Select(static (_, i) => Math.Cos(i * i))]),
        ]);
    }

    /// <summary>By Gram-Schmidt, twice for accuracy.</summary>
    private static int Rank(Design design)
    {
        List<double[]> basis = [];
        for (int j = 0; j < design.ColumnCount; j++)
        {
            double[] column = TestData.Cells(design, j);
            for (int pass = 0; pass < 2; pass++)
            {
                foreach (double[] direction in basis)
                {
                    double projection = column.Zip(direction, static (u, v) => u * v).Sum();
                    for (int i = 0; i < column.Length; i++) column[i] -= projection * direction[i];
                }
            }

            double norm = Math.Sqrt(column.Sum(static v => v * v));
            if (norm > 1e-9) basis.Add(Array.ConvertAll(column, v => v / norm));
        }

        return basis.Count;
    }
}
