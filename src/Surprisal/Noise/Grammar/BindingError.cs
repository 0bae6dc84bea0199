using Surprisal.Links;

namespace Surprisal.Noise;

/// <summary>Reads the values of a noise model's text, and says what is wrong with them and where.</summary>
internal static class BindingError
{
    /// <summary>An error at a place of the text.</summary>
    public static NoiseTextException At(NoiseText text, int position, string problem, string? remedy = null) =>
        new($"noise '{Words.Shorten(text.Source)}': {problem}", text.Source, position, remedy);

    /// <summary>The keys that there are, as a remedy.</summary>
    public static string Keys(string owner, IEnumerable<string> keys) => $"the keys of '{owner}' are {Words.List(keys)}";

    /// <summary>The key, if the owner has it.</summary>
    /// <exception cref="NoiseTextException">It has not.</exception>
    public static string Known(NoiseText text, NoiseArgument argument, string key, string what, string owner, IReadOnlyList<string> keys)
    {
        if (keys.Contains(key, StringComparer.Ordinal)) return key;
        string? near = DidYouMean.Remedy(key, keys);
        throw At(text, argument.Position, $"{what} has no '{Words.Shorten(key)}'", near is null ? Keys(owner, keys) : $"{near} {Keys(owner, keys)}");
    }

    /// <summary>An argument's number.</summary>
    /// <exception cref="NoiseTextException">It is none.</exception>
    public static double Number(NoiseText text, NoiseArgument argument, string key)
    {
        if (NoiseNumber.TryParse(argument.Value!, out double value)) return value;
        string problem = $"'{Words.Shorten(argument.Value!)}' is not a finite number, as {key} must be";
        throw At(text, argument.ValuePosition, problem, "write it with a decimal point: 0.5, 1e-3");
    }

    /// <summary>The value, if it lies in the parameter's domain.</summary>
    /// <exception cref="NoiseTextException">It does not.</exception>
    public static double Inside(NoiseText text, NoiseArgument argument, NoiseParameter parameter, double value) =>
        parameter.Domain.Contains(value)
        ? value
        : throw At(text, argument.ValuePosition, $"{parameter.Name} must be {parameter.Domain.Describe()}, not {NoiseNumber.Format(value)}");
}
