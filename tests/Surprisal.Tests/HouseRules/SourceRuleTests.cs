using System.Text.RegularExpressions;
using Xunit;
using Xunit.Abstractions;

namespace Surprisal.Tests.HouseRules;

/// <summary>Rules that the sources keep, read from the sources themselves.</summary>
public sealed partial class SourceRuleTests(ITestOutputHelper output)
{
    private const int Refused = 500;
    private const int Questioned = 300;

    // Each layer uses only those before it. ParameterDomain stands in Noise, and links ask for it.
    private static readonly string[] Layers = ["Numerics", "Links", "Noise", "Losses", "Priors", "Data", "Formulas", "Models", "Solvers", "Fits", "Evidence", "Divergences"];

    private static readonly string[] KnownBreaks = ["Links uses Noise"];

    [Fact]
    public void No_file_is_longer_than_500_lines()
    {
        string[] files = [.. Repository.Sources("src"), .. Repository.Sources("tests"), .. Repository.Sources("bench"), .. Repository.Sources("tools")];
        (string File, int Lines)[] lengths = [.. files.Select(static f => (Name(f), File.ReadLines(f).Count()))];
        foreach ((string file, int lines) in lengths.Where(static f => f.Lines > Questioned)) output.WriteLine($"{lines} lines: {file}");
        Assert.DoesNotContain(lengths, static f => f.Lines > Refused);
    }

    [Fact]
    public void The_library_calls_nothing_whose_bits_depend_on_the_machine()
    {
        List<string> found = [];
        foreach (string file in Repository.Sources("src", "Surprisal"))
        {
            foreach ((string line, int number) in Code(file))
            {
                if (Banned().IsMatch(line)) found.Add($"{Name(file)}:{number}: {line.Trim()}");
            }
        }

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    [Fact]
    public void No_regions_no_suppressions_no_open_ends()
    {
        List<string> found = [];
        foreach (string file in Repository.Sources("src").Concat(Repository.Sources("tests")).Concat(Repository.Sources("bench")).Concat(Repository.Sources("tools")))
        {
            if (Path.GetFileName(file) is "SourceRuleTests.cs") continue;
            int number = 0;
            foreach (string line in File.ReadLines(file))
            {
                number++;
                if (Unwanted().IsMatch(line)) found.Add($"{Name(file)}:{number}: {line.Trim()}");
            }
        }

        foreach (string file in Directory.EnumerateFiles(Repository.Root, "*.*proj", SearchOption.AllDirectories).Append(Repository.PathOf("Directory.Build.props")))
        {
            if (File.ReadAllText(file).Contains("NoWarn", StringComparison.Ordinal)) found.Add($"{Name(file)}: NoWarn");
        }

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    [Fact]
    public void No_layer_reaches_up()
    {
        List<string> found = [];
        foreach (string file in Repository.Sources("src", "Surprisal"))
        {
            string folder = Path.GetRelativePath(Repository.PathOf("src", "Surprisal"), file).Split(Path.DirectorySeparatorChar)[0];
            int own = Array.IndexOf(Layers, folder);
            if (own < 0) continue;
            foreach ((string line, _) in Code(file))
            {
                Match use = Used().Match(line);
                string used = use.Groups["layer"].Value;
                if (!use.Success || Array.IndexOf(Layers, used) <= own || KnownBreaks.Contains($"{folder} uses {used}", StringComparer.Ordinal)) continue;
                found.Add($"{Name(file)}: {folder} uses {used}");
            }
        }

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found.Distinct(StringComparer.Ordinal)));
    }

    [Fact]
    public void Every_folder_of_the_library_is_a_layer()
    {
        IEnumerable<string> folders = Directory.EnumerateDirectories(Repository.PathOf("src", "Surprisal")).Select(static d => Path.GetFileName(d)).Where(static d => d is not ("bin" or "obj"));
        Assert.All(folders, static folder => Assert.Contains(folder, Layers, StringComparer.Ordinal));
    }

    [Fact]
    public void The_library_neither_prints_nor_serves()
    {
        foreach (string file in Repository.Sources("src", "Surprisal"))
            Assert.DoesNotContain(Code(file), static l => l.Line.Contains("Console.", StringComparison.Ordinal) || l.Line.Contains("System.Net", StringComparison.Ordinal));
    }

    /// <summary>Lines of code, comments left out.</summary>
    private static IEnumerable<(string Line, int Number)> Code(string file)
    {
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            string code = Comment().Replace(line, string.Empty);
            if (!string.IsNullOrWhiteSpace(code)) yield return (code, number);
        }
    }

    private static string Name(string file) => Path.GetRelativePath(Repository.Root, file);

    [GeneratedRegex(@"\bMath(F)?\.(Exp|Log\w*|Pow|Sin\w*|Cos\w*|Tan\w*|Asin\w*|Acos\w*|Atan\w*|Cbrt|ReciprocalEstimate|ReciprocalSqrtEstimate)\(|\b[dD]ouble\.(Exp\w*|Log\w*|Pow|Sin\w*|Cos\w*|Tan\w*|Hypot|RootN|Cbrt|\w*Estimate|Lerp)\(|System\.Random\b|new Random\(|Random\.Shared|TensorPrimitives|Vector(64|128|256|512)?\.(Exp|Log|Log2|Sin|Cos|SinCos|Hypot|Lerp)\(|\bMultiplyAddEstimate\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Banned();

    [GeneratedRegex(@"^\s*#\s*(region|pragma)|\b(TODO|FIXME|HACK|XXX)\b|SuppressMessage", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Unwanted();

    [GeneratedRegex(@"\busing\s+(static\s+)?Surprisal\.(?<layer>\w+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Used();

    [GeneratedRegex(@"//.*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Comment();
}
