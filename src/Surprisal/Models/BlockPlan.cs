namespace Surprisal.Models;

/// <summary>
/// How the rows of an objective are cut: into blocks that stay in cache, and runs of blocks that are summed on their own. Both depend on the
/// size of the problem only, never on the number of threads, and partial sums are added in the order of the rows: so the bits of a result do
/// not depend on who computed which part.
/// </summary>
/// <param name="Rows">Rows in all.</param>
/// <param name="BlockRows">Rows of a block, a multiple of 8.</param>
/// <param name="BlocksPerRun">Blocks of a run.</param>
internal readonly record struct BlockPlan(int Rows, int BlockRows, int BlocksPerRun)
{
    // Half of a megabyte of second-level cache for the packed columns of a block.
    private const int BlockBytes = 1 << 19;
    private const int ManyColumns = 512;
    private const int MostRuns = 64;
    private const long MostPartialSums = 1L << 23;

    // Rows of codes are quickly done, so that clearing and adding up large tables must be seldom.
    private const long MostCodedSums = 1L << 20;

    // A sampled pass is short: a run of fewer blocks than this spends its time on clearing and adding up its sums.
    private const int FewestSampledBlocks = 16;

    public int Blocks => (int)(((long)Rows + BlockRows - 1) / BlockRows);

    /// <summary>How many of the blocks a pass over every k-th block visits.</summary>
    public int SampledBlocks(int every) => (Blocks + every - 1) / every;

    /// <summary>Blocks of a run of such a pass.</summary>
    public int SampledBlocksPerRun(int every) => every == 1 ? BlocksPerRun : Math.Max(BlocksPerRun / every, FewestSampledBlocks);

    /// <summary>Runs of such a pass.</summary>
    public int SampledRuns(int every) => (SampledBlocks(every) + SampledBlocksPerRun(every) - 1) / SampledBlocksPerRun(every);

    /// <summary>The plan of a problem.</summary>
    /// <param name="rows">Rows in all.</param>
    /// <param name="columns">Distinct columns that a block packs.</param>
    /// <param name="sums">Numbers that a run adds up.</param>
    /// <param name="isCoded">Whether most of them are sums over levels.</param>
    public static BlockPlan For(int rows, int columns, long sums, bool isCoded = false)
    {
        // With many columns sweeping over the sums costs more than columns that have left the second-level cache.
        int fewest = columns > ManyColumns ? 256 : 64;
        int blockRows = 512;
        while (blockRows > fewest && (long)blockRows * columns * sizeof(double) > BlockBytes) blockRows /= 2;
        int runs = (int)Math.Clamp((isCoded ? MostCodedSums : MostPartialSums) / Math.Max(1, sums), 8, MostRuns);
        int blocks = (int)(((long)rows + blockRows - 1) / blockRows);
        return new BlockPlan(rows, blockRows, Math.Max(1, (blocks + runs - 1) / runs));
    }
}
