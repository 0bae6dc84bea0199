namespace Surprisal.Numerics;

/// <summary>Constants of densities.</summary>
internal static class Constants
{
    /// <summary>½ log 2π.</summary>
    public const double HalfLogTwoPi = 0.91893853320467274178;

    /// <summary>log 2π.</summary>
    public const double LogTwoPi = 1.8378770664093454836;

    /// <summary>√2π.</summary>
    public const double SqrtTwoPi = 2.5066282746310005;

    /// <summary>1/√2π.</summary>
    public const double InverseSqrtTwoPi = 0.39894228040143268;

    /// <summary>½ log(π/2).</summary>
    public const double HalfLogHalfPi = 0.22579135264472743;

    /// <summary>Euler's constant.</summary>
    public const double EulerGamma = 0.57721566490153286;

    /// <summary>log π.</summary>
    public const double LogPi = 1.1447298858494001741;

    /// <summary>log 2: the median absolute deviation of the laplace distribution with scale 1.</summary>
    public const double LogTwo = 0.69314718055994530942;

    /// <summary>log 3: the median absolute deviation of the logistic distribution with scale 1.</summary>
    public const double LogThree = 1.0986122886681098;

    /// <summary>The median absolute deviation of the standard normal distribution: Φ⁻¹(¾).</summary>
    public const double NormalMedianDeviation = 0.67448975019608174;
}
