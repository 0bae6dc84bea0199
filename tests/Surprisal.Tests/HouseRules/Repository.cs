namespace Surprisal.Tests.HouseRules;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path inside the tree.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The C# files below a folder, generated ones left out, in ordinal order.</summary>
    public static IEnumerable<string> Sources(params string[] folder)
    {
        string start = PathOf(folder);
        return Directory.EnumerateFiles(start, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(start, file).Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Surprisal.slnx"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("the tests run outside of the source tree");
    }
}
