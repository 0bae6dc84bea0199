using System.Globalization;
using System.Text.Json;
using Surprisal.Noise;

namespace Surprisal.Tests.Noise;

/// <summary>The reference values of noise models: one file a noise model in tests/Surprisal.Tests/Reference/noise.</summary>
internal static class NoiseReference
{
    private static readonly JsonElement[] Files =
        [.. Directory.GetFiles(Folder(), "*.json").Order(StringComparer.Ordinal).Select(static f => JsonDocument.Parse(File.ReadAllText(f)).RootElement)];

    public static IReadOnlyList<DistributionCase> Distributions { get; } =
        [.. Files.SelectMany(static f => f.GetProperty("distributions").EnumerateArray().Select(static d => new DistributionCase(d)))];

    public static IReadOnlyList<FormulaCase> Formulas { get; } =
        [.. Files.SelectMany(static f => f.GetProperty("formula").EnumerateArray().Select(c => FormulaCase.Read(f.GetProperty("noise").GetString()!, c)))];

    /// <summary>A number of a file, where infinities are strings and a moment that does not exist is null.</summary>
    public static double Number(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.String => element.ValueEquals("Infinity") ? double.PositiveInfinity : double.NegativeInfinity,
        _ => double.NaN,
    };

    private static string Folder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "tests", "Surprisal.Tests", "Reference", "noise");
            if (Directory.Exists(path)) return path;
        }

        throw new DirectoryNotFoundException("Reference/noise");
    }
}

/// <summary>A distribution with its reference values.</summary>
internal sealed class DistributionCase(JsonElement json)
{
    private static readonly string[] Summaries = ["mean", "variance", "mode", "entropy"];

    public NoiseSpec Spec { get; } = NoiseSpec.Parse(json.GetProperty("text").GetString()!);

    public Distribution Distribution { get; } = NoiseSpec.Parse(json.GetProperty("text").GetString()!).ToDistribution();

    public Support Support => Spec.Model.Support;

    /// <summary>Tabled by other parameters than ours, which are computed from them and so rounded.</summary>
    public bool HasComputedParameters { get; } = json.TryGetProperty("computedParameters", out _);

    public IEnumerable<JsonElement> At => json.GetProperty("at").EnumerateArray();

    public IEnumerable<(double P, double Y)> Quantiles =>
        json.GetProperty("quantiles").EnumerateArray().Select(static q => (q.GetProperty("p").GetDouble(), NoiseReference.Number(q.GetProperty("y"))));

    public IEnumerable<(string Name, double Value)> Summary =>
        Summaries.Where(s => json.TryGetProperty(s, out _)).Select(s => (s, NoiseReference.Number(json.GetProperty(s))));

    public override string ToString() => Spec.ToString();
}

/// <summary>A row of the formula: value, gradient and second derivatives (i ≤ j) in the working values.</summary>
internal sealed record FormulaCase(ScalarNoise Noise, double Y, double Trials, double[] Working, double Value, double[] First, double[] Second)
{
    public static FormulaCase Read(string noise, JsonElement row)
    {
        double[] Array(string name) => [.. row.GetProperty(name).EnumerateArray().Select(static x => x.GetDouble())];
        return new(
            (ScalarNoise)NoiseSpec.Parse(row.TryGetProperty("noise", out JsonElement own) ? own.GetString()! : noise).Model,
            row.GetProperty("y").GetDouble(),
            row.GetProperty("trials").GetDouble(),
            Array("working"),
            row.GetProperty("value").GetDouble(),
            Array("first"),
            Array("second"));
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Noise.Name}(y={Y:R}, trials={Trials:R}, working={string.Join(" ", Working.Select(w => w.ToString("R", CultureInfo.InvariantCulture)))})");
}
