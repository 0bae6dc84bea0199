using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>
/// A noise model's formulas of its tails are the tails of its distribution, with derivatives that are their finite differences; where it says that it
/// has none, they refuse.
/// </summary>
internal sealed class TailFormulaLaw : CaseLaw
{
    private const double Relative = 1e-11;
    private const double Rounding = 4.4e-16;
    private static readonly double[] Far = [1e-30, 1e-100];

    /// <inheritdoc/>
    public override string Name => "tails";

    /// <inheritdoc/>
    public override string Statement => "the formulas of cdf and survival are the distribution's in both tails, and their derivatives are finite differences";

    /// <inheritdoc/>
    protected override bool NeedsDistribution => true;

    /// <inheritdoc/>
    protected override void Examine(NoiseCase @case, LawOptions options, Verdict verdict)
    {
        if (@case.Noise is not ScalarNoise noise)
        {
            EventLaw.Examine(@case, verdict);
            return;
        }

        if (!noise.HasTailFormulas)
        {
            verdict.Require(Refuses(@case, noise, upper: false) && Refuses(@case, noise, upper: true), "a tail formula gives a number although the noise model says that it has none");
            return;
        }

        double[] points = @case.Points();
        double[] far = [.. Far.Select(@case.Distribution!.Quantile).Concat(Far.Select(@case.Distribution.SurvivalQuantile)).Where(y => noise.Support.Contains(y, @case.Trials))];
        foreach (bool upper in (bool[])[false, true])
        {
            NoiseCase tail = new(new TailOf(noise, upper), @case.Parameters, @case.Trials);
            Values(tail, [.. points, .. far], upper ? @case.Distribution.LogSurvival : @case.Distribution.LogCdf, upper ? "log survival" : "log cdf", verdict);

            // Where a tail of a discrete distribution is all of it, there is nothing to differentiate.
            double[] inner = [.. points.Where(y => double.IsFinite(tail.Surprisal(y, tail.Working)))];
            DerivativeLaw.Examine(tail, tail.RowsOf(inner), verdict, noise.HasKink ? @case : null);
        }
    }

    private static void Values(NoiseCase tail, double[] points, Func<double, double> distribution, string what, Verdict verdict)
    {
        if (points.Length == 0) return;
        NoiseEvaluation kernel = tail.Evaluate(points, 1);
        for (int i = 0; i < points.Length; i++)
        {
            // Working values are the parameters' to rounding, which the gradient says the effect of.
            double formula = -tail.Surprisal(points[i], tail.Working), bound = Relative * (1.0 + Math.Abs(formula));
            if (double.IsNegativeInfinity(formula))
            {
                verdict.Require(double.IsNegativeInfinity(distribution(points[i])), $"nothing lies beyond y = {Verdict.Format(points[i])} by the formula of the {what}");
                continue;
            }

            for (int k = 0; k < tail.Working.Length; k++)
            {
                double effect = Rounding * (1.0 + Math.Abs(tail.Working[k])) * Math.Abs(kernel.Gradient(k)[i]);
                if (double.IsFinite(effect)) bound += effect;
            }

            verdict.Near(formula, distribution(points[i]), bound, $"formula of the {what} at y = {Verdict.Format(points[i])}");
        }
    }

    private static bool Refuses(NoiseCase @case, ScalarNoise noise, bool upper)
    {
        try
        {
            new NoiseCase(new TailOf(noise, upper), @case.Parameters, @case.Trials).Surprisal(1.0, @case.Working);
            return false;
        }
        catch (NotSupportedException)
        {
            return true;
        }
    }

    /// <summary>A tail in place of the density: what examines formulas examines it too.</summary>
    private sealed class TailOf(ScalarNoise noise, bool upper) : ScalarNoise
    {
        public override string Name => noise.Name;

        public override string Description => noise.Description;

        public override string Density => noise.Density;

        public override string Estimates => noise.Estimates;

        public override IReadOnlyList<NoiseParameter> Parameters => noise.Parameters;

        public override Support Support => noise.Support;

        public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) => -(upper ? noise.LogSurvival(y, working) : noise.LogCdf(y, working));

        public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => noise.At(parameters, trials);

        public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters) =>
            noise.Start(y, trials, weights, parameters);
    }
}
