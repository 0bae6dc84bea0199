using Surprisal.Models;
using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers;

/// <summary>
/// Factors the arrow of a factor with many levels: the levels, which meet only their own and the rest, are eliminated one by one, and what is left is
/// a matrix of the rest's size.
/// </summary>
/// <remarks>
/// <para>With D the blocks of the levels, B their coupling and A the block of the rest: D = LLᵀ, W = L⁻¹B, S = A − WᵀW (Schur's complement). Hx = g is
/// y = L⁻¹g_E, S x_R = g_R − Wᵀy, x_E = L⁻ᵀ(y − W x_R). The inverse's diagonal is that of S⁻¹ and of L⁻ᵀ(I + W S⁻¹ Wᵀ)L⁻¹. Time is O(levels · r²), r the rest.
/// </para>
/// <para>Where D or S is not positive definite, each is made so on its own: the congruence keeps the product positive definite.</para>
/// <para>Golub, Van Loan, Matrix Computations, 4th ed. (2013), section 4.2; Pinheiro, Bates (2000), section 2.2.3.</para>
/// </remarks>
internal sealed class ArrowFactor
{
    // Below this a pivot of the scaled curvature is rounding.
    private const double SmallestPivot = 1e-13;
    private const double PivotFloor = 1e-7;
    private readonly CurvatureShape _shape;
    private readonly double[] _scale;
    private readonly double[] _blocks;
    private readonly Cholesky _factor;
    private readonly BowlFactor? _bowl;

    private ArrowFactor(CurvatureShape shape, double[] scale, double[] blocks, Cholesky factor, BowlFactor? bowl, double smallest)
    {
        _shape = shape;
        _scale = scale;
        _blocks = blocks;
        _factor = factor;
        _bowl = bowl;
        SmallestRelativePivot = smallest;
        IsPositiveDefinite = factor.IsPositiveDefinite && bowl is null && smallest > SmallestPivot;
    }

    /// <summary>Whether the curvature is positive definite beyond rounding.</summary>
    public bool IsPositiveDefinite { get; }

    /// <summary>The smallest pivot relative to its diagonal.</summary>
    public double SmallestRelativePivot { get; }

    private int Rest => _shape.Rest.Length;

    private int Width => _shape.Width;

    /// <summary>Factors.</summary>
    /// <param name="curvature">Second derivatives in the order of the shape.</param>
    /// <param name="shape">An arrow.</param>
    /// <param name="scale">What brings each coefficient's own derivative to 1.</param>
    public static ArrowFactor Of(ReadOnlySpan<double> curvature, CurvatureShape shape, double[] scale)
    {
        int rest = shape.Rest.Length, width = shape.Width;
        double[] blocks = curvature[shape.Block(0)..].ToArray(), schur = new double[rest * rest];
        for (int i = 0; i < rest; i++)
        {
            for (int j = 0; j < rest; j++) schur[(i * rest) + j] = curvature[(i * rest) + j] * (scale[shape.Rest[i]] * scale[shape.Rest[j]]);
        }

        double smallest = double.PositiveInfinity;
        bool isDefinite = true;
        for (int level = 0; level < shape.Levels; level++)
        {
            Span<double> own = blocks.AsSpan(level * width * (width + rest), width * width), coupling = blocks.AsSpan((level * width * (width + rest)) + (width * width), width * rest);
            ReadOnlySpan<int> members = shape.Members.AsSpan(level * width, width);
            for (int u = 0; u < width; u++)
            {
                double s = members[u] < 0 ? 1 : scale[members[u]];
                for (int v = 0; v < width; v++) own[(u * width) + v] *= s * (members[v] < 0 ? 1 : scale[members[v]]);
                for (int j = 0; j < rest; j++) coupling[(u * rest) + j] *= s * scale[shape.Rest[j]];
            }

            for (int u = 0; u < width; u++) isDefinite &= Eliminate(own, coupling, u, width, rest, ref smallest);
        }

        Subtract(schur, blocks, shape);
        Cholesky factor = Cholesky.Factor(schur, rest);
        double smallestRest = factor.IsPositiveDefinite ? double.PositiveInfinity : 0;
        for (int i = 0; i < rest && factor.IsPositiveDefinite; i++) smallestRest = Math.Min(smallestRest, factor[i, i] * factor[i, i]);
        BowlFactor? bowl = smallestRest > SmallestPivot ? null : BowlFactor.Of(schur, rest);
        smallest = Math.Min(smallest, smallestRest);
        return new ArrowFactor(shape, scale, blocks, factor, bowl, isDefinite ? smallest : Math.Min(smallest, 0));
    }

    /// <summary>Replaces a vector over the coefficients by the solution; both are in the scaled units.</summary>
    public void Solve(double[] b)
    {
        double[] right = new double[Rest], middle = new double[_shape.Levels * Width];
        for (int i = 0; i < Rest; i++) right[i] = b[_shape.Rest[i]];
        for (int level = 0; level < _shape.Levels; level++)
        {
            Span<double> y = middle.AsSpan(level * Width, Width);
            for (int u = 0; u < Width; u++) y[u] = Member(level, u) is >= 0 and int at ? b[at] : 0;
            Forward(Own(level), y);
            for (int u = 0; u < Width; u++)
            {
                if (y[u] != 0) DenseKernels.AddMultiple(right, -y[u], Coupling(level, u));
            }
        }

        if (_bowl is null) _factor.Solve(right);
        else _bowl.Solve(right);
        for (int level = 0; level < _shape.Levels; level++)
        {
            Span<double> x = middle.AsSpan(level * Width, Width);
            for (int u = 0; u < Width; u++) x[u] -= DenseKernels.Dot(Coupling(level, u), right);
            Backward(Own(level), x);
            for (int u = 0; u < Width; u++)
            {
                if (Member(level, u) is >= 0 and int at) b[at] = x[u];
            }
        }

        for (int i = 0; i < Rest; i++) b[_shape.Rest[i]] = right[i];
    }

    /// <summary>The diagonal of the inverse, in the units of the coefficients.</summary>
    public double[] Variances()
    {
        double[] variances = new double[_shape.Size], inverse = _factor.Inverse(), solved = new double[Width * Rest], unit = new double[Width];
        for (int i = 0; i < Rest; i++) variances[_shape.Rest[i]] = inverse[(i * Rest) + i];
        for (int level = 0; level < _shape.Levels; level++)
        {
            for (int u = 0; u < Width; u++)
            {
                for (int i = 0; i < Rest; i++) solved[(u * Rest) + i] = DenseKernels.Dot(inverse.AsSpan(i * Rest, Rest), Coupling(level, u));
            }

            for (int u = 0; u < Width; u++)
            {
                if (Member(level, u) is not (>= 0 and int at)) continue;
                Array.Clear(unit);
                unit[u] = 1;
                Forward(Own(level), unit);
                double sum = 0;
                for (int a = 0; a < Width; a++)
                {
                    for (int b = 0; b < Width; b++) sum += unit[a] * unit[b] * ((a == b ? 1 : 0) + DenseKernels.Dot(Coupling(level, a), solved.AsSpan(b * Rest, Rest)));
                }

                variances[at] = sum;
            }
        }

        for (int i = 0; i < variances.Length; i++) variances[i] *= _scale[i] * _scale[i];
        return variances;
    }

    /// <summary>The inverse, row by row, in the units of the coefficients: one solution a column.</summary>
    public double[] Inverse()
    {
        int size = _shape.Size;
        double[] inverse = new double[checked(size * size)];
        for (int j = 0; j < size; j++)
        {
            double[] column = new double[size];
            column[j] = 1;
            Solve(column);
            for (int i = 0; i < size; i++) inverse[(i * size) + j] = column[i] * _scale[i] * _scale[j];
        }

        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < i; j++) inverse[(i * size) + j] = inverse[(j * size) + i] = 0.5 * (inverse[(i * size) + j] + inverse[(j * size) + i]);
        }

        return inverse;
    }

    private ReadOnlySpan<double> Own(int level) => _blocks.AsSpan(level * Width * (Width + Rest), Width * Width);

    private ReadOnlySpan<double> Coupling(int level, int member) => _blocks.AsSpan((level * Width * (Width + Rest)) + (Width * Width) + (member * Rest), Rest);

    private int Member(int level, int member) => _shape.Members[(level * Width) + member];

    /// <summary>One step of Cholesky's factorisation of a level's block, with its row of L⁻¹B; false where the pivot had to be raised.</summary>
    private static bool Eliminate(Span<double> own, Span<double> coupling, int u, int width, int rest, ref double smallest)
    {
        double pivot = own[(u * width) + u];
        for (int v = 0; v < u; v++)
        {
            double factor = own[(u * width) + v];
            for (int t = 0; t < v; t++) factor -= own[(u * width) + t] * own[(v * width) + t];
            factor /= own[(v * width) + v];
            own[(u * width) + v] = factor;
            pivot -= factor * factor;
            DenseKernels.AddMultiple(coupling.Slice(u * rest, rest), -factor, coupling.Slice(v * rest, rest));
        }

        smallest = Math.Min(smallest, pivot);
        bool isPositive = pivot > SmallestPivot;
        double root = Math.Sqrt(isPositive ? pivot : Math.Max(Math.Abs(pivot), PivotFloor));
        own[(u * width) + u] = root;
        foreach (ref double element in coupling.Slice(u * rest, rest)) element /= root;
        return isPositive;
    }

    /// <summary>S −= WᵀW, two rows of W at a time; pairs of levels that no row has cost nothing.</summary>
    private static void Subtract(double[] schur, double[] blocks, CurvatureShape shape)
    {
        int rest = shape.Rest.Length, width = shape.Width, rows = shape.Levels * width;
        double[] none = new double[rest];
        for (int row = 0; row < rows; row += 2)
        {
            ReadOnlySpan<double> first = Row(row), second = row + 1 < rows ? Row(row + 1) : none;
            for (int i = 0; i < rest; i++)
            {
                if (first[i] != 0 || second[i] != 0) DenseKernels.SubtractTwo(schur.AsSpan(i * rest, i + 1), first[i], first[..(i + 1)], second[i], second[..(i + 1)]);
            }
        }

        for (int i = 0; i < rest; i++)
        {
            for (int j = 0; j < i; j++) schur[(j * rest) + i] = schur[(i * rest) + j];
        }

        ReadOnlySpan<double> Row(int row) => blocks.AsSpan((row / width * width * (width + rest)) + (width * width) + (row % width * rest), rest);
    }

    private void Forward(ReadOnlySpan<double> factor, Span<double> y)
    {
        for (int u = 0; u < Width; u++)
        {
            for (int v = 0; v < u; v++) y[u] -= factor[(u * Width) + v] * y[v];
            y[u] /= factor[(u * Width) + u];
        }
    }

    private void Backward(ReadOnlySpan<double> factor, Span<double> x)
    {
        for (int u = Width - 1; u >= 0; u--)
        {
            for (int v = u + 1; v < Width; v++) x[u] -= factor[(v * Width) + u] * x[v];
            x[u] /= factor[(u * Width) + u];
        }
    }
}
