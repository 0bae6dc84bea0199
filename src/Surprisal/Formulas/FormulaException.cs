namespace Surprisal.Formulas;

/// <summary>A formula's text cannot be understood or cannot be applied to the table.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="text">The formula as it was given.</param>
/// <param name="position">Zero-based index into <paramref name="text"/> of the place that is wrong; -1 where no place can be named.</param>
/// <param name="remedy">What to do about it.</param>
public sealed class FormulaException(string message, string text, int position, string? remedy = null)
    : InputException(message, remedy)
{
    /// <summary>The formula as it was given.</summary>
    public string Text { get; } = text;

    /// <summary>Zero-based index into <see cref="Text"/> of the place that is wrong; -1 where no place can be named.</summary>
    public int Position { get; } = position;
}
