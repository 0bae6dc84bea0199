namespace Surprisal.Cli;

/// <summary>The command line itself cannot be understood.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="remedy">What to do about it.</param>
internal sealed class UsageException(string message, string remedy) : InputException(message, remedy);
