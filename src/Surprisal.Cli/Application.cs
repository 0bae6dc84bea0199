using Surprisal.Cli.Commands;
using Surprisal.Cli.Rendering;

namespace Surprisal.Cli;

/// <summary>The command <c>surprisal</c>: arguments in, text and an exit status out. Nothing reaches standard output before a verb is complete.</summary>
internal static class Application
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">The arguments after the command's name.</param>
    /// <param name="terminal">Where it reads and writes.</param>
    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        try
        {
            Answer answer = new Verbs().Run(args, terminal);
            Print(answer.Text, terminal.Output);
            return answer.Status;
        }
        catch (InputException problem)
        {
            terminal.Error.Write(Complaint.Of(problem));
            return ExitStatus.BadInput;
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("surprisal: cancelled; nothing was written");
            return ExitStatus.Cancelled;
        }
        catch (Exception defect)
        {
            terminal.Error.Write(Complaint.OfDefect(defect));
            return ExitStatus.InternalError;
        }
    }

    private static void Print(string text, TextWriter output)
    {
        try
        {
            output.Write(text);
            output.Flush();
        }
        catch (IOException refused)
        {
            throw new OutputException(refused);
        }
    }
}
