using Surprisal.Data;
using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Numerics.Random;

namespace Surprisal.Tests.Coded;

/// <summary>Tables with factors of many levels, and objectives over them with codes or with the same columns written out.</summary>
internal static class CodedData
{
    /// <summary>Every level of every factor occurs, if there are rows enough; the last level of <c>big</c> in one row only.</summary>
    public static Table Make(int rows, int big, int small, long seed = 3)
    {
        RandomStream random = new(seed, rows);
        double[] Column(Func<int, double> cell) => [.. Enumerable.Range(0, rows).Select(cell)];
        int[] first = [.. Enumerable.Range(0, rows).Select(i => i < big ? i : (int)random.NextInteger(Math.Max(1, big - 1)))];
        int[] second = [.. Enumerable.Range(0, rows).Select(i => i < small ? i : (int)random.NextInteger(small))];
        double[] x = Column(_ => random.NextNormal()), z = Column(_ => random.NextNormal());
        double[] effect = [.. Enumerable.Range(0, big).Select(_ => 0.5 * random.NextNormal())];
        double[] eta = Column(i => 0.3 + effect[first[i]] + (0.4 * x[i]) + (0.2 * ((second[i] % 5) - 2)));
        return new Table(
        [
            new TextColumn("big", first, Labels("b", big)),
            new TextColumn("small", second, Labels("s", small)),
            new NumberColumn("x", x),
            new NumberColumn("z", z),
            new NumberColumn("w", Column(_ => 0.25 + random.NextInteger(4))),
            new NumberColumn("real", Column(i => eta[i] + random.NextNormal())),
            new NumberColumn("binary", Column(i => random.NextDouble() < 1 / (1 + Math.Exp(-eta[i])) ? 1 : 0)),
            new NumberColumn("count", Column(i => Math.Floor(Math.Exp(0.5 * eta[i]) * 2 * random.NextExponential()))),
            new NumberColumn("positive", Column(i => Math.Exp(eta[i]) * (0.05 + random.NextExponential()))),
        ]);
    }

    /// <summary>The objective of a model, its columns as they come.</summary>
    public static Objective Coded(Model model, Table table, CurvatureShape? shape = null)
    {
        BoundModel bound = BoundModel.Bind(model, table);
        IReadOnlyList<Predictor> predictors = Predictors(bound, static c => c);
        return new Objective(bound.BindNoise(), predictors, bound.Observations, bound.Weights, CoefficientPrior.Of(bound, predictors), shape);
    }

    /// <summary>The objective of a model with every indicator written out as a dense column.</summary>
    public static Objective Dense(Model model, Table table)
    {
        BoundModel bound = BoundModel.Bind(model, table);
        IReadOnlyList<Predictor> predictors = Predictors(bound, column =>
        {
            if (column is not IndicatorColumn) return column;
            double[] cells = new double[bound.RowCount];
            column.Fill(0, cells);
            return new NumericColumn(column.Name, column.Term, cells);
        });
        return new Objective(bound.BindNoise(), predictors, bound.Observations, bound.Weights, CoefficientPrior.Of(bound, predictors), CurvatureShape.Dense(predictors.Sum(static p => p.Count)));
    }

    private static List<Predictor> Predictors(BoundModel bound, Func<DesignColumn, DesignColumn> column)
    {
        List<Predictor> predictors = [];
        int start = 0;
        foreach (BoundParameter parameter in bound.Parameters)
        {
            predictors.Add(new Predictor([.. parameter.Design.Columns.Select(column)], parameter.Offset, start));
            start += parameter.Design.ColumnCount;
        }

        return predictors;
    }

    private static string[] Labels(string letter, int count) => [.. Enumerable.Range(0, count).Select(k => FormattableString.Invariant($"{letter}{k:0000}"))];
}
