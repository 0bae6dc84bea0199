using Xunit;

namespace Surprisal.Tests.Formulas;

public class DidYouMeanTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ab", "ba", 1)]
    [InlineData("ca", "abc", 3)]
    [InlineData("gaussian", "guassian", 1)]
    public void DistanceCountsEditsAndSwaps(string first, string second, int distance)
    {
        Assert.Equal(distance, DidYouMean.Distance(first, second));
        Assert.Equal(distance, DidYouMean.Distance(second, first));
    }

    [Theory]
    [InlineData("guassian", "gaussian")]
    [InlineData("POISSON", "poisson")]
    [InlineData("possion", "poisson")]
    [InlineData("zebra", null)]
    [InlineData("g", null)]
    public void NearestIsNearEnoughOrNull(string word, string? nearest) =>
        Assert.Equal(nearest, DidYouMean.Nearest(word, ["gamma", "gaussian", "poisson"]));
}
