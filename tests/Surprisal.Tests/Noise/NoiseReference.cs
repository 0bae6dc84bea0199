using System.Globalization;
using System.Text.Json;
using Surprisal.Noise;

namespace Surprisal.Tests.Noise;

/// <summary>The reference values of noise models: tests/Surprisal.Tests/Reference.</summary>
internal static class NoiseReference
{
    public static JsonElement Distributions { get; } = JsonDocument.Parse(File.ReadAllText(FilePath("distributions.json"))).RootElement;

    public static IReadOnlyList<FormulaCase> Formulas { get; } = [.. File.ReadLines(FilePath("noise.txt")).Select(FormulaCase.Read)];

    /// <summary>A number of the table, where infinities are strings and a moment that does not exist is null.</summary>
    public static double Number(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.String => double.Parse(element.GetString()!.Replace("Infinity", "∞", StringComparison.Ordinal), Culture),
        _ => double.NaN,
    };

    /// <summary>The distribution of a row of the table, from its parameters under the table's names.</summary>
    public static Distribution At(JsonElement row)
    {
        JsonElement p = row.GetProperty("parameters");
        double Get(string name) => p.GetProperty(name).GetDouble();
        string name = row.GetProperty("distribution").GetString()!;
        NoiseModel model = NoiseModels.Get(name);
        return name switch
        {
            "gaussian" => Scalar(model).At([Get("mu"), Get("sigma")]),
            "student-t" => Scalar(model).At([Get("mu"), Get("sigma"), Get("nu")]),
            "huber" => Scalar(model.WithHyperValue("k", Get("k"))).At([Get("mu"), Get("sigma")]),
            "logistic" => Scalar(model).At([Get("mu"), Get("s")]),
            "bernoulli" => Scalar(model).At([Get("p")]),
            "binomial" => Scalar(model).At([Get("p")], Get("n")),
            "poisson" => Scalar(model).At([Get("mu")]),
            "negative-binomial" => Scalar(model).At([Get("mu"), Get("theta")]),
            "gamma" => Scalar(model).At([Get("shape") / Get("rate"), Get("shape")]),
            "beta" => Scalar(model).At([Get("alpha") / (Get("alpha") + Get("beta")), Get("alpha") + Get("beta")]),
            _ => throw new InvalidOperationException(name),
        };
    }

    private static CultureInfo Culture { get; } = InfinityCulture();

    private static CultureInfo InfinityCulture()
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.PositiveInfinitySymbol = "∞";
        culture.NumberFormat.NegativeInfinitySymbol = "-∞";
        return culture;
    }

    private static ScalarNoise Scalar(NoiseModel model) => (ScalarNoise)model;

    private static string FilePath(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "tests", "Surprisal.Tests", "Reference", name);
            if (File.Exists(path)) return path;
        }

        throw new FileNotFoundException(name);
    }
}

/// <summary>A row of noise.txt.</summary>
internal sealed record FormulaCase(ScalarNoise Noise, double Y, double Trials, double[] Working, double Value, double[] First, double[] Second)
{
    public static FormulaCase Read(string line)
    {
        string[] f = line.Split(' ');
        double Get(int i) => double.Parse(f[i], CultureInfo.InvariantCulture);
        double[] Range(int start, int count) => [.. Enumerable.Range(start, count).Select(Get)];
        int m = int.Parse(f[3], CultureInfo.InvariantCulture);
        return new((ScalarNoise)NoiseModels.Get(f[0]), Get(1), Get(2), Range(4, m), Get(4 + m), Range(5 + m, m), Range(5 + (2 * m), m * (m + 1) / 2));
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Noise.Name}(y={Y:R}, trials={Trials:R}, working={string.Join(" ", Working.Select(w => w.ToString("R", CultureInfo.InvariantCulture)))})");
}
