using System.Runtime.InteropServices;
using Surprisal.Noise;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Benchmarks.Kernels;

/// <summary>Runs a noise model's derived kernel on one block, again and again, on the machine's widest registers.</summary>
internal abstract class KernelLoop : IDisposable
{
    /// <summary>Creates the loop.</summary>
    /// <param name="kernel">Noise model and inputs.</param>
    /// <param name="allVary">Whether all predictors vary from row to row; else the first only (all of them for classes).</param>
    public static KernelLoop Create(KernelCase kernel, bool allVary)
    {
        Maker maker = new(kernel, allVary);
        Hardware.Dispatch(ref maker);
        return maker.Result!;
    }

    /// <summary>Surprisal, gradient and curvature of <see cref="KernelCase.Rows"/> rows.</summary>
    /// <returns>The surprisal of a row.</returns>
    public abstract double Run();

    public abstract void Dispose();

    private struct Maker(KernelCase kernel, bool allVary) : ILaneWork
    {
        public KernelLoop? Result { get; private set; }

        public void Run<TLane>()
            where TLane : unmanaged, ILane<TLane> => Result = new OnLanes<TLane>(kernel, allVary);
    }

    private sealed unsafe class OnLanes<TLane> : KernelLoop
        where TLane : unmanaged, ILane<TLane>
    {
        private readonly KernelCase _kernel;
        private readonly NoiseBlock<TLane> _block;
        private readonly ObservationPacker<TLane> _observations;
        private readonly double* _memory;

        public OnLanes(KernelCase kernel, bool allVary)
        {
            _kernel = kernel;
            int m = kernel.ParameterCount;
            _block = new NoiseBlock<TLane>(KernelCase.Rows, m) { Order = 2 };
            _memory = (double*)NativeMemory.AlignedAlloc((nuint)(m * KernelCase.Rows * sizeof(double)), 64);
            _observations = new ObservationPacker<TLane>(kernel.Observations, KernelCase.Rows);
            _observations.Pack(_block, 0, KernelCase.Rows);
            for (int k = 0; k < m; k++)
                _block.Predictors[k] = allVary || k == 0 ? Copy(kernel.Predictors[k], k) : new Field(kernel.Predictors[k][0]);
        }

        public override double Run()
        {
            _block.Arena.Begin(KernelCase.Rows, _block.FreeParameters, 2);
            _kernel.Noise.Evaluate(_block);
            GC.KeepAlive(_observations);
            return _block.Surprisal[0];
        }

        public override void Dispose()
        {
            NativeMemory.AlignedFree(_memory);
        }

        private Field Copy(double[] values, int place)
        {
            double* destination = _memory + (place * KernelCase.Rows);
            values.CopyTo(new Span<double>(destination, KernelCase.Rows));
            return new Field(destination);
        }
    }
}
