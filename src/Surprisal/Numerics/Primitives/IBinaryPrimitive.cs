using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// A function of two real variables with its derivative rule, written once on lanes: what <see cref="IPrimitive"/> is for one variable.
/// </summary>
/// <remarks>
/// <c>data</c> chooses the member of a family; no derivative is taken in it. Otherwise the rules of <see cref="IPrimitive"/> hold.
/// </remarks>
internal interface IBinaryPrimitive
{
    /// <summary>f(x, y).</summary>
    static abstract TLane Value<TLane>(TLane data, TLane x, TLane y)
        where TLane : unmanaged, ILane<TLane>;

    /// <summary>f, its two first and its three second derivatives at (x, y), sharing work.</summary>
    static abstract void Derivatives<TLane>(TLane data, TLane x, TLane y, out Derivatives2<TLane> result)
        where TLane : unmanaged, ILane<TLane>;
}
