using System.Text.RegularExpressions;
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Noise;
using Xunit;
using Catalogue = Surprisal.Noise.Noise;

namespace Surprisal.Tests.Cli;

/// <summary>Commands that the documentation shows do run.</summary>
public sealed partial class DocumentedCommandTests
{
    [Theory]
    [InlineData("noise-algebra.md", 20)]
    [InlineData("adding-a-noise-model.md", 2)]
    [InlineData("paths.md", 3)]
    [InlineData("maths", 100)]
    public void Commands_run(string document, int atLeast)
    {
        string path = Path.Combine(Repository.Root, "docs", document);
        IEnumerable<string> files = Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.md").Order(StringComparer.Ordinal) : [path];
        string[] verbs = [.. Verb().Matches(CommandRun.Of("--help").Output).Select(static m => m.Groups["verb"].Value).Distinct()];
        string[] lines = [.. files.SelectMany(File.ReadLines).Where(line => verbs.Any(verb => line.StartsWith($"surprisal {verb} ", StringComparison.Ordinal)))];
        List<string> wrong = [];
        foreach (string line in lines)
        {
            CommandRun run = CommandRun.Of([.. Words().Matches(line).Skip(1).Select(static m => m.Value.Trim('"').Replace("samples/", Repository.Root + "/samples/", StringComparison.Ordinal))]);
            if (run.Status != 0 || run.Output.Length == 0) wrong.Add($"{line}: {run.Status} {run.Error}");
        }

        Assert.True(lines.Length >= atLeast, $"only {lines.Length} commands");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Combinators_in_code_are_those_of_the_text()
    {
        NoiseModel counts = Catalogue.NegativeBinomial.ZeroInflated();
        NoiseModel kinds = Catalogue.Gaussian.MixedWith(Catalogue.StudentT);
        NoiseModel survival = Catalogue.Weibull.Censored();
        Fit fit = Model.Of(counts, "art ~ fem + ment", "zi ~ ment").Fit(Table.ReadCsv(Repository.Sample("biochemists.csv")));
        Assert.Equal(["zero-inflated(negative-binomial)", "mixture(gaussian, student-t)", "censored(weibull)"], new[] { counts.Name, kinds.Name, survival.Name });
        Assert.Equal(915, fit.Observations);
    }

    [GeneratedRegex(@"^  surprisal (?<verb>[a-z]+) ", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Verb();

    [GeneratedRegex(@"(""[^""]*""|[^\s""])+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Words();
}
