using Surprisal.Numerics;
using Surprisal.Numerics.Random;
using Xunit;

namespace Surprisal.Tests.Numerics;

/// <summary>Known answers of the generator, golden draws, and the distributions.</summary>
public sealed class RandomStreamTests
{
    // kat_vectors of the Random123 distribution, philox4x64 with 10 rounds
    [Fact]
    public void Block_gives_the_published_answers()
    {
        Assert.Equal(
            (0x16554d9eca36314cUL, 0xdb20fe9d672d0fdcUL, 0xd7e772cee186176bUL, 0x7e68b68aec7ba23bUL),
            RandomStream.Block(0, 0, 0, 0, 0, 0));
        const ulong Ones = ulong.MaxValue;
        Assert.Equal(
            (0x87b092c3013fe90bUL, 0x438c3c67be8d0224UL, 0x9cc7d7c69cd777b6UL, 0xa09caebf594f0ba0UL),
            RandomStream.Block(Ones, Ones, Ones, Ones, Ones, Ones));
        Assert.Equal(
            (0xa528f45403e61d95UL, 0x38c72dbd566e9788UL, 0xa5a1610e72fd18b5UL, 0x57bd43b5e52b7fe6UL),
            RandomStream.Block(
                0x243f6a8885a308d3UL,
                0x13198a2e03707344UL,
                0xa4093822299f31d0UL,
                0x082efa98ec4e6c89UL,
                0x452821e638d01377UL,
                0xbe5466cf34e90c6cUL));
    }

    [Fact]
    public void Stream_is_the_blocks_in_order()
    {
        var stream = new RandomStream(42, 7);
        for (ulong block = 0; block < 3; block++)
        {
            (ulong first, ulong second, ulong third, ulong fourth) = RandomStream.Block(block, 0, 0, 0, 42, 7);
            Assert.Equal(first, stream.NextUInt64());
            Assert.Equal(second, stream.NextUInt64());
            Assert.Equal(third, stream.NextUInt64());
            Assert.Equal(fourth, stream.NextUInt64());
        }
    }

    [Fact]
    public void Streams_and_seeds_differ_and_repeat()
    {
        ulong[] Draw(long seed, long stream)
        {
            var random = new RandomStream(seed, stream);
            return [.. Enumerable.Range(0, 50).Select(_ => random.NextUInt64())];
        }

        Assert.Equal(Draw(1, 2), Draw(1, 2));
        Assert.Empty(Draw(1, 2).Intersect(Draw(1, 3)));
        Assert.Empty(Draw(1, 2).Intersect(Draw(2, 2)));
        Assert.Empty(Draw(1, 2).Intersect(Draw(2, 1)));
    }

    [Fact]
    public void Uniform_draws_are_inside_and_even()
    {
        var random = new RandomStream(20260101);
        double[] draws = [.. Enumerable.Range(0, 40000).Select(_ => random.NextDouble())];
        Assert.All(draws, u => Assert.True(u > 0.0 && u < 1.0));
        AssertFollows(draws, u => u);
    }

    [Fact]
    public void Normal_draws_follow_the_normal_distribution()
    {
        var random = new RandomStream(-5, 3);
        AssertFollows([.. Enumerable.Range(0, 40000).Select(_ => random.NextNormal())], Elementary.NormalCdf);
    }

    [Fact]
    public void Exponential_draws_follow_the_exponential_distribution()
    {
        var random = new RandomStream(long.MaxValue, long.MinValue);
        double[] draws = [.. Enumerable.Range(0, 40000).Select(_ => random.NextExponential())];
        Assert.All(draws, t => Assert.True(t > 0.0));
        AssertFollows(draws, t => -Elementary.Expm1(-t));
    }

    [Fact]
    public void Bounded_integers_are_even()
    {
        var random = new RandomStream(9);
        int[] counts = new int[7];
        for (int i = 0; i < 70000; i++)
            counts[random.NextInteger(7)]++;
        // chi-squared with 6 degrees of freedom: 22.46 is its 0.999 quantile
        double statistic = counts.Sum(c => (c - 10000.0) * (c - 10000.0) / 10000.0);
        Assert.True(statistic < 22.46, $"{statistic}");
        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(0, random.NextInteger(1)));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.InRange(random.NextInteger(long.MaxValue), 0, long.MaxValue - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInteger(0));
    }

    /// <summary>Kolmogorov-Smirnov at the fixed seed: 1.95/√n is its 0.999 quantile.</summary>
    private static void AssertFollows(double[] draws, Func<double, double> distribution)
    {
        double[] sorted = [.. draws.Order()];
        double n = sorted.Length;
        double worst = sorted
            .Select(distribution)
            .Select((p, i) => Math.Max(Math.Abs(p - (i / n)), Math.Abs(((i + 1) / n) - p)))
            .Max();
        Assert.True(worst < 1.95 / Math.Sqrt(n), $"{worst}");
    }
}
