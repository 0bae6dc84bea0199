namespace Surprisal.Models;

/// <summary>
/// Which second derivatives an objective keeps, and where: all of them row by row, or those of an arrow, where the coefficients of one factor's levels
/// meet only their own level's and the rest. Immutable.
/// </summary>
/// <remarks>
/// An arrow holds the rest's block A (r × r), then for each level its own block D (m × m, m terms that the factor codes, as intercepts and
/// slopes) and its coupling B with the rest (m × r). Memory is O(r² + levels · m(m + r)) where the square takes (r + levels · m)². A level without a column in
/// one of the terms keeps a place, with 1 on the diagonal and nothing beside it.
/// </remarks>
internal sealed class CurvatureShape
{
    // Up to here the square is small, and its factorisation takes less than a second.
    private const int DenseSize = 1000;

    // An arrow is worth its while where it is half of the square or less.
    private const double WorthWhile = 0.5;
    private readonly int[] _places;

    private CurvatureShape(int size, int[] places, int levels, int width)
    {
        Size = size;
        _places = places;
        Levels = levels;
        Width = width;
        Rest = [.. Enumerable.Range(0, size).Where(i => places[i] >= 0)];
        Members = new int[levels * width];
        Array.Fill(Members, -1);
        for (int i = 0; i < size; i++)
        {
            if (places[i] < 0) Members[-1 - places[i]] = i;
        }
    }

    /// <summary>The number of coefficients.</summary>
    public int Size { get; }

    /// <summary>Levels of the factor that is set apart; 0 for the square.</summary>
    public int Levels { get; }

    /// <summary>Places that each level has.</summary>
    public int Width { get; }

    /// <summary>The other coefficients, in order.</summary>
    public int[] Rest { get; }

    /// <summary>The coefficient in each place of each level; -1 for none.</summary>
    public int[] Members { get; }

    /// <summary>Whether all second derivatives are kept.</summary>
    public bool IsDense => Levels == 0;

    /// <summary>How many numbers are kept.</summary>
    public long Length => LengthOf(Rest.Length, Levels, Width);

    /// <summary>The square.</summary>
    public static CurvatureShape Dense(int size) => new(size, [.. Enumerable.Range(0, size)], 0, 0);

    /// <summary>The shape that suits the codings of an objective.</summary>
    public static CurvatureShape For(int size, IReadOnlyList<PredictorParts> parts)
    {
        if (size <= DenseSize) return Dense(size);
        IEnumerable<List<CodedGroup>> families = parts.SelectMany(static p => p.Groups).GroupBy(static g => g.Codes).Select(static f => f.ToList());
        return families.MaxBy(static f => f.Sum(static g => g.Count)) is { } largest && Arrow(size, largest) is var arrow && arrow.Length <= WorthWhile * size * size ? arrow : Dense(size);
    }

    /// <summary>The arrow that sets a family of codings with the same levels apart.</summary>
    public static CurvatureShape Arrow(int size, IReadOnlyList<CodedGroup> family)
    {
        int[] levels = [.. family.SelectMany(static g => g.Levels).Distinct().Order()];
        Dictionary<int, int> index = [];
        for (int l = 0; l < levels.Length; l++) index.Add(levels[l], l);
        int[] places = new int[size];
        for (int u = 0; u < family.Count; u++)
        {
            for (int k = 0; k < family[u].Count; k++) places[family[u].Coefficients[k]] = -1 - ((index[family[u].Levels[k]] * family.Count) + u);
        }

        int rest = 0;
        for (int i = 0; i < size; i++)
        {
            if (places[i] >= 0) places[i] = rest++;
        }

        return new CurvatureShape(size, places, levels.Length, family.Count);
    }

    /// <summary>Where the block of a level begins: its own derivatives, then its coupling.</summary>
    public int Block(int level) => (Rest.Length * Rest.Length) + (level * Width * (Width + Rest.Length));

    /// <summary>Where the second derivative in one coefficient is.</summary>
    public int Diagonal(int coefficient)
    {
        int place = _places[coefficient];
        if (place >= 0) return (place * Rest.Length) + place;
        (int level, int member) = Math.DivRem(-1 - place, Width);
        return Block(level) + (member * Width) + member;
    }

    /// <summary>Writes a second derivative wherever it stands.</summary>
    /// <exception cref="InvalidOperationException">It is that of two levels, which the arrow has no place for.</exception>
    public void Set(double[] curvature, int i, int j, double value)
    {
        int a = _places[i], b = _places[j];
        if (a < 0 && b >= 0) (a, b) = (b, a);
        if (a >= 0 && b >= 0)
        {
            curvature[(a * Rest.Length) + b] = value;
            curvature[(b * Rest.Length) + a] = value;
            return;
        }

        (int level, int member) = Math.DivRem(-1 - b, Width);
        if (a >= 0)
        {
            curvature[Block(level) + (Width * Width) + (member * Rest.Length) + a] = value;
            return;
        }

        (int other, int second) = Math.DivRem(-1 - a, Width);
        if (other != level) throw new InvalidOperationException("levels of a factor exclude one another");
        curvature[Block(level) + (member * Width) + second] = value;
        curvature[Block(level) + (second * Width) + member] = value;
    }

    /// <summary>Room for second derivatives, all zero but the diagonal of places without a coefficient.</summary>
    public double[] Room()
    {
        double[] room = new double[checked((int)Length)];
        for (int at = 0; at < Members.Length; at++)
        {
            (int level, int member) = Math.DivRem(at, Width);
            if (Members[at] < 0) room[Block(level) + (member * Width) + member] = 1;
        }

        return room;
    }

    private static long LengthOf(long rest, long levels, long width) => (rest * rest) + (levels * width * (width + rest));
}
