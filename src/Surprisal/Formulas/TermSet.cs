namespace Surprisal.Formulas;

/// <summary>
/// One term: the set of the variables that it multiplies, as ascending indices into <see cref="TermSet.Variables"/>. The intercept is not
/// a term.
/// </summary>
internal readonly struct TermKey(int[] variables) : IEquatable<TermKey>
{
    public int[] Variables { get; } = variables;

    public int Degree => Variables.Length;

    /// <summary>The union of two terms' variables.</summary>
    public TermKey Join(TermKey other)
    {
        SortedSet<int> union = [.. Variables];
        union.UnionWith(other.Variables);
        return new TermKey([.. union]);
    }

    public TermKey Without(int variable) => new([.. Variables.Where(v => v != variable)]);

    public bool IsSubsetOf(TermKey other) => Array.TrueForAll(Variables, v => Array.BinarySearch(other.Variables, v) >= 0);

    public bool Equals(TermKey other) => Variables.AsSpan().SequenceEqual(other.Variables);

    public override bool Equals(object? obj) => obj is TermKey other && Equals(other);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int variable in Variables) hash.Add(variable);
        return hash.ToHashCode();
    }
}

/// <summary>The right side of a formula, multiplied out: what R's <c>terms()</c> gives.</summary>
/// <param name="HasIntercept">Whether the constant 1 is among the columns.</param>
/// <param name="Variables">The variables in order of first appearance, which is the order inside a term's name.</param>
/// <param name="Terms">The distinct terms, main effects first, then by degree, then by appearance.</param>
/// <param name="Offsets">The distinct arguments of <c>offset()</c>.</param>
internal sealed record TermSet(
    bool HasIntercept, IReadOnlyList<Variable> Variables, IReadOnlyList<TermKey> Terms, IReadOnlyList<NumericExpression> Offsets)
{
    public string NameOf(TermKey term) => string.Join(':', term.Variables.Select(v => Variables[v].Text));
}
