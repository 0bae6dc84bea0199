namespace Surprisal.Numerics.Random;

/// <summary>
/// A reproducible stream of random numbers: the seed and the number of the stream determine every draw, on every machine.
/// </summary>
/// <remarks>
/// Philox4x64-10 of J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, Parallel random numbers: as easy as 1, 2, 3 (SC'11),
/// doi:10.1145/2063384.2063405. Counter-based: the draws are a keyed permutation of a 256-bit counter, whose key is (seed, stream), so
/// streams of one seed never overlap and stream i needs nothing from stream i − 1. Take one stream a block of rows and the results do
/// not depend on threads. An instance is not safe for use by several threads at once. Not for cryptography.
/// </remarks>
public sealed class RandomStream
{
    private const ulong MultiplierA = 0xD2E7470EE14C6C93;
    private const ulong MultiplierB = 0xCA5A826395121157;
    private const ulong WeylA = 0x9E3779B97F4A7C15;
    private const ulong WeylB = 0xBB67AE8584CAA73B;
    private const int Rounds = 10;

    private readonly ulong _seed;
    private readonly ulong _stream;
    private ulong _counter;
    private ulong _first;
    private ulong _second;
    private ulong _third;
    private ulong _fourth;
    private int _used = 4;

    /// <summary>The stream numbered <paramref name="stream"/> of the seed, at its beginning.</summary>
    public RandomStream(long seed, long stream = 0)
    {
        _seed = unchecked((ulong)seed);
        _stream = unchecked((ulong)stream);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64()
    {
        if (_used == 4)
        {
            (_first, _second, _third, _fourth) = Block(_counter, 0, 0, 0, _seed, _stream);
            _counter++;
            _used = 0;
        }

        return _used++ switch
        {
            0 => _first,
            1 => _second,
            2 => _third,
            _ => _fourth,
        };
    }

    /// <summary>
    /// Uniform on the open interval (0, 1): one of the 2⁵² midpoints (i + ½)·2⁻⁵², so neither 0 nor 1 and symmetric about ½.
    /// </summary>
    public double NextDouble() => ((NextUInt64() >> 12) + 0.5) * (1.0 / (1L << 52));

    /// <summary>Standard normal: the quantile of one uniform number, so |z| ≤ 8.21.</summary>
    public double NextNormal() => Elementary.NormalQuantile(NextDouble());

    /// <summary>Exponential with mean 1: −log of one uniform number, positive.</summary>
    public double NextExponential() => -Elementary.Log(NextDouble());

    /// <summary>Uniform on 0, 1, ..., <paramref name="bound"/> − 1, without bias.</summary>
    /// <param name="bound">How many values; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is below 1.</exception>
    /// <remarks>
    /// D. Lemire, ACM Trans. Model. Comput. Simul. 29 (2019) 3, doi:10.1145/3230636: multiply, and reject the few that are
    /// over-represented.
    /// </remarks>
    public long NextInteger(long bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        ulong range = (ulong)bound;
        ulong high = Math.BigMul(NextUInt64(), range, out ulong low);
        if (low < range)
        {
            ulong threshold = unchecked(0UL - range) % range;
            while (low < threshold)
                high = Math.BigMul(NextUInt64(), range, out low);
        }

        return (long)high;
    }

    /// <summary>One block of the generator: the permutation of the counter under the key.</summary>
    internal static (ulong First, ulong Second, ulong Third, ulong Fourth) Block(
        ulong first,
        ulong second,
        ulong third,
        ulong fourth,
        ulong keyFirst,
        ulong keySecond)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong highA = Math.BigMul(MultiplierA, first, out ulong lowA);
            ulong highB = Math.BigMul(MultiplierB, third, out ulong lowB);
            (first, second, third, fourth) = (highB ^ second ^ keyFirst, lowB, highA ^ fourth ^ keySecond, lowA);
            keyFirst = unchecked(keyFirst + WeylA);
            keySecond = unchecked(keySecond + WeylB);
        }

        return (first, second, third, fourth);
    }
}
