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
        [("von-mises", "kappa")] = "concentration",
        [("beta", "phi")] = "precision",
        [("inverse-gaussian", "lambda")] = "shape",
        [("weibull", "mu")] = "scale",
        [("weibull", "sigma")] = "shape",
        [("laplace", "b")] = "scale",
        [("quantile", "s")] = "scale",
        [("zero-inflated-poisson", "pi")] = "zi",
        [("zero-inflated-negative-binomial", "pi")] = "zi",
        [("zero-inflated-negative-binomial", "theta")] = "size",
        [("hurdle-poisson", "pi")] = "hu",
    };

    private static readonly Dictionary<string, string> Noises = new(StringComparer.Ordinal)
    {
        ["quantile"] = "asymmetric-laplace",
        ["zero-inflated-poisson"] = "zero-inflated(poisson)",
        ["zero-inflated-negative-binomial"] = "zero-inflated(negative-binomial)",
        ["hurdle-poisson"] = "hurdle(poisson)",
    };

    private readonly JsonElement _case;

    private ReferenceCase(JsonElement root) => _case = root;

    public static string Folder => Repository.PathOf("tests", "Surprisal.Tests", "Reference", "cases");

    public static IEnumerable<string> All() =>
        Directory.EnumerateFiles(Folder, "*.json")
            .Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public string Name => _case.GetProperty("name").GetString()!;

    public string Family => _case.GetProperty("family").GetString()!;

    /// <summary>Our noise model of the family, without what is held.</summary>
    public string NoiseName => Noises.GetValueOrDefault(Family, Family);

    public double Tolerance => _case.GetProperty("tolerance").GetDouble();

    public JsonElement Expected => _case.GetProperty("expected");

    public CovarianceKind Covariance => Name.StartsWith("robust", StringComparison.Ordinal) ? CovarianceKind.HC0 : CovarianceKind.Classical;

    public static ReferenceCase Read(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "Surprisal.Tests", "Reference", "cases", name + ".json")));
        return new ReferenceCase(document.RootElement.Clone());
    }

    /// <summary>Whether the reference gives means and covariances, of each component, instead of coefficients.</summary>
    public bool HasMoments => Family is "gaussian-mixture" or "multivariate-gaussian";

    /// <summary>Our name of a parameter; for categorical the reference's parameter is the class.</summary>
    public string ParameterName(string parameter) =>
        Family is "categorical" ? $"mu[{parameter}]" : Names.GetValueOrDefault((Family, parameter), parameter);

    /// <summary>Our name and term of a coefficient: the reference's thresholds are one parameter, ours have a number each.</summary>
    public (string Parameter, string Term) Place(string parameter, string term)
    {
        if (parameter is not "thresholds") return (ParameterName(parameter), term);
        string[] terms = [.. Expected.GetProperty("coefficients").GetProperty(parameter).EnumerateObject().Select(static t => t.Name)];
        return (string.Create(CultureInfo.InvariantCulture, $"threshold[{Array.IndexOf(terms, term) + 1}]"), "(Intercept)");
    }

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
            else formulas.Insert(0, $"{left}{Modifier()} ~ {right}");
        }

        foreach (JsonProperty link in _case.GetProperty("links").EnumerateObject())
        {
            // The reference's weibull has the logarithm of the scale itself as its parameter; means and covariances have the default links.
            if (link.Value.GetString() is not "softmax" && Family is not "weibull" && !HasMoments) links.Add(ParameterName(link.Name), link.Value.GetString()!);
        }

        return Models.Model.Of(Noise(), formulas, new ModelOptions { Links = links, Weights = Text("weights"), Offset = Text("offset"), Priors = Priors(), Standardize = IsStandardised() });
    }

    private string Modifier()
    {
        if (Text("trials") is { } trials) return $" | trials({trials})";
        return _case.TryGetProperty("censoring", out JsonElement censoring) && censoring.ValueKind == JsonValueKind.Object
            ? $" | cens(1 - {censoring.GetProperty("event").GetString()})"
            : string.Empty;
    }

    private string Noise()
    {
        string family = Name.Contains("symmetric", StringComparison.Ordinal) ? $"{NoiseName}(coding=symmetric)" : NoiseName;
        if (!_case.TryGetProperty("fixed", out JsonElement held) || held.ValueKind == JsonValueKind.Null) return family;
        if (Family is "gaussian-mixture")
        {
            string part = _case.GetProperty("formula").GetProperty("mu").GetString()!.StartsWith("cbind", StringComparison.Ordinal) ? "multivariate-gaussian" : "gaussian";
            return string.Create(CultureInfo.InvariantCulture, $"mixture({part}, k={held.GetProperty("components").GetInt32()})");
        }

        return $"{family}({string.Join(", ", held.EnumerateObject().Select(static p => $"{p.Name}={p.Value.GetDouble().ToString("R", CultureInfo.InvariantCulture)}"))})";
    }

    private PriorSpec[] Priors()
    {
        if (_case.GetProperty("prior") is not { ValueKind: JsonValueKind.Object } prior) return [];
        if (prior.TryGetProperty("standardDeviation", out JsonElement deviation)) return [new GaussianPrior(deviation.GetDouble())];
        if (prior.TryGetProperty("scale", out JsonElement scale)) return [new LaplacePrior(scale.GetDouble())];
        double lambda = prior.GetProperty("penalty").GetDouble(), alpha = prior.GetProperty("alpha").GetDouble();
        return [alpha switch { 0 => Penalty.Ridge(lambda), 1 => Penalty.Lasso(lambda), _ => Penalty.ElasticNet(lambda, alpha) }];
    }

    private bool IsStandardised() =>
        _case.GetProperty("prior") is { ValueKind: JsonValueKind.Object } prior && prior.GetProperty("scaling").GetString()!.Contains("standardised first", StringComparison.Ordinal);

    private string? Text(string key) => _case.TryGetProperty(key, out JsonElement value) ? value.GetString() : null;
}
