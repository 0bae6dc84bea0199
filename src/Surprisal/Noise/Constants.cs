namespace Surprisal.Noise;

/// <summary>Constants of densities.</summary>
internal static class Constants
{
    /// <summary>½ log 2π.</summary>
    public const double HalfLogTwoPi = 0.91893853320467274178;

    /// <summary>log π.</summary>
    public const double LogPi = 1.1447298858494001741;

    /// <summary>log 2: the median absolute deviation of the laplace distribution with scale 1.</summary>
    public const double LogTwo = 0.69314718055994530942;

    /// <summary>log 3: the median absolute deviation of the logistic distribution with scale 1.</summary>
    public const double LogThree = 1.0986122886681098;

    /// <summary>The median absolute deviation of the standard normal distribution: Φ⁻¹(¾).</summary>
    public const double NormalMedianDeviation = 0.67448975019608174;
}
