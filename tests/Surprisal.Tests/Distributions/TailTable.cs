using System.Globalization;
using Xunit;

namespace Surprisal.Tests.Distributions;

/// <summary>A row of Reference/tails.txt: both tails of a distribution at a point, and their logarithms.</summary>
internal sealed record TailRow(string Distribution, double[] Arguments, double Lower, double Upper, double LogLower, double LogUpper)
{
    /// <summary>The rows of one distribution.</summary>
    public static IReadOnlyList<TailRow> Of(string distribution) =>
        [.. File.ReadLines(Path()).Where(line => line.StartsWith(distribution + " ", StringComparison.Ordinal)).Select(Parse)];

    public override string ToString() => $"{Distribution}({string.Join(", ", Arguments)})";

    private static TailRow Parse(string line)
    {
        string[] cells = line.Split(' ');
        double[] numbers = [.. cells[1..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        return new TailRow(cells[0], numbers[..^4], numbers[^4], numbers[^3], numbers[^2], numbers[^1]);
    }

    private static string Path()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Surprisal.slnx"))) folder = folder.Parent;
        Assert.NotNull(folder);
        return System.IO.Path.Combine(folder.FullName, "tests", "Surprisal.Tests", "Reference", "tails.txt");
    }
}

/// <summary>Comparison in relative terms that rejects NaN.</summary>
internal static class Relative
{
    /// <summary>Below this the logarithm is compared instead.</summary>
    public const double Smallest = 1e-300;

    public static double Error(double got, double want)
    {
        if (got == want) return 0.0;
        double error = Math.Abs(got - want) / Math.Abs(want);
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }

    public static void Equal(double want, double got, double tolerance, string where) =>
        Assert.True(Error(got, want) <= tolerance, $"{where}: got {got:R}, want {want:R}, relative error {Error(got, want):e1}");
}
