namespace Surprisal.Numerics.Jets;

/// <summary>
/// One component of a jet (its value, or one first or second derivative) over a block of rows: an array, or one number for all rows.
/// </summary>
/// <remarks>
/// A number that is the same in all rows is computed once a block: an intercept-only scale costs its exponential once, not once a row, and a
/// derivative that is structurally zero costs nothing. Each element goes through the same operations either way, so the bits do not change.
/// </remarks>
internal readonly unsafe struct Field
{
    /// <summary>The rows' values; null where the field is uniform.</summary>
    public readonly double* Pointer;

    /// <summary>The value of every row, where the field is uniform.</summary>
    public readonly double Uniform;

    public Field(double* pointer) => Pointer = pointer;

    public Field(double uniform) => Uniform = uniform;

    /// <summary>Whether all rows share one value.</summary>
    public bool IsUniform => Pointer == null;

    /// <summary>Whether the field vanishes in every row; products with it are left out, whatever the other factor.</summary>
    public bool IsZero => Pointer == null && Uniform == 0;

    /// <summary>The value of one row.</summary>
    public double this[int row] => Pointer == null ? Uniform : Pointer[row];
}
