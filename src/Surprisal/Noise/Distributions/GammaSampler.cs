using Surprisal.Numerics;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise.Distributions;

/// <summary>Draws from gamma distributions of rate 1.</summary>
/// <remarks>
/// Marsaglia and Tsang (2000), doi:10.1145/358407.358414. Below shape 1 a draw of shape + 1 times U^(1/shape), in logarithms: most of a
/// distribution with shape 0.001 lies below the smallest double.
/// </remarks>
internal static class GammaSampler
{
    /// <summary>A draw.</summary>
    public static double Next(RandomStream stream, double shape) =>
        shape < 1.0 ? Elementary.Exp(NextLog(stream, shape)) : NextAboveOne(stream, shape);

    /// <summary>The logarithm of a draw.</summary>
    public static double NextLog(RandomStream stream, double shape) => shape < 1.0
        ? Elementary.Log(NextAboveOne(stream, shape + 1.0)) - (stream.NextExponential() / shape)
        : Elementary.Log(NextAboveOne(stream, shape));

    private static double NextAboveOne(RandomStream stream, double shape)
    {
        double d = shape - (1.0 / 3.0), c = 1.0 / Math.Sqrt(9.0 * d);
        while (true)
        {
            double x = stream.NextNormal(), root = 1.0 + (c * x), u = stream.NextDouble();
            if (root <= 0.0) continue;
            double v = root * root * root;
            if (Elementary.Log(u) < (0.5 * x * x) + (d * (1.0 - v + Elementary.Log(v)))) return d * v;
        }
    }
}
