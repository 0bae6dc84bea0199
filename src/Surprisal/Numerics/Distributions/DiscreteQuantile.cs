namespace Surprisal.Numerics.Distributions;

/// <summary>A distribution on whole numbers as the quantile search sees it.</summary>
internal interface ICountDistribution
{
    /// <summary>The smallest count; −∞ where there is none.</summary>
    double Smallest => 0.0;

    /// <summary>The largest count; infinite where there is none.</summary>
    double Largest { get; }

    /// <summary>The mean.</summary>
    double Mean { get; }

    /// <summary>The standard deviation.</summary>
    double StandardDeviation { get; }

    /// <summary>The third standardised moment.</summary>
    double Skewness { get; }

    /// <summary>Both tails at the whole number <paramref name="count"/> ≥ 0.</summary>
    TailPair Tails(double count);
}

/// <summary>The quantile of a count: the smallest y whose cdf reaches a probability.</summary>
/// <remarks>
/// The smaller tail decides. Ties: y counts as reached when its tail agrees with the target to 64 units of rounding (2⁻⁴⁶ relative), so
/// that
/// the quantile of a computed cdf value is that y; a probability given above ½ is further allowed its own rounding, 2⁻⁵³. Where a
/// probability
/// is below 1e-300 its logarithm is compared. Probability 0 gives 0, probability 1 the largest count. Starts at the expansion of Cornish
/// and Fisher (1938) doi:10.2307/1400905, then doubles steps and bisects.
/// </remarks>
internal static class DiscreteQuantile
{
    private const double Ties = 64 * 2.2204460492503131e-16;
    private const double FirstStep = 0.01;
    private const double GuessRange = 40.0;

    /// <summary>The smallest count that reaches <paramref name="target"/>; NaN for an undefined distribution or target.</summary>
    public static double Find<TDistribution>(TDistribution distribution, QuantileTarget target)
        where TDistribution : struct, ICountDistribution
    {
        if (!target.IsValid || double.IsNaN(distribution.Tails(0.0).Lower)) return double.NaN;
        if (double.IsNegativeInfinity(target.Lower.Log)) return distribution.Smallest;
        if (double.IsNegativeInfinity(target.Upper.Log)) return distribution.Largest;
        double guess = Guess(distribution, target);
        double step = Math.Max(1.0, Math.Floor(FirstStep * distribution.StandardDeviation));
        double below = guess;
        double above = guess;
        if (Reaches(distribution, target, guess))
        {
            // Invariant from here: `above` reaches the target, `below` does not; one below the smallest stands for nothing.
            do
            {
                above = below;
                below = Math.Max(below - step, distribution.Smallest - 1.0);
                step *= 2.0;
            }
            while (below >= distribution.Smallest && Reaches(distribution, target, below));
        }
        else
        {
            do
            {
                below = above;
                above = Math.Min(above + step, distribution.Largest);
                step *= 2.0;
            }
            while (above < distribution.Largest && !Reaches(distribution, target, above));
        }

        return Bisect(distribution, target, below, above);
    }

    private static double Bisect<TDistribution>(TDistribution distribution, QuantileTarget target, double below, double above)
        where TDistribution : struct, ICountDistribution
    {
        while (above - below > 1.0)
        {
            double middle = Math.Floor(below + (0.5 * (above - below)));
            if (middle <= below || middle >= above) break;
            if (Reaches(distribution, target, middle)) above = middle;
            else below = middle;
        }

        return above;
    }

    private static bool Reaches<TDistribution>(TDistribution distribution, QuantileTarget target, double count)
        where TDistribution : struct, ICountDistribution
    {
        TailPair tails = distribution.Tails(count);
        TailTarget goal = target.Smaller;
        if (goal.IsLogarithmic)
        {
            double slack = Ties * Math.Abs(goal.Log);
            return target.IsLower ? tails.LogLower >= goal.Log - slack : tails.LogUpper <= goal.Log + slack;
        }

        return target.IsLower
            ? tails.Lower >= (goal.Value * (1.0 - Ties)) - target.Slack
            : tails.Upper <= (goal.Value * (1.0 + Ties)) + target.Slack;
    }

    private static double Guess<TDistribution>(TDistribution distribution, QuantileTarget target)
        where TDistribution : struct, ICountDistribution
    {
        double z = target.IsLower ? Normal.QuantileFromLog(target.Lower.Log) : Normal.QuantileFromLogSurvival(target.Upper.Log);
        z = Math.Clamp(z, -GuessRange, GuessRange);
        double skew = Math.Clamp(distribution.Skewness, -1.0, 1.0);
        double guess = distribution.Mean + (distribution.StandardDeviation * (z + (skew * ((z * z) - 1.0) / 6.0)));
        return Math.Clamp(Math.Floor(guess), Math.Max(distribution.Smallest, double.MinValue), Math.Min(distribution.Largest, double.MaxValue));
    }
}
