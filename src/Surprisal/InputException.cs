namespace Surprisal;

/// <summary>
/// Something the user gave (data, formula, option, model) cannot be used. The message says what, where and the remedy; nothing in it
/// needs a stack trace to be understood.
/// </summary>
/// <remarks>
/// This and its subclasses are the only exceptions that input of any kind may cause. A fit that does not converge is not an exception but
/// a status of the fit.
/// </remarks>
public class InputException : Exception
{
    /// <summary>Creates the exception from one sentence that says what and where, and one that says what to do about it.</summary>
    /// <param name="message">
    /// What is wrong and where, without a final full stop. It stays on one line whatever a name or cell in it contains: control characters
    /// become spaces.
    /// </param>
    /// <param name="remedy">What to do about it, likewise; null where nothing sensible can be proposed.</param>
    /// <param name="inner">The cause, if another exception revealed it.</param>
    public InputException(string message, string? remedy = null, Exception? inner = null)
        : base(OneLine(message), inner)
    {
        Remedy = remedy is null ? null : OneLine(remedy);
    }

    /// <summary>What to do about it; null where nothing sensible can be proposed.</summary>
    public string? Remedy { get; }

    /// <summary>The text with each control character replaced by a space.</summary>
    private protected static string OneLine(string text)
    {
        if (!text.Any(char.IsControl)) return text;
        return string.Create(text.Length, text, static (shown, source) =>
        {
            for (int i = 0; i < shown.Length; i++) shown[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
    }
}
