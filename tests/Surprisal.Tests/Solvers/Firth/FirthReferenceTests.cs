using System.Text.Json;
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Tests.Fits;
using Surprisal.Tests.HouseRules;
using Xunit;

namespace Surprisal.Tests.Solvers.Firth;

/// <summary>Firth's estimates, standard errors, profile intervals and tests against mpmath's, from the definition (Reference/scripts/firth.py).</summary>
public sealed class FirthReferenceTests
{
    private static string Folder => Repository.PathOf("tests", "Surprisal.Tests", "Reference", "firth");

    public static TheoryData<string> Cases => [.. Directory.EnumerateFiles(Folder, "*.json").Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Agrees(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")));
        JsonElement root = document.RootElement;
        Table table = new([.. root.GetProperty("columns").EnumerateObject().Select(ColumnOf)]);
        ModelOptions options = new() { Jeffreys = true };
        if (root.GetProperty("noise").GetString() is "bernoulli" or "binomial") options = options with { Links = new Dictionary<string, string>(StringComparer.Ordinal) { ["mu"] = root.GetProperty("link").GetString()! } };
        Fit fit = Model.Of(root.GetProperty("noise").GetString()!, [root.GetProperty("formula").GetString()!], options).Fit(table);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.True(fit.Certificate.GradientNorm <= 1e-7, $"gradient {fit.Certificate.GradientNorm}");
        Assert.Equal("firth", fit.Certificate.SolverName);
        Assert.Equal(IntervalKind.Profile, fit.Intervals);
        Assert.Null(fit.Aic);
        Near.Equal(root.GetProperty("logLikelihood").GetDouble(), fit.LogLikelihood, 1e-8, "log-likelihood");
        Near.Equal(root.GetProperty("penalised").GetDouble(), fit.LogLikelihood + fit.LogJeffreys, 1e-12, "penalised");
        foreach (JsonElement expected in root.GetProperty("coefficients").EnumerateArray())
        {
            Coefficient actual = fit.Parameters.Single(p => p.Name == expected.GetProperty("parameter").GetString()).Coefficients.Single(c => c.Term == expected.GetProperty("term").GetString());
            string place = $"{name} {expected.GetProperty("parameter").GetString()} {actual.Term}";
            Near.Equal(expected.GetProperty("estimate").GetDouble(), actual.Estimate, 1e-8, place);
            Near.Relative(expected.GetProperty("standardError").GetDouble(), actual.StandardError, 1e-8, place + " error");
            Near.Equal(expected.GetProperty("lower").GetDouble(), actual.Lower, 1e-8, place + " lower");
            Near.Equal(expected.GetProperty("upper").GetDouble(), actual.Upper, 1e-8, place + " upper");
            Near.Relative(expected.GetProperty("pValue").GetDouble(), actual.PValue, 1e-6, place + " p");
        }
    }

    private static Column ColumnOf(JsonProperty property)
    {
        if (property.Value[0].ValueKind == JsonValueKind.Number) return new NumberColumn(property.Name, property.Value.EnumerateArray().Select(static v => v.GetDouble()).ToArray());
        string[] cells = [.. property.Value.EnumerateArray().Select(static v => v.GetString()!)], levels = [.. cells.Distinct().Order(StringComparer.Ordinal)];
        return new TextColumn(property.Name, cells.Select(c => Array.IndexOf(levels, c)).ToArray(), levels);
    }
}
