using System.Text;

namespace Surprisal.Cli;

/// <summary>Where a run of the command reads and writes: the process's console, or what a test puts in its place.</summary>
/// <param name="OpenInput">Opens standard input.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="ErrorIsTerminal">Whether a person watches standard error, so that progress is of use.</param>
/// <param name="Interrupts">Makes the source of cancellation, asked for by verbs that may take long.</param>
internal sealed record Terminal(Func<Stream> OpenInput, TextWriter Output, TextWriter Error, bool ErrorIsTerminal, Func<Interrupts> Interrupts)
{
    /// <summary>The console of this process; text is UTF-8 without a byte order mark and written when a verb is complete.</summary>
    public static Terminal OfProcess() => new(
        StandardInput.Open,
        new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 14),
        new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false), 1 << 10) { AutoFlush = true },
        !Console.IsErrorRedirected,
        Cli.Interrupts.OfProcess);
}
