namespace Surprisal.Data;

/// <summary>A table cannot be read, or a cell of it cannot be used.</summary>
/// <param name="message">What is wrong, naming file, row and column where they are known.</param>
/// <param name="remedy">What to do about it.</param>
/// <param name="inner">The cause, if another exception revealed it.</param>
public sealed class TableException(string message, string? remedy = null, Exception? inner = null)
    : InputException(message, remedy, inner);
