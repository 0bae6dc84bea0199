namespace Surprisal.Cli;

/// <summary>Standard input of this process.</summary>
/// <remarks>
/// Where the caller closed it (<c>&lt;&amp;-</c>), the runtime's next file gets its number, 0, and reading that may wait forever. What was inherited
/// has come through exec and so cannot be marked close-on-exec; what the runtime opens always is. Linux tells the mark.
/// </remarks>
internal static class StandardInput
{
    private const string Description = "/proc/self/fdinfo/0";
    private const string FlagsLabel = "flags:";
    private const int CloseOnExec = 0x80000;

    /// <summary>Opens it.</summary>
    /// <exception cref="IOException">It is closed.</exception>
    public static Stream Open() => IsClosed() ? throw new IOException("standard input is closed") : Console.OpenStandardInput();

    private static bool IsClosed()
    {
        if (!File.Exists(Description)) return false;
        foreach (string line in File.ReadLines(Description))
        {
            if (line.StartsWith(FlagsLabel, StringComparison.Ordinal)) return (Convert.ToInt32(line[FlagsLabel.Length..].Trim(), 8) & CloseOnExec) != 0;
        }

        return false;
    }
}
