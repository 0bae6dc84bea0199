using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Benchmarks.Limits;

/// <summary>What this machine can do at best: fused multiply-adds and bytes read a second, on some number of threads.</summary>
internal static class Machine
{
    private const int Rounds = 60;

    // Far beyond any last-level cache.
    private const long Bytes = 1L << 29;

    /// <summary>Multiply-adds of doubles a second with the widest registers.</summary>
    public static double MultiplyAddsPerSecond(int threads)
    {
        MultiplyAddWork work = new(threads);
        Hardware.Dispatch(ref work);
        return work.PerSecond;
    }

    /// <summary>Bytes a second read from arrays much larger than the last cache.</summary>
    public static double BytesPerSecond(int threads)
    {
        BandwidthWork work = new(threads);
        Hardware.Dispatch(ref work);
        return work.PerSecond;
    }

    /// <summary>Runs an action on each of some threads of its own at once.</summary>
    private static void OnThreads(int threads, Action<int> action)
    {
        Thread[] others = [.. Enumerable.Range(1, threads - 1).Select(k => new Thread(() => action(k)))];
        foreach (Thread thread in others) thread.Start();
        action(0);
        foreach (Thread thread in others) thread.Join();
    }

    private struct MultiplyAddWork(int threads) : ILaneWork
    {
        private const int Iterations = 5_000_000;

        // As many chains as hide the latency: 2 a cycle times 4 to 5 cycles, and they fit into 16 registers with their operands.
        private const int Chains = 12;

        public double PerSecond { get; private set; }

        public void Run<TLane>()
            where TLane : unmanaged, ILane<TLane>
        {
            int count = threads;
            double[] sums = new double[count];
            double seconds = Stopwatches.Best(Rounds, () => OnThreads(count, k => sums[k] = Chain<TLane>(Iterations)));
            if (!double.IsFinite(sums.Sum())) throw new InvalidOperationException("the chains overflowed");
            PerSecond = (double)Iterations * Chains * TLane.Width * count / seconds;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private static unsafe double Chain<TLane>(int iterations)
            where TLane : unmanaged, ILane<TLane>
        {
            TLane a = TLane.Broadcast(0.5), b = TLane.Broadcast(1.0);
            TLane c0 = b, c1 = b, c2 = b, c3 = b, c4 = b, c5 = b, c6 = b, c7 = b, c8 = b, c9 = b, c10 = b, c11 = b;
            for (int i = 0; i < iterations; i++)
            {
                c0 = TLane.FusedMultiplyAdd(c0, a, b);
                c1 = TLane.FusedMultiplyAdd(c1, a, b);
                c2 = TLane.FusedMultiplyAdd(c2, a, b);
                c3 = TLane.FusedMultiplyAdd(c3, a, b);
                c4 = TLane.FusedMultiplyAdd(c4, a, b);
                c5 = TLane.FusedMultiplyAdd(c5, a, b);
                c6 = TLane.FusedMultiplyAdd(c6, a, b);
                c7 = TLane.FusedMultiplyAdd(c7, a, b);
                c8 = TLane.FusedMultiplyAdd(c8, a, b);
                c9 = TLane.FusedMultiplyAdd(c9, a, b);
                c10 = TLane.FusedMultiplyAdd(c10, a, b);
                c11 = TLane.FusedMultiplyAdd(c11, a, b);
            }

            double* sums = stackalloc double[8];
            TLane.Store(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11, sums);
            return sums[0];
        }
    }

    private struct BandwidthWork(int threads) : ILaneWork
    {
        public double PerSecond { get; private set; }

        public unsafe void Run<TLane>()
            where TLane : unmanaged, ILane<TLane>
        {
            int count = threads;
            nint doubles = (nint)(Bytes / sizeof(double));
            double* memory = (double*)NativeMemory.AlignedAlloc((nuint)Bytes, 64);
            try
            {
                nint share = doubles / count / 64 * 64;

                // Written first, or the kernel gives every page the same zeros.
                OnThreads(count, k =>
                {
                    for (nint i = k * share; i < (k + 1) * share; i++) memory[i] = 1;
                });
                double[] sums = new double[count];
                double seconds = Stopwatches.Best(Rounds, () => OnThreads(count, k => sums[k] = Read<TLane>(memory + (k * share), share)));
                if (sums.Sum() != (double)share * count) throw new InvalidOperationException("the memory was not read");
                PerSecond = (double)share * count * sizeof(double) / seconds;
            }
            finally
            {
                NativeMemory.AlignedFree(memory);
            }
        }

        /// <summary>Adds everything up, so that nothing can be left out.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private static unsafe double Read<TLane>(double* x, nint length)
            where TLane : unmanaged, ILane<TLane>
        {
            TLane s0 = TLane.Broadcast(0), s1 = s0, s2 = s0, s3 = s0;
            for (nint i = 0; i < length; i += 4 * TLane.Width)
            {
                s0 += TLane.Load(x + i);
                s1 += TLane.Load(x + i + TLane.Width);
                s2 += TLane.Load(x + i + (2 * TLane.Width));
                s3 += TLane.Load(x + i + (3 * TLane.Width));
            }

            double* sums = stackalloc double[8];
            TLane.Store((s0 + s1) + (s2 + s3), sums);
            double total = 0;
            for (int k = 0; k < TLane.Width; k++) total += sums[k];
            return total;
        }
    }
}
