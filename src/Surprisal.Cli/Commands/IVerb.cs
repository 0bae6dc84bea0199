using System.CommandLine;

namespace Surprisal.Cli.Commands;

/// <summary>A verb of the command line.</summary>
internal interface IVerb
{
    /// <summary>Its name, arguments and options.</summary>
    Command Command { get; }

    /// <summary>What <c>--help</c> prints.</summary>
    string Help { get; }

    /// <summary>Does it.</summary>
    /// <param name="parsed">A command line of this verb that has no errors of usage.</param>
    /// <param name="terminal">Where it reads, and shows progress.</param>
    /// <exception cref="InputException">What was given cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The user stopped it.</exception>
    Answer Run(ParseResult parsed, Terminal terminal);
}
