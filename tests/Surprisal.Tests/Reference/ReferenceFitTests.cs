using System.Text.Json;
using Surprisal.Fits;
using Xunit;

namespace Surprisal.Tests.Reference;

/// <summary>
/// Fits of R, statsmodels and exact arithmetic, each with the tolerance that two careful implementations should reach. Numbers and data are
/// facts from the sources that each case names.
/// </summary>
public sealed class ReferenceFitTests
{
    public static TheoryData<string> Cases => [.. ReferenceCase.All()];

    [Fact]
    public void No_case_got_lost() => Assert.Equal(36, ReferenceCase.All().Count());

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_library_agrees(string name)
    {
        ReferenceCase reference = ReferenceCase.Read(name);
        Fit fit = reference.Fit();
        List<string> differences = [];
        Assert.Equal(FitStatus.Converged, fit.Status);
        JsonElement expected = reference.Expected;
        Compare(differences, reference.Tolerance, "log-likelihood", fit.LogLikelihood, expected.GetProperty("logLikelihood").GetDouble());
        if (expected.GetProperty("aic").ValueKind == JsonValueKind.Number)
            Compare(differences, reference.Tolerance, "aic", fit.Aic, expected.GetProperty("aic").GetDouble());
        Assert.Equal(expected.GetProperty("nobs").GetDouble(), fit.Observations);
        foreach (JsonProperty parameter in expected.GetProperty("coefficients").EnumerateObject())
        {
            ParameterFit ours = fit.Parameters.Single(p => string.Equals(p.Name, reference.ParameterName(parameter.Name), StringComparison.Ordinal));
            Assert.Equal(parameter.Value.EnumerateObject().Count(), ours.Coefficients.Count);
            foreach (JsonProperty term in parameter.Value.EnumerateObject())
            {
                Coefficient coefficient = ours.Coefficients.Single(c => string.Equals(ReferenceCase.Plain(c.Term), term.Name, StringComparison.Ordinal));
                string place = $"{parameter.Name} {term.Name}";
                double scale = expected.GetProperty("comparisonScale").GetProperty(parameter.Name).GetProperty(term.Name).GetDouble();
                Compare(differences, reference.Tolerance * scale, place, coefficient.Estimate, term.Value.GetDouble(), 0);
                if (StandardError(expected, parameter.Name, term.Name) is { } error)
                    Compare(differences, 10 * reference.Tolerance * error, $"{place} standard error", coefficient.StandardError, error, 0);
            }
        }

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    private static double? StandardError(JsonElement expected, string parameter, string term)
    {
        JsonElement errors = expected.GetProperty("standardErrors");
        if (errors.ValueKind != JsonValueKind.Object || !errors.TryGetProperty(parameter, out JsonElement block)) return null;
        return block.ValueKind == JsonValueKind.Object && block.TryGetProperty(term, out JsonElement error) && error.ValueKind == JsonValueKind.Number ? error.GetDouble() : null;
    }

    /// <summary>Absolute difference against tolerance · max(floor, |expected|); with a floor of 0 the tolerance is absolute.</summary>
    private static void Compare(List<string> differences, double tolerance, string what, double? actual, double expected, double floor = 1)
    {
        double bound = floor == 0 ? tolerance : tolerance * Math.Max(floor, Math.Abs(expected));
        if (actual is { } value && Math.Abs(value - expected) <= bound) return;
        differences.Add($"{what}: {actual:R}, expected {expected:R}, tolerance {bound:G3}");
    }
}
