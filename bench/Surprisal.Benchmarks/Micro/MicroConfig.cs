using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Surprisal.Benchmarks.Micro;

/// <summary>How BenchmarkDotNet runs: within this process, so that no project is generated and built, with few and short rounds.</summary>
internal static class MicroConfig
{
    public static IConfig Create() => ManualConfig.CreateEmpty()
        .AddLogger(ConsoleLogger.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddExporter(MarkdownExporter.GitHub)
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
}
