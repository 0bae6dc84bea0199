namespace Surprisal.Tests.Cli;

/// <summary>A file that exists while a test runs.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(byte[] bytes)
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"surprisal-{Guid.NewGuid():N}.csv");
        File.WriteAllBytes(Path, bytes);
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
