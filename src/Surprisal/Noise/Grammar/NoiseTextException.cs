namespace Surprisal.Noise;

/// <summary>The text of a noise model cannot be understood.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="text">The text as it was given.</param>
/// <param name="position">Zero-based index into <paramref name="text"/> of the place that is wrong; its length where the text ends too
/// early.</param>
/// <param name="remedy">What to do about it.</param>
public sealed class NoiseTextException(string message, string text, int position, string? remedy = null)
    : InputException(message, remedy)
{
    /// <summary>The text as it was given.</summary>
    public string Text { get; } = text;

    /// <summary>Zero-based index into <see cref="Text"/> of the place that is wrong; its length where the text ends too early.</summary>
    public int Position { get; } = position;
}
