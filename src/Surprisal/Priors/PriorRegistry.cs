using System.Globalization;

namespace Surprisal.Priors;

/// <summary>The priors that exist, and how they are read from text.</summary>
public static class PriorRegistry
{
    private const string Form = "write a prior with its value, as in gaussian(sd=2) or laplace(scale=0.5)";

    /// <summary>All priors, each with the value 1.</summary>
    public static IReadOnlyList<Prior> All { get; } = [new GaussianPrior(1), new LaplacePrior(1)];

    /// <summary>Reads <c>gaussian(sd=2)</c>, <c>laplace(scale=0.5)</c>; the value's name may be left out.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="InputException">It cannot be read, the prior is unknown, or the value is not positive and finite.</exception>
    public static Prior Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        int open = trimmed.IndexOf('(', StringComparison.Ordinal);
        string name = (open < 0 ? trimmed : trimmed[..open]).Trim();
        if (name.Contains(':', StringComparison.Ordinal))
            throw Error(text, "priors of single parameters or terms are not available yet", "leave out what stands before the colon: a prior holds for all non-intercept coefficients of the first formula");
        Prior prior = All.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.Ordinal))
            ?? throw Error(text, $"unknown prior '{Words.Shorten(name)}'", DidYouMean.Remedy(name, All.Select(static p => p.Name), Form)!);
        if (open < 0 || !trimmed.EndsWith(')')) throw Error(text, $"the value of {prior.ValueName} is missing", Form);
        string[] parts = trimmed[(open + 1)..^1].Split('=', 2, StringSplitOptions.TrimEntries);
        if (parts.Length == 2 && !string.Equals(parts[0], prior.ValueName, StringComparison.Ordinal))
            throw Error(text, $"prior '{prior.Name}' has no value '{Words.Shorten(parts[0])}'", $"its value is {prior.ValueName}");
        return double.TryParse(parts[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && double.IsFinite(value)
            ? prior.WithValue(value)
            : throw Error(text, $"{prior.ValueName} '{Words.Shorten(parts[^1])}' is not a positive number", Form);
    }

    private static InputException Error(string text, string problem, string remedy) => new($"prior '{Words.Shorten(text)}': {problem}", remedy);
}
