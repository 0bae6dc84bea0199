namespace Surprisal.Laws;

/// <summary>The distribution's log-density is the formula with the other sign, although it may be computed differently.</summary>
internal sealed class DensityLaw : CaseLaw
{
    private const double Relative = 1e-11;
    private const double Rounding = 4.4e-16;

    /// <inheritdoc/>
    public override string Name => "density";

    /// <inheritdoc/>
    public override string Statement => "the log-density of the distribution is minus the formula";

    /// <inheritdoc/>
    protected override bool NeedsDistribution => true;

    /// <inheritdoc/>
    protected override void Examine(NoiseCase @case, LawOptions options, Verdict verdict)
    {
        double[] points = @case.Points();
        if (points.Length == 0) return;
        var kernel = @case.Evaluate(points, 1);
        for (int i = 0; i < points.Length; i++)
        {
            // Working values are the parameters' to rounding, which the gradient says the effect of.
            double formula = @case.Surprisal(points[i], @case.Working), bound = Relative * (1.0 + Math.Abs(formula));
            for (int k = 0; k < @case.Working.Length; k++) bound += Rounding * (1.0 + Math.Abs(@case.Working[k])) * Math.Abs(kernel.Gradient(k)[i]);
            string at = $"at y = {Verdict.Format(points[i])}";
            verdict.Near(@case.Distribution!.LogDensity(points[i]), -formula, bound, $"log-density against the formula {at}");
            verdict.Near(@case.Distribution.Surprisal(points[i]), -@case.Distribution.LogDensity(points[i]), 0.0, $"surprisal against log-density {at}");
        }
    }
}
