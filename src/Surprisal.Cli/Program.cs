namespace Surprisal.Cli;

/// <summary>The process: hands arguments and the console to <see cref="Application"/>.</summary>
internal static class Program
{
    private static int Main(string[] args) => Application.Run(args, Terminal.OfProcess());
}
