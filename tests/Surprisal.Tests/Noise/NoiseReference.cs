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
internal sealed record FormulaCase(NoiseModel Noise, double[] Values, double[] Working, double Value, double[] First, double[] Second)
{
    /// <summary>The (first) response.</summary>
    public double Y => Values[0];

    public double Trials { get; private init; } = 1.0;

    /// <summary>1 right, −1 left, 2 interval-censored; 0 observed.</summary>
    public double Censoring { get; private init; }

    public double CensoringUpper { get; private init; } = double.PositiveInfinity;

    public double TruncationLower { get; private init; } = double.NegativeInfinity;

    public double TruncationUpper { get; private init; } = double.PositiveInfinity;

    /// <summary>A power of ten that the values of this row hold to, where its probability is integrated; 0 where it is a formula.</summary>
    public double Integrated { get; private init; }

    /// <summary>The row's observations, as often as asked for.</summary>
    public Observations Repeated(int rows)
    {
        ReadOnlyMemory<double> Column(double value) => Enumerable.Repeat(value, rows).ToArray();
        return new Observations([.. Values.Select(Column)])
        {
            Trials = Column(Trials),
            Censoring = Column(Censoring),
            CensoringUpper = Column(CensoringUpper),
            TruncationLower = Column(TruncationLower),
            TruncationUpper = Column(TruncationUpper),
        };
    }

    public static FormulaCase Read(string noise, JsonElement row)
    {
        double[] Array(string name) => [.. row.GetProperty(name).EnumerateArray().Select(static x => x.GetDouble())];
        double Optional(string name, double absent) => row.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : absent;
        double[] values = row.GetProperty("y").ValueKind == JsonValueKind.Array ? Array("y") : [row.GetProperty("y").GetDouble()], working = Array("working");
        NoiseModel model = NoiseSpec.Parse(row.TryGetProperty("noise", out JsonElement own) ? own.GetString()! : noise).Model;
        if (row.TryGetProperty("link", out JsonElement link)) model = model.WithOwnLink(model.Parameters[0].Name, link.GetString()!)!;
        if (values.Length > 1) model = model.ForResponses([.. values.Select(static (_, j) => $"r{j}")]);
        if (model.NeedsLevels) model = model.ForLevels([.. working.Select(static (_, j) => $"c{j}")]);
        return new(model, values, working, row.GetProperty("value").GetDouble(), Array("first"), Array("second"))
        {
            Trials = row.GetProperty("trials").GetDouble(),
            Censoring = Optional("censoring", 0.0),
            CensoringUpper = Optional("censoringUpper", double.PositiveInfinity),
            TruncationLower = Optional("truncationLower", double.NegativeInfinity),
            TruncationUpper = Optional("truncationUpper", double.PositiveInfinity),
            Integrated = Optional("integrated", 0.0),
        };
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Noise.Name}(y={Join(Values)}, trials={Trials:R}, working={Join(Working)}{(Censoring == 0.0 ? string.Empty : $", censoring={Censoring:R}")})");

    private static string Join(double[] values) => string.Join(" ", values.Select(static w => w.ToString("R", CultureInfo.InvariantCulture)));
}
