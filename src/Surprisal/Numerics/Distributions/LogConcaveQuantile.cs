namespace Surprisal.Numerics.Distributions;

/// <summary>A standard distribution whose log-density is concave, so that the logarithms of both its tails are too.</summary>
internal interface ILogConcave
{
    /// <summary>Both tails at z.</summary>
    TailPair Tails(double z);

    /// <summary>The density at z, of which no factor underflows.</summary>
    ScaledTail Density(double z);
}

/// <summary>Quantiles of log-concave distributions: Newton's method on the logarithm of the smaller tail.</summary>
/// <remarks>
/// The tangent of a concave function lies above it, so after the first step the iterates approach from outside and need no bracket (Boyd and
/// Vandenberghe, Convex Optimization, 2004, 3.1.3).
/// </remarks>
internal static class LogConcaveQuantile
{
    private const int MaximumSteps = 400;

    /// <summary>z that <paramref name="target"/> defines.</summary>
    /// <param name="distribution">The distribution.</param>
    /// <param name="target">A target of which neither tail is 0.</param>
    /// <param name="start">Where to begin: a point in the middle, about the mode.</param>
    public static double Of<TDistribution>(TDistribution distribution, QuantileTarget target, double start)
        where TDistribution : struct, ILogConcave
    {
        double z = start;
        TailTarget wanted = target.Smaller;
        NewtonSteps steps = default;
        for (int i = 0; i < MaximumSteps; i++)
        {
            TailPair tails = distribution.Tails(z);
            ScaledTail density = distribution.Density(z);
            double excess = target.IsLower ? wanted.Excess(tails.Lower, tails.LogLower) : wanted.Excess(tails.Upper, tails.LogUpper);
            double width = target.IsLower ? tails.LowerOver(density) : tails.UpperOver(density);
            if (steps.IsNoise(excess)) break;
            z += target.IsLower ? -excess * width : excess * width;
            if (NewtonSteps.IsLast(excess)) break;
        }

        return z;
    }
}
