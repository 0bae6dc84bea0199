using Surprisal.Models;
using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers;

/// <summary>
/// The step that minimises the local quadratic picture of an objective, and the same with negative curvature turned round where the picture
/// is not a bowl.
/// </summary>
/// <remarks>
/// The curvature is scaled to a unit diagonal first, so neither pivots nor eigenvalues depend on the units of the columns. Where Cholesky's
/// factorisation fails, the step is −V|Λ|⁻¹Vᵀg with small |Λ| raised: downhill in every eigenvector, and away from saddle points (Gill,
/// Murray, Wright, Practical Optimization, 1981, section 4.4.2).
/// </remarks>
internal sealed class NewtonDirection
{
    // Below this a pivot of the scaled curvature is rounding, and the direction along it is noise.
    private const double SmallestPivot = 1e-13;
    private readonly Cholesky? _factor;
    private readonly ArrowFactor? _arrow;
    private readonly double[] _scale;
    private readonly int[]? _places;

    private NewtonDirection(NewtonDirection inner, int[] places, int size)
    {
        _factor = inner._factor;
        _scale = inner._scale;
        _places = places;
        Decrement = inner.Decrement;
        RelativePivot = inner.RelativePivot;
        Step = new double[size];
        for (int a = 0; a < places.Length; a++) Step[places[a]] = inner.Step[a];
    }

    private NewtonDirection(double[] step, double decrement, Cholesky? factor, ArrowFactor? arrow, double[] scale, double smallestPivot)
    {
        _arrow = arrow;
        Step = step;
        Decrement = decrement;
        _factor = factor;
        _scale = scale;
        RelativePivot = smallestPivot;
        IsPositiveDefinite = factor is not null || arrow is not null;
    }

    private NewtonDirection(double[] step, double decrement, bool isPositiveDefinite)
        : this(step, decrement, null, null, [], double.NaN) => IsPositiveDefinite = isPositiveDefinite;


    /// <summary>What to add to the coefficients.</summary>
    public double[] Step { get; }

    /// <summary>√(gᵀH⁻¹g): the length of the step in standard errors.</summary>
    public double Decrement { get; }

    /// <summary>Whether the curvature is positive definite beyond rounding.</summary>
    public bool IsPositiveDefinite { get; }

    /// <summary>The smallest pivot of the scaled curvature relative to its diagonal; not positive where the factorisation failed.</summary>
    public double RelativePivot { get; }

    /// <summary>A direction that was found without a matrix, so that there is no inverse.</summary>
    /// <param name="step">The step.</param>
    /// <param name="decrement">Its length in standard errors.</param>
    /// <param name="isPositiveDefinite">Whether no negative curvature was met.</param>
    public static NewtonDirection Of(double[] step, double decrement, bool isPositiveDefinite) => new(step, decrement, isPositiveDefinite);

    /// <summary>The direction at a point.</summary>
    /// <param name="value">The objective with gradient and curvature there.</param>
    public static NewtonDirection At(ObjectiveValue value) =>
        value.Shape.IsDense ? At(value.Gradient, value.Curvature) : At(value.Gradient, value.Curvature, value.Shape);

    /// <summary>The direction at a point, all second derivatives being known.</summary>
    /// <param name="gradient">First derivatives.</param>
    /// <param name="curvature">Second derivatives, row by row.</param>
    public static NewtonDirection At(ReadOnlySpan<double> gradient, ReadOnlySpan<double> curvature)
    {
        int size = gradient.Length;
        double[] scale = Scale(curvature, size);
        double[] scaled = Scaled(curvature, scale);
        double[] g = new double[size];
        for (int i = 0; i < size; i++) g[i] = gradient[i] * scale[i];
        double[] step = (double[])g.Clone();
        Cholesky factor = Cholesky.Factor(scaled, size);
        bool regular = factor.IsPositiveDefinite && (size == 0 || factor.SmallestRelativePivot > SmallestPivot);
        if (regular) factor.Solve(step);
        else BowlFactor.Of(scaled, size).Solve(step);
        return new NewtonDirection(step, Finish(g, step, scale), regular ? factor : null, null, scale, size == 0 ? 1 : factor.SmallestRelativePivot);
    }

    private static NewtonDirection At(ReadOnlySpan<double> gradient, ReadOnlySpan<double> curvature, CurvatureShape shape)
    {
        double[] scale = new double[shape.Size], g = new double[shape.Size];
        for (int i = 0; i < scale.Length; i++)
        {
            scale[i] = Scale(curvature[shape.Diagonal(i)]);
            g[i] = gradient[i] * scale[i];
        }

        double[] step = (double[])g.Clone();
        ArrowFactor factor = ArrowFactor.Of(curvature, shape, scale);
        factor.Solve(step);
        return new NewtonDirection(step, Finish(g, step, scale), null, factor.IsPositiveDefinite ? factor : null, scale, factor.SmallestRelativePivot);
    }

    /// <summary>The direction for another gradient with the same curvature, whose factor serves again; null where the curvature is not positive definite.</summary>
    public NewtonDirection? For(ReadOnlySpan<double> gradient)
    {
        if (_factor is null && _arrow is null) return null;
        double[] g = new double[_scale.Length];
        for (int i = 0; i < g.Length; i++) g[i] = gradient[i] * _scale[i];
        double[] step = (double[])g.Clone();
        if (_arrow is not null) _arrow.Solve(step);
        else _factor!.Solve(step);
        return new NewtonDirection(step, Finish(g, step, _scale), _factor, _arrow, _scale, RelativePivot);
    }

    /// <summary>Turns a solution in scaled units into the step, and returns the decrement.</summary>
    private static double Finish(double[] g, double[] step, double[] scale)
    {
        double square = 0;
        for (int i = 0; i < step.Length; i++)
        {
            square += g[i] * step[i];
            step[i] *= -scale[i];
        }

        return Math.Sqrt(Math.Max(square, 0));
    }

    /// <summary>The direction in some of the coefficients, the others held.</summary>
    /// <param name="gradient">First derivatives.</param>
    /// <param name="curvature">Second derivatives, row by row.</param>
    /// <param name="held">Which coefficients do not move.</param>
    public static NewtonDirection Within(ReadOnlySpan<double> gradient, ReadOnlySpan<double> curvature, bool[] held)
    {
        int size = gradient.Length;
        int[] places = [.. Enumerable.Range(0, size).Where(j => !held[j])];
        if (places.Length == size) return At(gradient, curvature);
        double[] own = new double[places.Length], block = new double[places.Length * places.Length];
        for (int a = 0; a < places.Length; a++)
        {
            own[a] = gradient[places[a]];
            for (int b = 0; b < places.Length; b++) block[(a * places.Length) + b] = curvature[(places[a] * size) + places[b]];
        }

        return new NewtonDirection(At(own, block), places, size);
    }

    /// <summary>The inverse of the curvature, row by row; zeros for coefficients that are held; null where it is not positive definite.</summary>
    public double[]? Inverse()
    {
        if (_arrow is not null) return _arrow.Inverse();
        if (_factor is null) return null;
        double[] inverse = _factor.Inverse();
        int size = _scale.Length;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++) inverse[(i * size) + j] *= _scale[i] * _scale[j];
        }

        if (_places is null) return inverse;
        double[] whole = new double[Step.Length * Step.Length];
        for (int a = 0; a < size; a++)
        {
            for (int b = 0; b < size; b++) whole[(_places[a] * Step.Length) + _places[b]] = inverse[(a * size) + b];
        }

        return whole;
    }

    /// <summary>The variance of a combination of the coefficients: what the inverse makes of it on both sides.</summary>
    /// <exception cref="InvalidOperationException">There is no inverse.</exception>
    public double VarianceOf(double[] combination) =>
        For(combination) is { } solved ? solved.Decrement * solved.Decrement : throw new InvalidOperationException("the curvature has no inverse");

    /// <summary>The diagonal of the inverse of the curvature; null where it is not positive definite.</summary>
    public double[]? Variances()
    {
        if (_arrow is not null) return _arrow.Variances();
        if (Inverse() is not { } inverse) return null;
        double[] variances = new double[_scale.Length];
        for (int i = 0; i < variances.Length; i++) variances[i] = inverse[(i * variances.Length) + i];
        return variances;
    }

    /// <summary>Curvature scaled to a unit diagonal.</summary>
    public static double[] ToUnitDiagonal(ReadOnlySpan<double> curvature, int size) => Scaled(curvature, Scale(curvature, size));

    private static double[] Scale(ReadOnlySpan<double> curvature, int size)
    {
        double[] scale = new double[size];
        for (int i = 0; i < size; i++)
        {
            scale[i] = Scale(curvature[(i * size) + i]);
        }

        return scale;
    }

    private static double Scale(double diagonal)
    {
        double size = Math.Abs(diagonal);
        return size > 0 && double.IsFinite(size) ? 1 / Math.Sqrt(size) : 1;
    }

    private static double[] Scaled(ReadOnlySpan<double> curvature, double[] scale)
    {
        int size = scale.Length;
        double[] scaled = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++) scaled[(i * size) + j] = curvature[(i * size) + j] * (scale[i] * scale[j]);
        }

        return scaled;
    }
}
