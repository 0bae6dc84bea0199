using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using Surprisal.Numerics.Kernels;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Benchmarks.Micro;

/// <summary>
/// The curvature product XᵀWX of one block in cache, one thread; times are per multiply-add of the upper triangle, so GFLOP/s is 2/time
/// in ns. The peak stands beside it: <c>limits</c> prints that of all threads.
/// </summary>
public unsafe class CurvatureKernelBenchmarks
{
    private const int Rows = 512;
    private const int Columns = 51;
    private const int Products = Rows * (Columns * (Columns + 1) / 2);
    private double* _memory;
    private double** _columns;

    [GlobalSetup]
    public void Setup()
    {
        const int Doubles = ((Columns + 5) * Rows) + (8 * Columns * Columns);
        _memory = (double*)NativeMemory.AlignedAlloc(Doubles * sizeof(double), 64);
        _columns = (double**)NativeMemory.Alloc((nuint)(Columns * sizeof(double*)));
        for (int k = 0; k < Columns; k++) _columns[k] = _memory + (k * Rows);
        new Span<double>(_memory, Doubles).Fill(1e-3);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        NativeMemory.Free(_columns);
        NativeMemory.AlignedFree(_memory);
    }

    [Benchmark(OperationsPerInvoke = Products)]
    public double Curvature()
    {
        Work work = new(_columns, _memory + (Columns * Rows));
        Hardware.Dispatch(ref work);
        return _memory[(Columns + 5) * Rows];
    }

    private readonly struct Work(double** columns, double* rest) : ILaneWork
    {
        public void Run<TLane>()
            where TLane : unmanaged, ILane<TLane> =>
            CrossProducts<TLane>.Add(columns, Columns, columns, Columns, rest, Rows, rest + Rows, triangle: true, null, null, rest + (5 * Rows));
    }
}
