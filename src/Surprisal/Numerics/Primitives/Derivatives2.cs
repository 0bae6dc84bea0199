using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>A function of two variables at a point: its value and all its first and second derivatives.</summary>
/// <remarks>Plain fields: the compiler then writes each to its place instead of building and copying the whole.</remarks>
internal struct Derivatives2<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    /// <summary>f.</summary>
    public TLane Value;

    /// <summary>∂f/∂x.</summary>
    public TLane X;

    /// <summary>∂f/∂y.</summary>
    public TLane Y;

    /// <summary>∂²f/∂x².</summary>
    public TLane XX;

    /// <summary>∂²f/∂x∂y.</summary>
    public TLane XY;

    /// <summary>∂²f/∂y².</summary>
    public TLane YY;
}
