using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics;

/// <summary>A plain number as a number type: running a formula on it is the formula's definition, and the oracle of every test.</summary>
/// <param name="Value">The number.</param>
public readonly record struct Real(double Value) : IReal<Real>
{
    /// <inheritdoc/>
    public static implicit operator Real(double value) => new(value);

    /// <inheritdoc/>
    public static Real operator +(Real a, Real b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    public static Real operator -(Real a, Real b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    public static Real operator *(Real a, Real b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    public static Real operator /(Real a, Real b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    public static Real operator -(Real a) => new(-a.Value);

    /// <inheritdoc/>
    public static Real SelectLess(Real a, Real b, Real whenLess, Real otherwise) => a.Value < b.Value ? whenLess : otherwise;

    /// <inheritdoc/>
    public static Real Square(Real x) => new(x.Value * x.Value);

    /// <inheritdoc/>
    public static Real Sqrt(Real x) => new(Math.Sqrt(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Real IReal<Real>.Apply<TPrimitive>(Real x) => new(TPrimitive.Value(new Lane1(x.Value)).Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Real IReal<Real>.Apply<TPrimitive>(Real data, Real x, Real y) =>
        new(TPrimitive.Value(new Lane1(data.Value), new Lane1(x.Value), new Lane1(y.Value)).Value);

    static Real IReal<Real>.Apply(RowFunction function, ReadOnlySpan<Real> x)
    {
        Span<double> values = stackalloc double[x.Length];
        for (int k = 0; k < values.Length; k++) values[k] = x[k].Value;
        return new(function.Evaluate(values, 0)[0]);
    }
}
