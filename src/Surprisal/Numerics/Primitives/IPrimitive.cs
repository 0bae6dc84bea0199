using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// A function of one real variable with its derivative rule, written once on lanes; every number type gets it from here.
/// </summary>
/// <remarks>
/// <see cref="Derivatives"/> must give the same value, bit for bit, as <see cref="Value"/>: a line search compares them. Derivatives are as
/// accurate as the value wherever they can be represented; they are not differences of nearly equal numbers.
/// </remarks>
internal interface IPrimitive
{
    /// <summary>f(x).</summary>
    static abstract TLane Value<TLane>(TLane x)
        where TLane : unmanaged, ILane<TLane>;

    /// <summary>f(x), f′(x) and f″(x), sharing work.</summary>
    static abstract void Derivatives<TLane>(TLane x, out TLane value, out TLane first, out TLane second)
        where TLane : unmanaged, ILane<TLane>;
}
