using System.Runtime.Intrinsics;

namespace Surprisal.Numerics.Lanes;

/// <summary>Work that is generic over the width of a register.</summary>
internal interface ILaneWork
{
    /// <summary>Does the work with registers of one width.</summary>
    void Run<TLane>()
        where TLane : unmanaged, ILane<TLane>;
}

/// <summary>Chooses the widest register that this machine has. The choice changes the speed and never a bit of a result.</summary>
internal static class Hardware
{
    /// <summary>Doubles in the widest register: 8, 4, 2 or 1.</summary>
    public static int Width { get; } =
        Vector512.IsHardwareAccelerated ? 8 : Vector256.IsHardwareAccelerated ? 4 : Vector128.IsHardwareAccelerated ? 2 : 1;

    /// <summary>Runs work with the widest register.</summary>
    public static void Dispatch<TWork>(ref TWork work)
        where TWork : struct, ILaneWork
    {
        switch (Width)
        {
            case 8: work.Run<Lane8>(); break;
            case 4: work.Run<Lane4>(); break;
            case 2: work.Run<Lane2>(); break;
            default: work.Run<Lane1>(); break;
        }
    }
}
