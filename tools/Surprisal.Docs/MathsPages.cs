using Surprisal.Noise;

namespace Surprisal.Docs;

/// <summary>The pages of maths: one for every registered noise model and combinator, and a list of them.</summary>
internal static class MathsPages
{
    /// <summary>All pages: the text of each by the name of its file.</summary>
    /// <param name="comments">The doc comments of the library.</param>
    public static IReadOnlyDictionary<string, string> Write(DocComments comments)
    {
        SortedDictionary<string, string> pages = new(StringComparer.Ordinal) { ["README.md"] = MathsIndex.Write() };
        foreach (NoiseModel noise in NoiseModels.All) pages.Add(noise.Name + ".md", NoiseMaths.Write(noise, comments));
        foreach (NoiseCombinator combinator in NoiseCombinators.All) pages.Add(combinator.Name + ".md", CombinatorMaths.Write(combinator, comments));
        return pages;
    }

    /// <summary>The folder of the solution that a folder belongs to.</summary>
    /// <param name="inside">The folder, or one above it.</param>
    public static string Root(string inside)
    {
        for (DirectoryInfo? folder = new(inside); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Surprisal.slnx"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException($"{inside} is not inside the source tree");
    }

    /// <summary>A name that leads to its page.</summary>
    /// <param name="name">The name of a noise model or combinator.</param>
    public static string Link(string name) => $"[{name}]({name}.md)";
}
