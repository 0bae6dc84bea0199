namespace Surprisal.Numerics.Distributions;

/// <summary>The standard logistic distribution: tails, their logarithms and quantiles.</summary>
/// <remarks>Measured: 1e-15 everywhere. Outside [0, 1] quantiles are NaN, as is everything at NaN.</remarks>
internal static class Logistic
{
    /// <summary>P(Z ≤ z) = 1/(1 + e⁻ᶻ).</summary>
    public static double Cdf(double z) => Survival(-z);

    /// <summary>P(Z &gt; z).</summary>
    public static double Survival(double z)
    {
        double e = Elementary.Exp(-Math.Abs(z));
        return z > 0.0 ? e / (1.0 + e) : 1.0 / (1.0 + e);
    }

    /// <summary>log P(Z ≤ z).</summary>
    public static double LogCdf(double z) => LogSurvival(-z);

    /// <summary>log P(Z &gt; z).</summary>
    public static double LogSurvival(double z)
    {
        double correction = Elementary.Log1p(Elementary.Exp(-Math.Abs(z)));
        return z > 0.0 ? -z - correction : -correction;
    }

    /// <summary>z with P(Z ≤ z) = p.</summary>
    public static double Quantile(double p)
    {
        if (!(p >= 0.0) || p > 1.0) return double.NaN;
        if (Math.Abs(p - 0.5) > 0.25) return Elementary.Log(p / (1.0 - p));

        // Near the median the odds are 1 plus something that p − ½ knows exactly.
        return Elementary.Log1p((p - (1.0 - p)) / (1.0 - p));
    }

    /// <summary>z with P(Z &gt; z) = q.</summary>
    public static double QuantileFromSurvival(double q) => -Quantile(q);

    /// <summary>z with log P(Z ≤ z) = logP.</summary>
    public static double QuantileFromLog(double logP)
    {
        if (!(logP <= 0.0)) return double.NaN;
        double p = Elementary.Exp(logP);
        return p < 0.25 ? logP - Elementary.Log1p(-p) : -Quantile(-Elementary.Expm1(logP));
    }

    /// <summary>z with log P(Z &gt; z) = logQ.</summary>
    public static double QuantileFromLogSurvival(double logQ) => -QuantileFromLog(logQ);
}
