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
    public void No_case_got_lost() => Assert.Equal(Directory.GetFiles(ReferenceCase.Folder, "*.json").Length, ReferenceCase.All().Count());

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_library_agrees(string name)
    {
        ReferenceCase reference = ReferenceCase.Read(name);
        Fit fit = reference.Fit();
        List<string> differences = [];
        Assert.Equal(FitStatus.Converged, fit.Status);
        if (fit.Prior is not null) RequireCertificate(fit);
        JsonElement expected = reference.Expected;
        Compare(differences, reference.Tolerance, "log-likelihood", fit.LogLikelihood, expected.GetProperty("logLikelihood").GetDouble());
        if (expected.GetProperty("aic").ValueKind == JsonValueKind.Number)
            Compare(differences, reference.Tolerance, "aic", fit.Aic, expected.GetProperty("aic").GetDouble());
        Assert.Equal(expected.GetProperty("nobs").GetDouble(), fit.Observations);
        if (reference.HasMoments) CompareMoments(differences, reference, fit);
        else CompareCoefficients(differences, reference, fit);
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    /// <summary>A fit with a prior says how far its optimality conditions are met: in standard errors, or by the gradient of a smooth objective.</summary>
    private static void RequireCertificate(Fit fit)
    {
        bool isSmooth = fit.Certificate.KktResidual is null;
        Assert.InRange(isSmooth ? fit.Certificate.GradientNorm!.Value : fit.Certificate.KktResidual!.Value, 0, 1e-9);
    }

    private static void CompareCoefficients(List<string> differences, ReferenceCase reference, Fit fit)
    {
        JsonElement expected = reference.Expected;
        int terms = expected.GetProperty("coefficients").EnumerateObject().Sum(static p => p.Value.EnumerateObject().Count());
        Assert.Equal(terms, fit.Parameters.Sum(static p => p.Coefficients.Count));
        foreach (JsonProperty parameter in expected.GetProperty("coefficients").EnumerateObject())
        {
            foreach (JsonProperty term in parameter.Value.EnumerateObject())
            {
                (string ours, string of) = reference.Place(parameter.Name, term.Name);
                Coefficient coefficient = fit.Parameters.Single(p => string.Equals(p.Name, ours, StringComparison.Ordinal)).Coefficients
                    .Single(c => string.Equals(ReferenceCase.Plain(c.Term), of, StringComparison.Ordinal));
                string place = $"{parameter.Name} {term.Name}";
                double scale = expected.GetProperty("comparisonScale").GetProperty(parameter.Name).GetProperty(term.Name).GetDouble();
                Compare(differences, reference.Tolerance * scale, place, coefficient.Estimate, reference.Sign(parameter.Name) * term.Value.GetDouble(), 0);
                if (StandardError(expected, parameter.Name, term.Name) is { } error)
                    Compare(differences, 10 * reference.Tolerance * error, $"{place} standard error", coefficient.StandardError, error, 0);
            }
        }
    }

    /// <summary>Means, covariances and shares of components, in the order of the first mean; of a single one its mean's standard errors too.</summary>
    private static void CompareMoments(List<string> differences, ReferenceCase reference, Fit fit)
    {
        JsonElement expected = reference.Expected.GetProperty("coefficients"), scales = reference.Expected.GetProperty("comparisonScale");
        if (!expected.TryGetProperty("weights", out JsonElement weights))
        {
            FittedMoments single = FittedMoments.Of(fit).Single();
            CompareTree(differences, reference.Tolerance, "mean", expected.GetProperty("mean"), scales.GetProperty("mean"), single.Mean);
            CompareTree(differences, reference.Tolerance, "covariance", expected.GetProperty("covariance"), scales.GetProperty("covariance"), single.Covariance);
            JsonElement errors = reference.Expected.GetProperty("standardErrors").GetProperty("mean");
            CompareTree(differences, 10 * reference.Tolerance, "standard error", errors, errors, single.StandardError);
            return;
        }

        IReadOnlyList<FittedMoments> components = FittedMoments.Of(fit);
        Assert.Equal(weights.EnumerateObject().Count(), components.Count);
        for (int k = 0; k < components.Count; k++)
        {
            string key = (k + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            CompareTree(differences, reference.Tolerance, $"weight {key}", weights.GetProperty(key), scales.GetProperty("weights").GetProperty(key), _ => components[k].Share);
            CompareTree(differences, reference.Tolerance, $"mean {key}", expected.GetProperty("means").GetProperty(key), scales.GetProperty("means").GetProperty(key), components[k].Mean);
            CompareTree(
                differences, reference.Tolerance, $"covariance {key}", expected.GetProperty("covariances").GetProperty(key), scales.GetProperty("covariances").GetProperty(key), components[k].Covariance);
        }
    }

    /// <summary>Every number of an object of objects, whose path is handed over as names.</summary>
    private static void CompareTree(List<string> differences, double tolerance, string what, JsonElement expected, JsonElement scale, Func<string[], double> ours, params string[] path)
    {
        if (expected.ValueKind == JsonValueKind.Number)
        {
            Compare(differences, tolerance * scale.GetDouble(), $"{what} {string.Join(' ', path)}", ours(path), expected.GetDouble(), 0);
            return;
        }

        foreach (JsonProperty property in expected.EnumerateObject())
            CompareTree(differences, tolerance, what, property.Value, scale.GetProperty(property.Name), ours, [.. path, property.Name]);
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
