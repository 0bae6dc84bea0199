using System.Globalization;
using System.Text.Json;
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Priors;
using Surprisal.Tests.HouseRules;

namespace Surprisal.Tests.Reference;

/// <summary>One fitted model of cases/NAME.json, in this library's words.</summary>
internal sealed class ReferenceCase
{
    private static readonly Dictionary<(string Family, string Parameter), string> Names = new()
    {
        [("negative-binomial", "theta")] = "size",
        [("beta", "phi")] = "precision",
        [("inverse-gaussian", "lambda")] = "shape",
        [("weibull", "mu")] = "scale",
        [("weibull", "sigma")] = "shape",
        [("laplace", "b")] = "scale",
        [("quantile", "s")] = "scale",
    };

    private readonly JsonElement _case;

    private ReferenceCase(JsonElement root) => _case = root;

    public static string Folder => Repository.PathOf("tests", "Surprisal.Tests", "Reference", "cases");

    public static IEnumerable<string> All() =>
        Directory.EnumerateFiles(Folder, "*.json")
            .Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public string Name => _case.GetProperty("name").GetString()!;

    public string Family => _case.GetProperty("family").GetString()!;

    public double Tolerance => _case.GetProperty("tolerance").GetDouble();

    public JsonElement Expected => _case.GetProperty("expected");

    public CovarianceKind Covariance => Name.StartsWith("robust", StringComparison.Ordinal) ? CovarianceKind.HC0 : CovarianceKind.Classical;

    public static ReferenceCase Read(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "Surprisal.Tests", "Reference", "cases", name + ".json")));
        return new ReferenceCase(document.RootElement.Clone());
    }

    /// <summary>Our name of a parameter; for categorical the reference's parameter is the class.</summary>
    public string ParameterName(string parameter) =>
        Family is "categorical" ? $"mu[{parameter}]" : Names.GetValueOrDefault((Family, parameter), parameter);

    /// <summary>What our working values are times the reference's: survreg's log scale of log y is minus our log shape.</summary>
    public double Sign(string parameter) => (Family, parameter) is ("weibull", "sigma") ? -1 : 1;

    /// <summary>Terms compare without brackets: <c>cyl[c6]</c> is R's <c>cylc6</c>.</summary>
    public static string Plain(string term) => term.Replace("[", string.Empty, StringComparison.Ordinal).Replace("]", string.Empty, StringComparison.Ordinal);

    public Fit Fit()
    {
        Dictionary<string, IReadOnlyList<string>> levels = new(StringComparer.Ordinal);
        foreach (JsonProperty factor in _case.GetProperty("factors").EnumerateObject())
            levels.Add(factor.Name, [.. factor.Value.EnumerateArray().Select(static level => level.GetString()!)]);
        Table table = Table.ReadCsv(
            Repository.PathOf("tests", "Surprisal.Tests", "Reference", "data", _case.GetProperty("data").GetString()!), new CsvOptions { LevelOrders = levels });
        return Model().Fit(table, new FitOptions { Covariance = Covariance });
    }

    private Model Model()
    {
        List<string> formulas = [];
        Dictionary<string, string> links = new(StringComparer.Ordinal);
        foreach (JsonProperty formula in _case.GetProperty("formula").EnumerateObject())
        {
            string text = formula.Value.GetString()!, right = text[(text.IndexOf('~', StringComparison.Ordinal) + 1)..].Trim();
            string left = text[..text.IndexOf('~', StringComparison.Ordinal)].Trim();
            if (left.Length == 0) formulas.Add($"{ParameterName(formula.Name)} ~ {right}");
            else formulas.Insert(0, Text("trials") is { } trials ? $"{left} | trials({trials}) ~ {right}" : $"{left} ~ {right}");
        }

        foreach (JsonProperty link in _case.GetProperty("links").EnumerateObject())
        {
            // The reference's weibull has the logarithm of the scale itself as its parameter.
            if (link.Value.GetString() is not "softmax" && Family is not "weibull") links.Add(ParameterName(link.Name), link.Value.GetString()!);
        }

        return Models.Model.Of(Noise(), formulas, new ModelOptions { Links = links, Weights = Text("weights"), Offset = Text("offset"), Prior = Prior() });
    }

    private string Noise()
    {
        string family = Family is "quantile" ? "asymmetric-laplace" : Family;
        if (!_case.TryGetProperty("fixed", out JsonElement held) || held.ValueKind == JsonValueKind.Null) return family;
        return $"{family}({string.Join(", ", held.EnumerateObject().Select(static p => $"{p.Name}={p.Value.GetDouble().ToString("R", CultureInfo.InvariantCulture)}"))})";
    }

    private Prior? Prior()
    {
        if (_case.GetProperty("prior") is not { ValueKind: JsonValueKind.Object } prior) return null;
        return prior.TryGetProperty("scale", out JsonElement scale) ? new LaplacePrior(scale.GetDouble()) : new GaussianPrior(prior.GetProperty("standardDeviation").GetDouble());
    }

    private string? Text(string key) => _case.TryGetProperty(key, out JsonElement value) ? value.GetString() : null;
}
