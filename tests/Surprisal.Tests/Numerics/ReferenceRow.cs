using System.Globalization;

namespace Surprisal.Tests.Numerics;

/// <summary>
/// A value known to far more than double precision: the nearest double, the rest in units of its last place, and the derivatives to a
/// double. Made by Reference/scripts/primitives.py with mpmath.
/// </summary>
internal sealed record ReferenceRow(double[] Arguments, double Value, double Rest, double[] Derivatives)
{
    public static IReadOnlyList<ReferenceRow> Read(string function, int arguments = 1)
    {
        return [.. File.ReadLines(PathOf(Path.Combine("primitives", function + ".txt"))).Select(line => Parse(line.Split(' '), arguments))];
    }

    /// <summary>|computed − exact| in units in the last place of the exact value; NaN counts as infinitely wrong.</summary>
    public double UlpError(double computed)
    {
        if (double.IsInfinity(Value))
            return computed == Value ? 0.0 : double.PositiveInfinity;
        double error = Math.Abs(((computed - Value) / Ulp(Value)) - Rest);
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }

    public static double Ulp(double value) => Math.BitIncrement(Math.Abs(value)) - Math.Abs(value);

    private static ReferenceRow Parse(string[] fields, int arguments) => new(
        [.. fields.Take(arguments).Select(Bits)],
        Bits(fields[arguments]),
        double.Parse(fields[arguments + 1], CultureInfo.InvariantCulture),
        [.. fields.Skip(arguments + 2).Select(Bits)]);

    private static double Bits(string text) =>
        BitConverter.UInt64BitsToDouble(ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    /// <summary>The full path of a file under tests/Surprisal.Tests/Reference.</summary>
    public static string PathOf(string file)
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Surprisal.slnx")))
            folder = Path.GetDirectoryName(folder);
        string root = folder ?? throw new InvalidOperationException("the tests must run inside the repository");
        return Path.Combine(root, "tests", "Surprisal.Tests", "Reference", file);
    }
}
