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

    /// <summary>Whether there are loops of its own: a long chain of operations runs faster as two or three short ones.</summary>
    static virtual bool HasLoops => false;

    /// <summary>The same over rows, where <see cref="HasLoops"/>.</summary>
    /// <param name="block">Operands and results.</param>
    /// <param name="rows">How many, a multiple of the register's width.</param>
    static virtual void Derivatives<TLane>(in BinaryBlock block, nint rows)
        where TLane : unmanaged, ILane<TLane> => throw new NotSupportedException();
}
