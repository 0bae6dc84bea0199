using Surprisal.Data;
using Surprisal.Models;
using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Random;
using Xunit;

namespace Surprisal.Tests.Coded;

/// <summary>Factors kept as codes give what the same columns written out give, whatever the registers and threads.</summary>
public sealed class CodedObjectiveTests
{
    private const double Rounding = 1e-12;

    public static TheoryData<string, string> Cases => new()
    {
        { "bernoulli", "binary ~ x + big" },
        { "bernoulli", "binary | weights(w) ~ 0 + big + small + x" },
        { "poisson", "count ~ big + small + x + offset(z)" },
        { "poisson", "count ~ big * x" },
        { "poisson", "count | weights(w) ~ big + x:big + z:small" },
        { "gaussian", "real ~ big + x;sigma ~ big" },
        { "gaussian", "real ~ big + x;sigma ~ small + z" },
        { "gamma", "positive | weights(w) ~ small:x + big;shape ~ x + small:z" },
        { "student-t", "real ~ big;sigma ~ x" },
        { "gaussian(sigma=1)", "real ~ big:small" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Codes_are_the_dense_columns(string noise, string formulas)
    {
        foreach (int rows in new[] { 61, 512, 1031, 5003 })
        {
            Table table = CodedData.Make(rows, 17, 13);
            Model model = Model.Of(noise, formulas.Split(';'));
            Objective coded = CodedData.Coded(model, table), dense = CodedData.Dense(model, table);
            Assert.Contains(coded.Parts, static p => p.Groups.Count > 0);
            Assert.All(dense.Parts, static p => Assert.Empty(p.Groups));
            double[] point = Point(coded, rows);
            for (int order = 0; order <= 2; order++)
            {
                foreach (CurvatureKind kind in new[] { CurvatureKind.Observed, CurvatureKind.OuterProduct })
                {
                    ObjectiveValue a = coded.Evaluate(point, order, new EvaluationOptions(1, CancellationToken.None), kind), b = dense.Evaluate(point, order, new EvaluationOptions(1, CancellationToken.None), kind);
                    Near([b.Surprisal], [a.Surprisal]);
                    Near(b.Gradient, a.Gradient);
                    Near(b.Curvature, a.Curvature);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_arrow_is_the_square(string noise, string formulas)
    {
        Table table = CodedData.Make(2003, 17, 13);
        Model model = Model.Of(noise, formulas.Split(';'));
        Objective square = CodedData.Coded(model, table);
        IEnumerable<IGrouping<ReadOnlyMemory<int>, CodedGroup>> families = square.Parts.SelectMany(static p => p.Groups).GroupBy(static g => g.Codes);
        double[] point = Point(square, 4);
        ObjectiveValue all = square.Evaluate(point, 2, new EvaluationOptions(1, CancellationToken.None));
        foreach (IGrouping<ReadOnlyMemory<int>, CodedGroup> family in families)
        {
            CurvatureShape shape = CurvatureShape.Arrow(square.CoefficientCount, [.. family]);
            Assert.False(shape.IsDense);
            ObjectiveValue arrow = CodedData.Coded(model, table, shape).Evaluate(point, 2, new EvaluationOptions(1, CancellationToken.None));
            Assert.Equal(all.Gradient, arrow.Gradient);
            double[] kept = new double[shape.Length];
            HashSet<int> eliminated = [.. shape.Members];
            for (int i = 0; i < shape.Size; i++)
            {
                Assert.Equal(all.Curvature[(i * shape.Size) + i], arrow.Curvature[shape.Diagonal(i)]);
                for (int j = 0; j < shape.Size; j++)
                {
                    bool isApart = eliminated.Contains(i) && eliminated.Contains(j) && Array.IndexOf(shape.Members, i) / shape.Width != Array.IndexOf(shape.Members, j) / shape.Width;
                    if (isApart) Assert.Equal(0, all.Curvature[(i * shape.Size) + j]);
                    else shape.Set(kept, i, j, all.Curvature[(i * shape.Size) + j]);
                }
            }

            // Places without a coefficient have a 1 on the diagonal.
            double[] room = shape.Room();
            for (int k = 0; k < room.Length; k++) Assert.Equal(kept[k] + room[k], arrow.Curvature[k]);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Registers_and_threads_change_no_bit(string noise, string formulas)
    {
        foreach (int rows in new[] { 61, 513, 9001 })
        {
            Objective objective = CodedData.Coded(Model.Of(noise, formulas.Split(';')), CodedData.Make(rows, 19, 13));
            double[] point = Point(objective, rows);
            for (int order = 0; order <= 2; order++)
            {
                ObjectivePass pass = new(objective, [point], order, CurvatureKind.Observed, new EvaluationOptions(1, CancellationToken.None));
                ObjectivePass threaded = new(objective, [point], order, CurvatureKind.Observed, new EvaluationOptions(3, CancellationToken.None));
                long[] one = Bits(pass.Run<Lane1>()[0]);
                Assert.Equal(one, Bits(pass.Run<Lane2>()[0]));
                Assert.Equal(one, Bits(pass.Run<Lane4>()[0]));
                Assert.Equal(one, Bits(pass.Run<Lane8>()[0]));
                Assert.Equal(one, Bits(threaded.Run<Lane8>()[0]));
                Assert.Equal(one, Bits(threaded.Run<Lane2>()[0]));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Registers_change_no_bit_of_a_product(string noise, string formulas)
    {
        Objective objective = CodedData.Coded(Model.Of(noise, formulas.Split(';')), CodedData.Make(2001, 19, 13));
        double[] point = Point(objective, 1);
        foreach (PassLook look in new[] { PassLook.Product, PassLook.Diagonal })
        {
            ObjectivePass pass = new(objective, [point], 1, CurvatureKind.Observed, new EvaluationOptions(1, CancellationToken.None)) { Look = look, Direction = look == PassLook.Product ? Point(objective, 2) : [] };
            long[] one = Bits(pass.Run<Lane1>()[0]);
            Assert.Equal(one, Bits(pass.Run<Lane2>()[0]));
            Assert.Equal(one, Bits(pass.Run<Lane4>()[0]));
            Assert.Equal(one, Bits(pass.Run<Lane8>()[0]));
        }
    }

    [Fact]
    public void Slopes_have_the_same_bits_with_and_without_curvature()
    {
        Objective objective = CodedData.Coded(Model.Of("poisson", ["count | weights(w) ~ big + x:big + small"]), CodedData.Make(3001, 40, 13));
        double[] point = Point(objective, 1);
        EvaluationOptions options = new(2, CancellationToken.None);
        Assert.Equal(objective.Evaluate(point, 1, options).Gradient, objective.Evaluate(point, 2, options).Gradient);
    }

    [Fact]
    public void Sums_over_levels_are_exact_where_the_numbers_are()
    {
        // Squared errors of whole numbers around 0: every sum is a whole number, so codes and columns agree to the bit.
        Table table = CodedData.Make(4099, 60, 13);
        double[] y = [.. Enumerable.Range(0, 4099).Select(static i => (double)((i * 37 % 101) - 50))];
        Table whole = new([.. table.Columns, new NumberColumn("whole", y)]);
        Model model = Model.Of("gaussian(sigma=1)", ["whole ~ big + small"]);
        Objective coded = CodedData.Coded(model, whole), dense = CodedData.Dense(model, whole);
        double[] zero = new double[coded.CoefficientCount];
        ObjectiveValue a = coded.Evaluate(zero, 2, new EvaluationOptions(1, CancellationToken.None)), b = dense.Evaluate(zero, 2, new EvaluationOptions(1, CancellationToken.None));
        Assert.Equal(b.Gradient, a.Gradient);
        Assert.Equal(b.Curvature, a.Curvature);
    }

    [Fact]
    public void Three_thousand_levels_take_no_square()
    {
        Objective objective = CodedData.Coded(Model.Of("poisson", ["count ~ big + x + z + x:big"]), CodedData.Make(30_000, 3000, 13));
        Assert.False(objective.Shape.IsDense);
        Assert.Equal(2, objective.Shape.Width);
        Assert.InRange(objective.Shape.Length, 1, 3000 * 2 * 6);
        ObjectiveValue value = objective.Evaluate(Point(objective, 5), 2, new EvaluationOptions(2, CancellationToken.None));
        Assert.Equal(objective.Shape.Length, value.Curvature.Length);
        Assert.All(value.Curvature, static c => Assert.True(double.IsFinite(c)));
    }

    private static double[] Point(Objective objective, int seed)
    {
        RandomStream random = new(seed);
        return [.. Enumerable.Range(0, objective.CoefficientCount).Select(_ => 0.3 * random.NextNormal())];
    }

    /// <summary>Within rounding of the largest: entries of sums that cancel have no digits of their own.</summary>
    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = expected.Select(Math.Abs).Append(0).Max();
        for (int i = 0; i < expected.Length; i++) Assert.True(Math.Abs(expected[i] - actual[i]) <= Rounding * largest, $"{i}: {expected[i]:R} and {actual[i]:R}");
    }

    private static long[] Bits(ObjectiveValue value) =>
        [.. new[] { value.Surprisal }.Concat(value.Gradient).Concat(value.Curvature).Select(BitConverter.DoubleToInt64Bits)];
}
