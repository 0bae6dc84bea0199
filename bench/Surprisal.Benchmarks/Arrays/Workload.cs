using System.Runtime.InteropServices;
using System.Text.Json;
using Surprisal.Data;
using Surprisal.Models;
using Surprisal.Priors;

namespace Surprisal.Benchmarks.Arrays;

/// <summary>One workload of <c>bench/peers</c>: a response and columns as raw doubles, and the model to fit.</summary>
internal sealed class Workload
{
    private Workload(string name, Model model, Table table)
    {
        Name = name;
        Model = model;
        Table = table;
    }

    public string Name { get; }

    public Model Model { get; }

    /// <summary>One array a column, not copied again.</summary>
    public Table Table { get; }

    /// <summary>Reads a workload that the manifest names.</summary>
    /// <exception cref="InputException">The manifest or its files are not as bench/peers/README.md describes them.</exception>
    public static Workload Load(string manifest, string name)
    {
        if (!BitConverter.IsLittleEndian) throw new InputException("the workloads are little-endian, and this machine is not");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(manifest));
        if (!document.RootElement.GetProperty("workloads").TryGetProperty(name, out JsonElement spec))
        {
            IEnumerable<string> known = document.RootElement.GetProperty("workloads").EnumerateObject().Select(static w => w.Name);
            throw new InputException($"{manifest}: no workload '{name}'", $"workloads: {string.Join(", ", known)}");
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(manifest))!;
        int rows = spec.GetProperty("rows").GetInt32(), count = spec.GetProperty("columns").GetInt32();
        int responses = spec.TryGetProperty("responses", out JsonElement several) ? several.GetInt32() : 1;
        string[] names = responses == 1 ? ["y"] : [.. Enumerable.Range(1, responses).Select(static j => FormattableString.Invariant($"y{j}"))];
        double[][] y = Read(Path.Combine(folder, spec.GetProperty("y").GetString()!), rows, responses);
        List<Column> columns = [.. names.Select((n, j) => new NumberColumn(n, y[j]))];
        double[][] x = count == 0 ? [] : Read(Path.Combine(folder, spec.GetProperty("x").GetString()!), rows, count);
        for (int j = 0; j < count; j++) columns.Add(new NumberColumn(FormattableString.Invariant($"x{j + 1}"), x[j]));
        int factors = spec.TryGetProperty("factors", out JsonElement coded) ? coded.GetInt32() : 0;
        if (factors > 0) columns.AddRange(Factors(Path.Combine(folder, spec.GetProperty("codes").GetString()!), rows, factors, spec.GetProperty("levels").GetInt32()));
        IEnumerable<string> withColumns = spec.GetProperty("parametersWithColumns").EnumerateArray().Select(static p => p.GetString()!);
        string left = responses == 1 ? "y" : $"cbind({string.Join(", ", names)})", right = count == 0 ? "1" : ".";
        Model model = Model.Of(spec.GetProperty("noise").GetString()!, [$"{left} ~ {right}", .. withColumns.Skip(1).Select(static p => $"{p} ~ .")], Options(spec));
        return new Workload(name, model, new Table(columns, name));
    }

    /// <summary>Ridge in the convention of the mean surprisal: lambda/2 is 1/(2 n sd²).</summary>
    private static ModelOptions Options(JsonElement spec) =>
        spec.TryGetProperty("lambda", out JsonElement lambda) ? new ModelOptions { Priors = [Penalty.Ridge(lambda.GetDouble())] } : ModelOptions.Default;

    private static List<TextColumn> Factors(string path, int rows, int factors, int levels)
    {
        using FileStream file = File.OpenRead(path);
        if (file.Length != (long)rows * factors * sizeof(int)) throw new InputException($"{path}: {file.Length} bytes are not {factors} columns of {rows} codes");
        string[] labels = [.. Enumerable.Range(0, levels).Select(static k => FormattableString.Invariant($"l{k:00000}"))];
        List<TextColumn> result = [];
        for (int j = 0; j < factors; j++)
        {
            int[] codes = new int[rows];
            file.ReadExactly(MemoryMarshal.AsBytes(codes.AsSpan()));
            result.Add(new TextColumn(FormattableString.Invariant($"f{j + 1}"), codes, labels));
        }

        return result;
    }

    private static double[][] Read(string path, int rows, int columns)
    {
        using FileStream file = File.OpenRead(path);
        if (file.Length != (long)rows * columns * sizeof(double)) throw new InputException($"{path}: {file.Length} bytes are not {columns} columns of {rows} doubles");
        double[][] result = new double[columns][];
        for (int j = 0; j < columns; j++)
        {
            // Uninitialised: a cleared array would be written twice.
            result[j] = GC.AllocateUninitializedArray<double>(rows);
            file.ReadExactly(MemoryMarshal.AsBytes(result[j].AsSpan()));
        }

        return result;
    }
}
