using System.Runtime.InteropServices;
using Surprisal.Tests.Cli;

namespace Surprisal.Tests.Samples;

/// <summary>
/// A file-based program of samples/, compiled by the compiler alone against the library that the tests were built with: a second instead of the many that
/// <c>dotnet run</c> takes to look at projects. That it works too is the business of <see cref="SampleTests"/>.
/// </summary>
internal static class SampleProgram
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly string RuntimeFolder = RuntimeEnvironment.GetRuntimeDirectory();

    /// <summary>Compiles and runs a program from the top folder of the repository.</summary>
    /// <param name="name">Its name without the ending.</param>
    /// <returns>The lines that it printed.</returns>
    public static async Task<string[]> RunAsync(string name)
    {
        string folder = AppContext.BaseDirectory, program = Path.Combine(folder, $"sample-{name}.dll"), response = Path.Combine(folder, $"sample-{name}.rsp");
        string usings = Path.Combine(folder, $"sample-{name}-usings.cs");
        await File.WriteAllTextAsync(usings, ImplicitUsings);
        IEnumerable<string> references = Directory.EnumerateFiles(RuntimeFolder, "*.dll").Where(IsReference).Append(typeof(InputException).Assembly.Location);
        await File.WriteAllLinesAsync(
            response,
            [
                "-nologo -nostdlib -warnaserror -optimize -langversion:14 -nullable:enable -features:FileBasedProgram",
                .. references.Select(static r => $"-r:\"{r}\""), $"-out:\"{program}\"", $"\"{usings}\"", $"\"{Repository.Sample(name + ".cs")}\"",
            ]);
        ChildProcess compiled = await ChildProcess.RunAsync("dotnet", "exec", Compiler(), "-noconfig", "@" + response);
        if (compiled.Status != 0) throw new InvalidOperationException(compiled.Output + compiled.Error);

        // The command's settings are those of a file-based program here: invariant culture.
        ChildProcess run = await ChildProcess.RunAsync("dotnet", "exec", "--runtimeconfig", Path.Combine(folder, "surprisal.runtimeconfig.json"), program);
        return run.Status == 0 ? run.Output.ReplaceLineEndings("\n").Split('\n') : throw new InvalidOperationException(run.Output + run.Error);
    }

    /// <summary>Managed assemblies of the runtime; native libraries lie beside them.</summary>
    private static bool IsReference(string path) =>
        Path.GetFileName(path) is var file && (file.StartsWith("System.", StringComparison.Ordinal) || file is "mscorlib.dll" or "netstandard.dll") && !file.Contains(".Native", StringComparison.Ordinal);

    private static string Compiler()
    {
        string root = Path.GetFullPath(Path.Combine(RuntimeFolder, "..", "..", ".."));
        return Directory.EnumerateDirectories(Path.Combine(root, "sdk")).Select(static sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll")).Where(File.Exists).Order(StringComparer.Ordinal).Last();
    }
}
