namespace Surprisal.Tests.Cli;

/// <summary>Where the working tree is that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Sample(string name) => Path.Combine(Root, "samples", name);

    private static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Surprisal.slnx"))) return at.FullName;
        }

        throw new DirectoryNotFoundException("the tests do not run within the working tree");
    }
}
