using Surprisal.Numerics;

namespace Surprisal.Noise.Expressions;

/// <summary>A typed density of the kind that the exact solvers for medians and quantiles serve: lines with kinks in (y − location)/scale.</summary>
internal sealed class PiecewiseLinearExpression : ExpressionNoise, IPiecewiseLinear
{
    private const double Tolerance = 1e-9;
    private const double Reach = 8.0;
    private static readonly double[] Places = [-7.3, -2.1, -0.4, 0.2, 0.9, 3.7];

    private PiecewiseLinearExpression(ExpressionNoise other, double[] kinks, double[] slopes)
        : base(other)
    {
        Kinks = kinks;
        Slopes = slopes;
    }

    /// <inheritdoc/>
    public IReadOnlyList<double> Kinks { get; }

    /// <inheritdoc/>
    public IReadOnlyList<double> Slopes { get; }

    /// <summary>The density as one of this kind; null where it is of another.</summary>
    /// <param name="noise">The density.</param>
    public static PiecewiseLinearExpression? Of(ExpressionNoise noise)
    {
        if (!noise.HasKink || noise.Parameters.Count != 2 || noise.Parameters[0].Role != ParameterRole.Location || noise.Parameters[1].Role != ParameterRole.Scale) return null;
        double[] kinks = [.. KinkSearch.Kinks(noise, [0.0, 1.0]).Select(static z => Math.Abs(z) < Tolerance ? 0.0 : z).Distinct().Order()];
        if (kinks.Length == 0 || kinks.Zip(kinks.Skip(1)).Any(static k => k.Second - k.First < Tolerance)) return null;
        double[] slopes = [.. Enumerable.Range(0, kinks.Length + 1).Select(i => SlopeOf(noise, i == 0 ? kinks[0] - Reach : kinks[i - 1], i == kinks.Length ? kinks[^1] + Reach : kinks[i]))];
        bool ascends = slopes[0] < 0.0 && slopes[^1] > 0.0 && slopes.Zip(slopes.Skip(1)).All(static s => s.Second > s.First);
        return ascends && IsSymmetric(kinks, slopes) && IsLocationScale(noise) ? new PiecewiseLinearExpression(noise, kinks, slopes) : null;
    }

    /// <summary>The slope on a segment; NaN where the surprisal is no line there.</summary>
    private static double SlopeOf(ExpressionNoise noise, double from, double to)
    {
        double first = At(noise, from, 0.0, 0.0), middle = At(noise, from + (0.5 * (to - from)), 0.0, 0.0), last = At(noise, to, 0.0, 0.0), quarter = At(noise, from + (0.25 * (to - from)), 0.0, 0.0);
        bool isLine = Math.Abs(first + last - (2.0 * middle)) <= Tolerance && Math.Abs(first + middle - (2.0 * quarter)) <= Tolerance;
        return isLine ? (last - first) / (to - from) : double.NaN;
    }

    /// <summary>One kink lies at the location; several lie symmetrically about it.</summary>
    private static bool IsSymmetric(double[] kinks, double[] slopes)
    {
        if (kinks.Length == 1) return kinks[0] == 0.0;
        return kinks.Zip(kinks.Reverse()).All(static k => Math.Abs(k.First + k.Second) <= Tolerance) && slopes.Zip(slopes.Reverse()).All(static s => Math.Abs(s.First + s.Second) <= Tolerance);
    }

    private static bool IsLocationScale(ExpressionNoise noise)
    {
        const double Location = -1.7, LogScale = 0.6;
        double scale = Elementary.Exp(LogScale);
        return Places.All(z => Math.Abs(At(noise, Location + (scale * z), Location, LogScale) - LogScale - At(noise, z, 0.0, 0.0)) <= Tolerance);
    }

    private static double At(ExpressionNoise noise, double y, double location, double logScale) =>
        noise.Surprisal(new Outcome<Real>(y, 1.0), (ReadOnlySpan<Real>)[location, logScale]).Value;
}
