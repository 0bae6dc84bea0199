using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Primitives;
using Surprisal.Numerics.Random;

namespace Surprisal.Benchmarks.Micro;

/// <summary>Elementary functions with their first two derivatives, over positive arguments of all sizes; times are per element.</summary>
public unsafe class PrimitiveKernelBenchmarks
{
    private const int Rows = 512;
    private double* _memory;

    [GlobalSetup]
    public void Setup()
    {
        _memory = (double*)NativeMemory.AlignedAlloc(4 * Rows * sizeof(double), 64);
        RandomStream stream = new(seed: 3);
        for (int i = 0; i < Rows; i++) _memory[i] = 10 * stream.NextExponential();
    }

    [GlobalCleanup]
    public void Cleanup() => NativeMemory.AlignedFree(_memory);

    [Benchmark(OperationsPerInvoke = Rows)]
    public double ExpDerived() => Run<Exp>();

    [Benchmark(OperationsPerInvoke = Rows)]
    public double LogDerived() => Run<Log>();

    [Benchmark(OperationsPerInvoke = Rows)]
    public double Log1pDerived() => Run<Log1p>();

    [Benchmark(OperationsPerInvoke = Rows)]
    public double SoftplusDerived() => Run<Softplus>();

    [Benchmark(OperationsPerInvoke = Rows)]
    public double LogGammaDerived() => Run<LogGamma>();

    [Benchmark(OperationsPerInvoke = Rows)]
    public double StirlingErrorDerived() => Run<StirlingError>();

    [Benchmark(OperationsPerInvoke = Rows)]
    public double LogNormalCdfDerived() => Run<LogNormalCdf>();

    private double Run<TPrimitive>()
        where TPrimitive : struct, IPrimitive
    {
        Work<TPrimitive> work = new(_memory);
        Hardware.Dispatch(ref work);
        return _memory[Rows];
    }

    private readonly struct Work<TPrimitive>(double* memory) : ILaneWork
        where TPrimitive : struct, IPrimitive
    {
        public void Run<TLane>()
            where TLane : unmanaged, ILane<TLane> =>
            JetLoops<TLane>.Derivatives<TPrimitive>(memory + Rows, memory + (2 * Rows), memory + (3 * Rows), Rows, memory);
    }
}
