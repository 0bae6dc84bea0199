using System.Diagnostics;

namespace Surprisal.Tests.Cli;

/// <summary>What a run of a program of its own gave.</summary>
internal sealed record ChildProcess(int Status, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The built command, as <c>dotnet surprisal.dll</c>.</summary>
    public static string[] Command { get; } = ["dotnet", Path.Combine(AppContext.BaseDirectory, "surprisal.dll")];

    public static Task<ChildProcess> RunAsync(params string[] words) => RunAsync(static _ => Task.CompletedTask, words);

    /// <param name="meanwhile">What happens while it runs.</param>
    /// <param name="words">The program and its arguments.</param>
    public static async Task<ChildProcess> RunAsync(Func<Process, Task> meanwhile, params string[] words)
    {
        ProcessStartInfo start = new(words[0], words.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await meanwhile(process);
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // What was still buffered has nobody to read it: the process has ended.
        }

        using CancellationTokenSource patience = new(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new ChildProcess(process.ExitCode, await output, await error);
    }
}
