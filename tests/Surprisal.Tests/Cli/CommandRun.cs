using System.Text;
using Surprisal.Cli;

namespace Surprisal.Tests.Cli;

/// <summary>What one run of the command, within this process, gave.</summary>
internal sealed record CommandRun(int Status, string Output, string Error)
{
    public static CommandRun Of(params string[] args) => With(string.Empty, args);

    public static CommandRun With(string input, params string[] args) =>
        With(() => new MemoryStream(Encoding.UTF8.GetBytes(input)), new Interrupts(), args);

    public static CommandRun With(Func<Stream> input, Interrupts interrupts, params string[] args)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        int status = Application.Run(args, new Terminal(input, output, error, ErrorIsTerminal: false, () => interrupts));
        return new CommandRun(status, output.ToString(), error.ToString());
    }
}
