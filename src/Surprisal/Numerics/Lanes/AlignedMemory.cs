namespace Surprisal.Numerics.Lanes;

/// <summary>Room for doubles that the garbage collector owns and never moves, beginning at a multiple of 64 bytes.</summary>
/// <remarks>The numbers are not cleared.</remarks>
internal sealed unsafe class AlignedMemory
{
    private const int Alignment = 64;
    private readonly double[] _array;

    /// <summary>Makes room.</summary>
    public AlignedMemory(nint count)
    {
        _array = GC.AllocateUninitializedArray<double>(checked((int)count + (Alignment / sizeof(double))), pinned: true);
        nint address = (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_array));
        Pointer = (double*)((address + Alignment - 1) & ~(nint)(Alignment - 1));
    }

    /// <summary>The first double; valid as long as this object is reachable.</summary>
    public double* Pointer { get; }
}
