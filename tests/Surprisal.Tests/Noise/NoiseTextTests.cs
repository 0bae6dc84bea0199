using Surprisal.Noise;
using Surprisal.Numerics.Random;
using Xunit;

namespace Surprisal.Tests.Noise;

public class NoiseTextTests
{
    [Theory]
    [InlineData("gaussian", "gaussian")]
    [InlineData(" student-t( nu = 4 ) ", "student-t(nu=4)")]
    [InlineData("huber(k=1.5;sigma=2.5)", "huber(sigma=2.5, k=1.5)")]
    [InlineData("huber:k=1.5,sigma=2.5", "huber(sigma=2.5, k=1.5)")]
    [InlineData("huber", "huber(k=1.345)")]
    [InlineData("gaussian(-1.5, +2e-3)", "gaussian(mu=-1.5, sigma=0.002)")]
    [InlineData("gaussian:0", "gaussian(mu=0)")]
    [InlineData("binomial(mu=.25, trials=10)", "binomial(mu=0.25, trials=10)")]
    public void SpecsAreRead(string text, string canonical)
    {
        Assert.Equal(canonical, NoiseSpec.Parse(text).ToString());
        Assert.Equal(canonical, NoiseSpec.Parse(canonical).ToString());
    }

    [Fact]
    public void TheTreeKeepsPositions()
    {
        NoiseText text = NoiseText.Parse("mixture( gaussian(0), poisson , k = 3)");
        Assert.Equal(("mixture", 0, 3), (text.Name, text.Position, text.Arguments.Count));
        Assert.Equal(("gaussian", 9), (text.Arguments[0].Noise!.Name, text.Arguments[0].Position));
        Assert.Equal(("0", 18), (text.Arguments[0].Noise!.Arguments[0].Value, text.Arguments[0].Noise!.Arguments[0].Position));
        Assert.Equal(("poisson", 22), (text.Arguments[1].Noise!.Name, text.Arguments[1].Noise!.Position));
        Assert.Equal(("k", "3", 32, 36), (text.Arguments[2].Key, text.Arguments[2].Value, text.Arguments[2].Position, text.Arguments[2].ValuePosition));
        Assert.Equal("mixture(gaussian(0), poisson, k=3)", text.ToString());
    }

    [Fact]
    public void ListsSplitAtCommasOutsideParentheses()
    {
        IReadOnlyList<NoiseSpec> list = NoiseSpec.ParseList("gaussian(mu=1,sigma=2), student-t(nu=4),huber");
        Assert.Equal(["gaussian(mu=1, sigma=2)", "student-t(nu=4)", "huber(k=1.345)"], list.Select(s => s.ToString()), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("", 0, "missing at the end")]
    [InlineData("  ", 2, "missing at the end")]
    [InlineData("gaussian(", 9, "missing at the end")]
    [InlineData("gaussian()", 9, "')' stands where")]
    [InlineData("gaussian(mu=1", 13, "missing at the end")]
    [InlineData("gaussian(mu=1))", 14, "')' stands where")]
    [InlineData("gaussian mu", 9, "'m' stands where")]
    [InlineData("gaussian(mu=)", 12, "')' stands where")]
    [InlineData("gaussian:", 9, "missing at the end")]
    [InlineData("3", 0, "'3' stands where")]
    [InlineData("gausian(mu=1)", 0, "unknown noise model 'gausian'")]
    [InlineData("gaussian(mi=1)", 9, "noise model 'gaussian' has no 'mi'")]
    [InlineData("gaussian(mu=1, mu=2)", 15, "mu is given twice")]
    [InlineData("gaussian(1, mu=2)", 12, "mu is given twice")]
    [InlineData("gaussian(1, 2, 3)", 15, "value 3 needs its key")]
    [InlineData("gaussian(sigma=0)", 15, "sigma must be a finite number greater than 0")]
    [InlineData("gaussian(sigma=-1)", 15, "sigma must be")]
    [InlineData("gaussian(mu=abc)", 12, "'abc' is not a finite number")]
    [InlineData("gaussian(mu=NaN)", 12, "'NaN' is not a finite number")]
    [InlineData("gaussian(mu=1e999)", 12, "'1e999' is not a finite number")]
    [InlineData("bernoulli(mu=1)", 13, "strictly between 0 and 1")]
    [InlineData("huber(k=0)", 8, "k must be")]
    [InlineData("binomial(trials=2.5)", 16, "trials must be")]
    [InlineData("gaussian(trials=2)", 9, "has no 'trials'")]
    [InlineData("gaussian(poisson)", 9, "takes no noise model")]
    public void WhatIsWrongIsNamedWithItsPlace(string text, int position, string message)
    {
        NoiseTextException problem = Assert.Throws<NoiseTextException>(() => NoiseSpec.Parse(text));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal((position, text), (problem.Position, problem.Text));
        Assert.DoesNotContain('\n', problem.Message);
    }

    [Fact]
    public void RemediesHelp()
    {
        Assert.Equal("did you mean 'sigma'? the keys of 'gaussian' are mu, sigma", Assert.Throws<NoiseTextException>(() => NoiseSpec.Parse("gaussian(sigm=1)")).Remedy);
        NoiseTextException colon = Assert.Throws<NoiseTextException>(() => NoiseSpec.ParseList("gaussian, huber:k=2,logistic"));
        Assert.Equal("write 'huber(k=2)'", colon.Remedy);
        Assert.Equal(10, colon.Position);
        Assert.Contains("nu", Assert.Throws<InputException>(() => NoiseSpec.Parse("student-t(mu=1, sigma=1)").ToDistribution()).Message, StringComparison.Ordinal);
        Assert.Contains("trials", Assert.Throws<InputException>(() => NoiseSpec.Parse("binomial(mu=0.5)").ToDistribution()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NestingHasABottom() =>
        Assert.Throws<NoiseTextException>(() => NoiseText.Parse(string.Concat(Enumerable.Repeat("a(", 100_000))));

    [Fact]
    public void MutatedTextsThrowNothingElse()
    {
        RandomStream random = new(11);
        const string Alphabet = "(),;=:.- e1aknu\t\u00e9\0";
        string[] seeds = ["student-t(nu=4, mu=-1e3)", "huber:k=1.345,sigma=2", "mixture(gaussian, poisson(mu=3); k=3)", "gaussian, gamma(shape=2)"];
        int good = 0;
        for (int i = 0; i < 20_000; i++)
        {
            List<char> text = [.. seeds[i % seeds.Length]];
            for (int k = 0; k <= random.NextInteger(4); k++)
            {
                int at = (int)random.NextInteger(text.Count);
                char c = Alphabet[(int)random.NextInteger(Alphabet.Length)];
                if (random.NextInteger(3) == 0 && text.Count > 1) text.RemoveAt(at);
                else if (random.NextInteger(2) == 0) text[at] = c;
                else text.Insert(at, c);
            }

            string mutated = new([.. text]);
            foreach (Func<string, object> read in new Func<string, object>[] { NoiseSpec.Parse, NoiseSpec.ParseList })
            {
                try
                {
                    Assert.NotNull(read(mutated));
                    good++;
                }
                catch (InputException expected)
                {
                    Assert.DoesNotContain('\n', expected.Message);
                }
            }
        }

        Assert.True(good > 300, $"{good}");
    }
}
