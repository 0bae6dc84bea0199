namespace Surprisal.Numerics.Distributions;

/// <content>
/// Quantiles: Newton on the logarithm of a tail in log y/μ, within a bracket, because with few summands that function has bends. The lower tail is
/// taken without its atom.
/// </content>
internal readonly partial record struct Tweedie
{
    private const double LongestStep = 4.0;
    private const double SmallestLog = -745.2;
    private const double LargestLog = 709.8;
    private const double SmallestAtom = 1e-300;
    private const int MostSteps = 200;

    /// <summary>The y that <paramref name="target"/> defines; 0 where the atom reaches it, NaN for a target outside [0, 1].</summary>
    public double Quantile(QuantileTarget target)
    {
        if (!target.IsValid) return double.NaN;
        double atom = Elementary.Exp(-Rate);
        bool underflows = atom < SmallestAtom;
        bool reached = target.IsLower
            ? underflows ? target.Lower.Log <= -Rate : target.Lower.Value <= atom + target.Slack
            : target.Upper.Value >= -Elementary.Expm1(-Rate) - target.Slack;
        if (reached) return 0.0;
        if (double.IsNegativeInfinity(target.Upper.Log)) return double.PositiveInfinity;
        bool upper = !target.IsLower || Rate < FewSummands;
        TailTarget goal = upper ? target.Upper : underflows ? target.Lower : TailTarget.FromProbability(target.Lower.Value - atom);
        double logRatio = Solve(goal, upper, Guess(target));
        return Math.Abs(logRatio) < 0.5 ? Math.FusedMultiplyAdd(Mean, Elementary.Expm1(logRatio), Mean) : Elementary.Exp(logRatio + Elementary.Log(Mean));
    }

    private double Solve(TailTarget goal, bool upper, double guess)
    {
        double logMean = Elementary.Log(Mean), low = SmallestLog - logMean, high = LargestLog - logMean, v = Math.Clamp(guess, low, high);
        NewtonSteps steps = default;
        for (int i = 0; i < MostSteps; i++)
        {
            ScaledTail tail = Positive(v, upper);
            double excess = goal.Excess(tail.Value, tail.LogValue);
            if (double.IsNaN(excess)) return double.NaN;
            bool below = upper ? excess > 0.0 : excess < 0.0;
            if (below) low = v;
            else high = v;

            // y f(y) over the tail, both over e^−(d/2φ).
            double slope = Elementary.Exp(LogScaledDensity(v)) / tail.Factor, step = Math.Abs(excess) / slope;
            if (steps.IsNoise(step)) return v;
            double next = v + (below ? Math.Min(step, LongestStep) : -Math.Min(step, LongestStep));
            if (!(next > low && next < high)) next = step < 1e-12 ? v : 0.5 * (low + high);
            if (Math.Abs(next - v) <= 2.3e-16 * Math.Abs(v) || NewtonSteps.IsLast(step)) return next;
            v = next;
        }

        return v;
    }

    /// <summary>log of y f(y) e^(d/2φ).</summary>
    private double LogScaledDensity(double logRatio)
    {
        double logM = Elementary.Log(Rate) + ((2.0 - Power) * logRatio);
        return (0.5 * (logM + Elementary.Log((2.0 - Power) / SaddlePoint.TwoPi.High))) - Elementary.TweedieRemainder(Shape, logM);
    }

    /// <summary>By the gamma distribution with the same mean and variance.</summary>
    private double Guess(QuantileTarget target)
    {
        double shape = Math.Max((2.0 - Power) * Rate, 1e-3);
        double x = target.IsLower ? IncompleteGamma.InverseLogP(shape, target.Lower.Log) : IncompleteGamma.InverseLogQ(shape, target.Upper.Log);
        return x > 0.0 ? Elementary.Log(x / shape) : SmallestLog;
    }
}
