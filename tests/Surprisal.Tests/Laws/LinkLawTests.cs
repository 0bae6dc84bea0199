using Surprisal.Laws;
using Surprisal.Links;
using Surprisal.Numerics;
using Xunit;

namespace Surprisal.Tests.Laws;

/// <summary>Every registered link obeys every law, and each law catches what it is there for.</summary>
public class LinkLawTests
{
    public static TheoryData<string, string> Pairs()
    {
        TheoryData<string, string> pairs = [];
        foreach (Link link in LinkRegistry.All)
        {
            foreach (ILinkLaw law in LinkLaws.All) pairs.Add(link.Name, law.Name);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Holds(string link, string law)
    {
        IReadOnlyList<LawResult> results = LinkLaws.Check(LinkLaws.All.Single(l => string.Equals(l.Name, law, StringComparison.Ordinal)), LinkRegistry.Get(link));
        Assert.NotEmpty(results);
        Assert.All(results, r => Assert.True(r.Passed, r.ToString()));
    }

    [Theory]
    [InlineData("inverse", "round-trip")]
    [InlineData("formula", "formula-scale")]
    [InlineData("turning", "monotone")]
    [InlineData("overflowing", "ends")]
    [InlineData("jump", "link-derivatives")]
    public void FlawIsCaught(string flaw, string law) =>
        Assert.Contains(LinkLaws.Check(LinkLaws.All.Single(l => string.Equals(l.Name, law, StringComparison.Ordinal)), new BrokenLog(flaw)), r => !r.Passed);

    [Fact]
    public void CorrectLinkOfAUserPasses() => Assert.All(LinkLaws.Check(new BrokenLog("none")), r => Assert.Equal(LawOutcome.Held, r.Outcome));

    [Fact]
    public void EveryLawIsRegistered() => Assert.Equal(
        typeof(ILinkLaw).Assembly.GetTypes().Where(t => !t.IsAbstract && typeof(ILinkLaw).IsAssignableFrom(t)).Select(t => t.Name).Order(StringComparer.Ordinal),
        LinkLaws.All.Select(l => l.GetType().Name).Order(StringComparer.Ordinal));

    /// <summary>The log link with a flaw.</summary>
    private sealed class BrokenLog(string flaw) : Link
    {
        public override string Name => "own-log";

        public override bool Serves(ParameterDomain domain) => domain == ParameterDomain.Positive;

        public override double Apply(double parameter) => Math.Log(parameter);

        public override double Invert(double working) => flaw switch
        {
            "inverse" => Math.Exp(working) * (1.0 + 1e-9),
            _ => Math.Exp(working),
        };

        public override T ToFormulaScale<T>(T working, ParameterDomain domain) => flaw switch
        {
            "formula" => working + 1e-9,
            "turning" => -working,
            "overflowing" => T.Log(T.Exp(T.Square(working)) / T.Exp(T.Square(working) - working)),
            "jump" when typeof(T) != typeof(Real) => 1.000001 * working,
            _ => working,
        };
    }
}
