using BenchmarkDotNet.Attributes;
using Surprisal.Benchmarks.Kernels;

namespace Surprisal.Benchmarks.Micro;

/// <summary>Every noise model's derived kernel; times are per row.</summary>
public class NoiseKernelBenchmarks
{
    private KernelLoop? _allVary;
    private KernelLoop? _firstVaries;

    public static IEnumerable<string> Noises => KernelCase.All.Select(static k => k.Name);

    [ParamsSource(nameof(Noises))]
    public string Noise { get; set; } = string.Empty;

    [GlobalSetup]
    public void Setup()
    {
        KernelCase kernel = KernelCase.All.Single(k => string.Equals(k.Name, Noise, StringComparison.Ordinal));
        _allVary = KernelLoop.Create(kernel, allVary: true);
        _firstVaries = KernelLoop.Create(kernel, allVary: false);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _allVary!.Dispose();
        _firstVaries!.Dispose();
    }

    [Benchmark(OperationsPerInvoke = KernelCase.Rows)]
    public double AllVary() => _allVary!.Run();

    [Benchmark(OperationsPerInvoke = KernelCase.Rows)]
    public double FirstVaries() => _firstVaries!.Run();
}
