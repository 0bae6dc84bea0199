using System.Globalization;
using System.Text.Json;
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Tests.Fits;
using Surprisal.Tests.HouseRules;
using Xunit;

namespace Surprisal.Tests.Solvers.Paths;

/// <summary>Paths against those of other programs.</summary>
public sealed class GoldenPathTests
{
    [Fact]
    public void Paths_of_glmnet()
    {
        using JsonDocument document = Read("glmnet");
        foreach (JsonElement golden in document.RootElement.EnumerateArray())
        {
            List<Column> columns = [new NumberColumn("y", Numbers(golden.GetProperty("y"))), new NumberColumn("w", Numbers(golden.GetProperty("weights"))), new NumberColumn("o", Numbers(golden.GetProperty("offset")))];
            foreach (JsonElement x in golden.GetProperty("x").EnumerateArray()) columns.Add(new NumberColumn("x" + (columns.Count - 2).ToString(CultureInfo.InvariantCulture), Numbers(x)));
            string right = string.Join(" + ", columns.Skip(3).Select(static c => c.Name));
            Model model = Model.Of(golden.GetProperty("noise").GetString()!, ["y ~ " + right], new ModelOptions { Weights = "w", Offset = "o" });
            double[] lambdas = Numbers(golden.GetProperty("lambda"));
            RegularisationPath path = model.FitPath(new Table(columns, "golden"), new PathOptions { Alpha = golden.GetProperty("alpha").GetDouble(), LambdaValues = lambdas });
            Assert.Equal(FitStatus.Converged, path.Status);
            double[] intercepts = Numbers(golden.GetProperty("intercept"));
            int k = 0;
            foreach (JsonElement row in golden.GetProperty("coefficients").EnumerateArray())
            {
                double[] expected = [intercepts[k], .. Numbers(row)];
                for (int j = 0; j < expected.Length; j++)
                    Near.Equal(expected[j], path.Points[k][j], 1e-5, $"{golden.GetProperty("name").GetString()} lambda {lambdas[k]} {path.Terms[j].Term}");
                k++;
            }

            Assert.Equal(lambdas.Length, k);
        }
    }

    [Fact]
    public void Path_of_scikit_learn()
    {
        using JsonDocument document = Read("diabetes-lasso");
        JsonElement root = document.RootElement;
        double[] lambdas = Numbers(root.GetProperty("prior").GetProperty("penalty"));
        Model model = Model.Of("gaussian", root.GetProperty("formula").GetProperty("mu").GetString()!);
        Table table = Table.ReadCsv(Repository.PathOf("tests", "Surprisal.Tests", "Reference", "data", "diabetes.csv"));
        RegularisationPath path = model.FitPath(table, new PathOptions { LambdaValues = lambdas, Standardize = true });
        int k = 0;
        foreach (JsonElement point in root.GetProperty("expected").GetProperty("other").GetProperty("path").EnumerateArray())
        {
            foreach (JsonProperty term in point.GetProperty("coefficients").GetProperty("mu").EnumerateObject())
                Near.Equal(term.Value.GetDouble(), path.Points[k][path.PlaceOf("mu", term.Name)], 1e-7, $"{k} {term.Name}");
            k++;
        }

        Assert.Equal(20, k);
    }

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(static v => v.GetDouble())];

    private static JsonDocument Read(string name) => JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "Surprisal.Tests", "Reference", "paths", name + ".json")));
}
