using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>
/// Going along each working value, the surprisal changes by the integral of its gradient: a formula with a jump (a branch that does not meet the
/// other) has derivatives that know nothing of it.
/// </summary>
internal sealed class ContinuityLaw : CaseLaw
{
    private const double Reach = 1.5;
    private const double Tolerance = 1e-12;
    private const double Relative = 1e-9;
    private const double Rounding = 2.2e-16;
    private const double MostDeviations = 10.0;

    /// <inheritdoc/>
    public override string Name => "continuity";

    /// <inheritdoc/>
    public override string Statement => "the surprisal changes by the integral of its gradient: the formula has no jumps";

    /// <inheritdoc/>
    protected override void Examine(NoiseCase @case, LawOptions options, Verdict verdict)
    {
        double[] points = @case.Points();
        Observations rows = @case.Observed();
        for (int k = 0; k < @case.Working.Length; k++)
        {
            int parameter = k;
            double reach = Reach * Scale(@case, points, k);
            for (int i = 0; i < rows.Count; i += 2)
            {
                Observations y = rows.Slice(i, 1);
                double[] from = [.. @case.Working], to = [.. @case.Working];
                from[k] -= reach;
                to[k] += reach;
                double[] edges = Edges(@case, y, parameter, from[k], to[k]);
                Integrals change = GaussKronrod.Of(1, edges, Tolerance, (nodes, values) => GradientJumps.Gradient(@case, y, parameter, nodes, values[0]), 1.0);
                double low = @case.Surprisal(y, 0, from), high = @case.Surprisal(y, 0, to);
                string what = $"change of the surprisal along {@case.Noise.Parameters[k].Name} in row {i}, y = {Verdict.Format(y.Response.Span[0])}";
                verdict.Require(change.Converged, $"{what}: the quadrature of the gradient does not converge");

                // Where the slope jumps is known to a rounding of the working value.
                double[] slopes = new double[2];
                GradientJumps.Gradient(@case, y, parameter, [from[k], to[k]], slopes);
                double rounding = Rounding * Math.Abs(@case.Working[k]) * (Math.Abs(slopes[0]) + Math.Abs(slopes[1]));
                verdict.Near(high - low, change.Values[0], (Relative * (1.0 + Math.Abs(low) + Math.Abs(high) + change.Scales[0])) + rounding, what);
            }
        }
    }

    /// <summary>Two panels; where the gradient jumps, one between any two jumps, since a jump next to the end of a panel escapes its error estimate.</summary>
    private static double[] Edges(NoiseCase @case, Observations y, int k, double from, double to)
    {
        if (!@case.Noise.HasKink) return [from, @case.Working[k], to];
        SortedSet<double> edges = [from, @case.Working[k], to, .. GradientJumps.Of(@case, y, k, from, to)];
        return [.. edges];
    }

    private static double Scale(NoiseCase @case, double[] points, int k)
    {
        bool moves = @case.Noise.Parameters[k] is { Domain: Links.ParameterDomain.Real, Role: ParameterRole.Location };
        if (!moves || @case.Distribution is null || points.Length < 2) return 1.0;

        // A location moves by the width of the middle of the distribution.
        double width = @case.Distribution.Quantile(0.75) - @case.Distribution.Quantile(0.25);
        // Where it is the location of a logarithm or a logit that width is no measure, but the curvature is.
        double curvature = 0.0;
        foreach (double c in @case.Evaluate(points, 2).Curvature(k, k)) curvature = Math.Max(curvature, Math.Abs(c));
        double limit = curvature > 0.0 ? MostDeviations / Math.Sqrt(curvature) : double.PositiveInfinity;
        return width > 0.0 && double.IsFinite(width) ? Math.Min(width, limit) : 1.0;
    }
}
