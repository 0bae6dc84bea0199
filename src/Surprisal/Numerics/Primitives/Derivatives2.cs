using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>A function of two variables at a point: its value and all its first and second derivatives.</summary>
/// <param name="Value">f.</param>
/// <param name="X">∂f/∂x.</param>
/// <param name="Y">∂f/∂y.</param>
/// <param name="XX">∂²f/∂x².</param>
/// <param name="XY">∂²f/∂x∂y.</param>
/// <param name="YY">∂²f/∂y².</param>
internal readonly record struct Derivatives2<TLane>(TLane Value, TLane X, TLane Y, TLane XX, TLane XY, TLane YY)
    where TLane : unmanaged, ILane<TLane>;
