using Surprisal.Data;
using Surprisal.Formulas;

namespace Surprisal.Tests.Formulas;

/// <summary>Small tables, and the short way from a formula to its columns.</summary>
internal static class TestData
{
    /// <summary>The data of model-matrix.R.</summary>
    public static Table Golden { get; } = new(
    [
        Numbers("x", 1, 2.5, -1, 4, 0.5, 3, 7, -2, 1.5, 6, 2, 5),
        Numbers("z", 2, 1, 3, 5, 4, 2.5, 1.5, 8, 6, 7, 3.5, 0.25),
        Text("a", "p", "q", "r", "p", "q", "r", "p", "q", "r", "p", "q", "r"),
        Text("b", "u", "u", "u", "u", "v", "v", "v", "v", "u", "v", "u", "v"),
        Text("c", "k", "l", "k", "l", "k", "l", "k", "l", "l", "k", "m", "m"),
        Truths("t", 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1),
        Numbers("n", 10, 2, 1, 10, 2, 1, 10, 2, 1, 10, 2, 1),
    ],
        "gold.csv");

    public static NumberColumn Numbers(string name, params double[] values) => new(name, values);

    public static BooleanColumn Truths(string name, params sbyte[] values) => new(name, values);

    /// <summary>A column of text; null is missing.</summary>
    public static TextColumn Text(string name, params string?[] values)
    {
        string[] levels = [.. values.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new TextColumn(name, Array.ConvertAll(values, v => v is null ? -1 : Array.IndexOf(levels, v)), levels);
    }

    public static ModelFrame Frame(Table table, params string[] formulas) => ModelFrame.Create(table, [.. formulas.Select(Formula.Parse)]);

    public static Design Design(Table table, string formula)
    {
        ModelFrame frame = Frame(table, formula);
        return DesignRecipe.Train(frame.Formulas[0], frame).Apply(frame);
    }

    public static double[] Cells(Design design, int column)
    {
        double[] cells = new double[design.RowCount];
        design.Columns[column].Fill(0, cells);
        return cells;
    }

    /// <summary>A test's file, found from the solution's folder.</summary>
    public static string ReadFile(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Surprisal.slnx"))) folder = folder.Parent;
        return File.ReadAllText(Path.Combine(folder!.FullName, "tests", "Surprisal.Tests", "Formulas", name));
    }
}
