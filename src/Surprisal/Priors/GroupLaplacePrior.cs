using Surprisal.Numerics;

namespace Surprisal.Priors;

/// <summary>A term matters or it does not: its columns are zero together or not at all, as a factor's ought to be.</summary>
/// <remarks>
/// <para>Density: exp(−√k |b|/scale) / Z of the k coefficients of a term, |b| their length; Z = 2 π^(k/2) Γ(k) / Γ(k/2) · (scale/√k)^k.</para>
/// <para>Value: scale. A term of one column has laplace(scale); the square root of the number of columns keeps the chance that a term of noise enters about the same
/// whatever its size.</para>
/// <para>Numerical hazard: the kink at zero; solvers minimise over a block at once, by the secular equation of its length.</para>
/// <para>Source: Yuan, Lin (2006), doi:10.1111/j.1467-9868.2005.00532.x.</para>
/// </remarks>
/// <param name="scale">The scale; positive and finite.</param>
/// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
public sealed class GroupLaplacePrior(double scale) : BlockPrior
{
    /// <summary>The scale.</summary>
    public double Scale { get; } = Checked(scale);

    /// <inheritdoc/>
    public override string Name => "group-laplace";

    /// <inheritdoc/>
    public override string PenaltyName => "group lasso";

    /// <inheritdoc/>
    public override string Density => "exp(-sqrt(k) |b|/scale) / Z, |b| the length of a term's k coefficients; Z = 2 pi^(k/2) Gamma(k)/Gamma(k/2) (scale/sqrt(k))^k";

    /// <inheritdoc/>
    public override IReadOnlyList<PriorValue> Values => [new("scale", Scale)];

    /// <inheritdoc/>
    public override bool IsProper => true;

    /// <inheritdoc/>
    public override bool IsLogConcave => true;

    /// <inheritdoc/>
    public override bool HasKink => true;

    /// <inheritdoc/>
    public override double KinkSlope(int size) => Math.Sqrt(size) / Scale;

    /// <inheritdoc/>
    public override double LogDensity(ReadOnlySpan<double> b)
    {
        double k = b.Length, slope = KinkSlope(b.Length);
        return (-slope * Length(b)) + (k * Elementary.Log(slope)) - Constants.LogTwo - (0.5 * k * Constants.LogPi) - Elementary.LogGamma(k) + Elementary.LogGamma(0.5 * k);
    }

    /// <inheritdoc/>
    public override void AddSlope(ReadOnlySpan<double> b, Span<double> slope)
    {
        double length = Length(b);
        if (length == 0) return;
        for (int j = 0; j < b.Length; j++) slope[j] += KinkSlope(b.Length) * (b[j] / length);
    }

    /// <inheritdoc/>
    public override void AddCurvature(ReadOnlySpan<double> b, Span<double> curvature)
    {
        double length = Length(b);
        if (length == 0) return;
        double factor = KinkSlope(b.Length) / length;
        for (int j = 0; j < b.Length; j++)
        {
            for (int k = 0; k < b.Length; k++) curvature[(j * b.Length) + k] += factor * ((j == k ? 1 : 0) - (b[j] / length * (b[k] / length)));
        }
    }

    /// <summary>The block shortened by step √k/scale, and no further than to zero.</summary>
    /// <inheritdoc/>
    public override void Proximal(ReadOnlySpan<double> at, double step, Span<double> b)
    {
        double length = Length(at), left = length - (step * KinkSlope(at.Length));
        for (int j = 0; j < at.Length; j++) b[j] = left > 0 ? at[j] * (left / length) : 0;
    }

    /// <inheritdoc/>
    public override BlockPrior Scaled(double factor) => new GroupLaplacePrior(Scale * factor);

    /// <summary>√Σb², in units of the largest so that no square over- or underflows.</summary>
    internal static double Length(ReadOnlySpan<double> b)
    {
        double largest = 0, sum = 0;
        foreach (double x in b) largest = Math.Max(largest, Math.Abs(x));
        if (largest == 0 || !double.IsFinite(largest)) return largest;
        foreach (double x in b) sum += x / largest * (x / largest);
        return largest * Math.Sqrt(sum);
    }
}
