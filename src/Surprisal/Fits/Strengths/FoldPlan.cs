using Surprisal.Data;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics.Random;

namespace Surprisal.Fits.Strengths;

/// <summary>Which rows are left out together. Immutable.</summary>
/// <param name="Folds">For each repeat the fold of each row.</param>
/// <param name="IsStratified">Whether classes are spread evenly.</param>
/// <param name="Groups">How many groups there are; null without.</param>
internal sealed record FoldPlan(int[][] Folds, bool IsStratified, int? Groups)
{
    /// <summary>Deals the rows of a model.</summary>
    /// <exception cref="InputException">There are fewer rows or groups than folds, a class is only in one fold, or the column of groups cannot be used.</exception>
    public static FoldPlan Of(BoundModel bound, CrossValidationOptions options)
    {
        int rows = bound.RowCount, folds = options.Folds;
        if (folds > rows) throw new InputException($"{folds} folds need as many rows, and {rows} are used", "use fewer folds");
        bool isOfClasses = bound.Noise is BernoulliNoise or CategoricalNoise or OrdinalNoise;
        int[]? groups = options.Group is { } name ? GroupsOf(bound, name) : null;
        int count = groups is null ? 0 : groups.Max() + 1;
        if (groups is not null && folds > count)
            throw new InputException($"{folds} folds need as many groups, and column {Quoted.Name(options.Group!)} has {count} in the rows used", "use fewer folds, or no groups");
        int[][] deals = new int[options.Repeats][];
        for (int repeat = 0; repeat < deals.Length; repeat++)
        {
            RandomStream stream = new(options.Seed, repeat);
            deals[repeat] = groups is not null ? ByGroup(groups, count, folds, stream) : isOfClasses ? ByClass(bound.Response.Span, folds, stream) : Plain(rows, folds, stream);
            if (isOfClasses) RequireClasses(bound, deals[repeat], folds);
        }

        return new FoldPlan(deals, isOfClasses && groups is null, groups is null ? null : count);
    }

    /// <summary>The rows of a fold, and the others, both ascending.</summary>
    public static (int[] Inside, int[] Outside) Split(int[] folds, int fold)
    {
        List<int> inside = [], outside = [];
        for (int i = 0; i < folds.Length; i++) (folds[i] == fold ? inside : outside).Add(i);
        return ([.. inside], [.. outside]);
    }

    private static int[] Plain(int rows, int folds, RandomStream stream) => Dealt(Permutation(rows, stream), folds);

    /// <summary>Class after class, so that each is dealt round.</summary>
    private static int[] ByClass(ReadOnlySpan<double> response, int folds, RandomStream stream)
    {
        double[] classes = response.ToArray();
        return Dealt([.. Permutation(classes.Length, stream).OrderBy(row => classes[row])], folds);
    }

    /// <summary>The largest group first, each to the fold with the fewest rows.</summary>
    private static int[] ByGroup(int[] groups, int count, int folds, RandomStream stream)
    {
        int[] sizes = new int[count], foldOf = new int[count], filled = new int[folds];
        foreach (int group in groups) sizes[group]++;
        foreach (int group in Permutation(count, stream).OrderByDescending(group => sizes[group]))
        {
            foldOf[group] = Array.IndexOf(filled, filled.Min());
            filled[foldOf[group]] += sizes[group];
        }

        return [.. groups.Select(group => foldOf[group])];
    }

    private static int[] Dealt(int[] order, int folds)
    {
        int[] foldOf = new int[order.Length];
        for (int i = 0; i < order.Length; i++) foldOf[order[i]] = i % folds;
        return foldOf;
    }

    private static int[] Permutation(int count, RandomStream stream)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = count - 1; i > 0; i--)
        {
            int other = (int)stream.NextInteger(i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }

        return order;
    }

    private static int[] GroupsOf(BoundModel bound, string name)
    {
        Table table = bound.Frame.SourceTable;
        Column column = table.Use(name);
        Dictionary<object, int> codes = [];
        int[] groups = new int[bound.RowCount];
        for (int i = 0; i < groups.Length; i++)
        {
            int row = bound.Frame.SourceRow(i);
            if (column.IsMissing(row))
                throw new TableException($"{table.Source}: {table.RowName(row)}, column {Quoted.Name(name)}: the cell is missing, so the row belongs to no group", "fill it in, or leave the row out");
            object key = column switch
            {
                NumberColumn numbers => numbers.Values.Span[row],
                TextColumn texts => texts.Codes.Span[row],
                BooleanColumn truths => truths.Cells.Span[row],
                _ => throw new InputException($"column {Quoted.Name(name)} cannot say which rows belong together", "use a column of texts or whole numbers"),
            };
            if (!codes.TryGetValue(key, out int code)) codes.Add(key, code = codes.Count);
            groups[i] = code;
        }

        return groups;
    }

    private static void RequireClasses(BoundModel bound, int[] foldOf, int folds)
    {
        int[] classes = [.. bound.Response.ToArray().Select(static y => (int)y)];
        int[,] counts = new int[classes.Max() + 1, folds];
        for (int i = 0; i < classes.Length; i++) counts[classes[i], foldOf[i]]++;
        for (int c = 0; c < counts.GetLength(0); c++)
        {
            int[] row = [.. Enumerable.Range(0, folds).Select(fold => counts[c, fold])];
            if (row.Count(static n => n > 0) != 1) continue;
            string label = c < bound.ResponseLevels.Count ? bound.ResponseLevels[c] : FormattableString.Invariant($"{c}");
            throw new InputException(
                $"response {Quoted.Name(label)}: its {row.Max()} row{(row.Max() == 1 ? " is" : "s are")} in one fold, so the others do not know that it exists", "use other groups or another seed, or leave out responses with a single row");
        }
    }
}
