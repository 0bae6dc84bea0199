using Surprisal.Data;
using Surprisal.Models;
using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Random;
using Xunit;

namespace Surprisal.Tests.Hardware;

/// <summary>One pass over the rows with registers of 8, 4, 2 and 1 doubles: the same bits, whatever is asked for.</summary>
public sealed class LanePassTests
{
    private static readonly string[] Levels = ["a", "b", "c"];

    public static TheoryData<string, string> Models => new()
    {
        { "gaussian", "real ~ x + g;sigma ~ x + z" },
        { "student-t", "real ~ x + z;sigma ~ x;nu ~ z" },
        { "huber", "real ~ x * g + offset(z)" },
        { "logistic", "real | weights(w) ~ x;scale ~ x + offset(z)" },
        { "bernoulli", "binary | weights(w) ~ x + z + g + x:g" },
        { "binomial", "successes | trials(trials) ~ x + g + offset(z)" },
        { "categorical", "g | weights(w) ~ x + z" },
        { "poisson", "count ~ 0 + x + z + g" },
        { "negative-binomial", "count | weights(w) ~ x;size ~ x + g" },
        { "gamma", "positive ~ g;shape ~ g" },
        { "beta", "share ~ x;precision ~ 0 + offset(z)" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_width_has_the_same_bits(string noise, string formulas)
    {
        foreach (int rows in new[] { 1, 7, 8, 9, 63, 64, 65, 511, 512, 513, 520, 1031 })
        {
            Objective objective = Bind(noise, formulas.Split(';'), rows);
            RandomStream random = new(rows);
            double[] point = [.. Enumerable.Range(0, objective.CoefficientCount).Select(_ => 0.3 * random.NextNormal())];
            for (int order = 0; order <= 2; order++)
            {
                foreach (CurvatureKind kind in new[] { CurvatureKind.Observed, CurvatureKind.OuterProduct })
                {
                    ObjectivePass pass = new(objective, [point], order, kind, new EvaluationOptions(1, CancellationToken.None));
                    long[] one = Bits(pass.Run<Lane1>()[0]);
                    Assert.True(double.IsFinite(BitConverter.Int64BitsToDouble(one[0])), $"{rows} rows");
                    Assert.Equal(one, Bits(pass.Run<Lane2>()[0]));
                    Assert.Equal(one, Bits(pass.Run<Lane4>()[0]));
                    Assert.Equal(one, Bits(pass.Run<Lane8>()[0]));
                }
            }
        }
    }

    private static Objective Bind(string noise, string[] formulas, int rows)
    {
        BoundModel bound = BoundModel.Bind(Model.Of(noise, formulas), Data(rows));
        List<Predictor> predictors = [];
        int start = 0;
        foreach (BoundParameter parameter in bound.Parameters)
        {
            predictors.Add(new Predictor(parameter.Design.Columns, parameter.Offset, start));
            start += parameter.Design.ColumnCount;
        }

        return new Objective(bound.BindNoise(), predictors, bound.Observations, bound.Weights);
    }

    /// <summary>Three rows at least, one of each level.</summary>
    private static Table Data(int rows)
    {
        RandomStream random = new(7, rows);
        int n = Math.Max(rows, 3);
        double[] Column(Func<int, double> cell) => [.. Enumerable.Range(0, n).Select(cell)];
        double[] trials = Column(_ => 1 + random.NextInteger(6));
        return new Table(
        [
            new TextColumn("g", Enumerable.Range(0, n).Select(static i => i % 3).ToArray(), Levels),
            new NumberColumn("x", Column(_ => random.NextNormal())),
            new NumberColumn("z", Column(_ => random.NextNormal())),
            new NumberColumn("w", Column(_ => 0.25 + random.NextInteger(4))),
            new NumberColumn("trials", trials),
            new NumberColumn("real", Column(_ => 3 * random.NextNormal())),
            new NumberColumn("binary", Column(_ => random.NextInteger(2))),
            new NumberColumn("successes", Column(i => random.NextInteger((long)trials[i] + 1))),
            new NumberColumn("count", Column(_ => random.NextInteger(12))),
            new NumberColumn("positive", Column(_ => random.NextExponential())),
            new NumberColumn("share", Column(_ => random.NextDouble())),
        ]);
    }

    private static long[] Bits(ObjectiveValue value) =>
        [.. new[] { value.Surprisal }.Concat(value.Gradient).Concat(value.Curvature).Select(BitConverter.DoubleToInt64Bits)];
}
