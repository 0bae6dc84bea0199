using System.Text.Json;
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Priors;
using Surprisal.Tests.HouseRules;
using Xunit;

namespace Surprisal.Tests.Coded;

/// <summary>Factors of many levels against R's glm and against a ridge regression in numpy (Reference/scripts/coded.py and coded.R).</summary>
public sealed class CodedReferenceTests
{
    // glm stops where its deviance does: its last step leaves about the square root of rounding in flat directions.
    private const double NearGlm = 1e-8;

    // Ours stops within a billionth of a standard error.
    private const double NearRidge = 2e-9;

    [Theory]
    [InlineData("glm.json", NearGlm)]
    [InlineData("ridge.json", NearRidge)]
    public void Estimates_and_errors(string file, double near)
    {
        Table table = Table.ReadCsv(PathOf("coded.csv"));
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(PathOf(file)));
        int cases = 0;
        foreach (JsonElement expected in document.RootElement.EnumerateArray())
        {
            string formula = expected.GetProperty("formula").GetString()!, noise = expected.GetProperty("noise").GetString()!;
            JsonElement sd = expected.GetProperty("sd");
            ModelOptions options = new() { Priors = sd.ValueKind == JsonValueKind.Null ? [] : [new GaussianPrior(sd.GetDouble())] };
            Fit fit = Model.Of(noise, [formula], options).Fit(table, new FitOptions { Threads = 2 });
            Assert.Equal(FitStatus.Converged, fit.Status);
            double[] estimates = Numbers(expected, "estimates"), errors = Numbers(expected, "errors");
            IReadOnlyList<Coefficient> coefficients = fit.Parameters[0].Coefficients;
            Assert.Equal(estimates.Length, coefficients.Count);
            for (int j = 0; j < estimates.Length; j++)
            {
                string what = $"{noise}, {formula}, {coefficients[j].Term}";
                Assert.True(Math.Abs(coefficients[j].Estimate!.Value - estimates[j]) <= near * errors[j], $"{what}: {coefficients[j].Estimate:R}, not {estimates[j]:R}");
                Assert.True(Math.Abs(coefficients[j].StandardError!.Value - errors[j]) <= 100 * near * errors[j], $"{what}: error {coefficients[j].StandardError:R}, not {errors[j]:R}");
            }

            cases++;
        }

        Assert.Equal(12, cases);
    }

    private static double[] Numbers(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray().Select(static v => v.GetDouble())];

    private static string PathOf(string file) => Repository.PathOf("tests", "Surprisal.Tests", "Reference", "coded", file);
}
