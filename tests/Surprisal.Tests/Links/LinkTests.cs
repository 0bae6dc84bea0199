using Surprisal.Links;
using Surprisal.Noise;
using Surprisal.Numerics;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;
using Xunit;

namespace Surprisal.Tests.Links;

public unsafe class LinkTests
{
    private static readonly double[] Everywhere = [-700, -300, -50, -20.5, -19.5, -8, -3, -1.2, -1, -0.6, -0.1, -1e-9, 1e-9, 0.1, 0.6, 1, 1.2, 3, 8, 19.5, 20.5, 50, 300, 700];

    public static IEnumerable<object[]> Pairs() =>
        from link in LinkRegistry.All
        from domain in Enum.GetValues<ParameterDomain>()
        where link.Serves(domain)
        select new object[] { link.Name, domain };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void TheFormulaScaleIsThatOfTheInverse(string name, ParameterDomain domain)
    {
        Link link = LinkRegistry.Get(name);
        int compared = 0;
        foreach (double eta in Everywhere)
        {
            double parameter = link.Invert(eta), scale = link.ToFormulaScale((Real)eta, domain).Value;
            if (!domain.Contains(parameter))
            {
                bool atEnd = parameter is 0 or 1 or double.PositiveInfinity;
                Assert.True(atEnd || double.IsNaN(scale), $"η={eta}: parameter {parameter}, scale {scale}");
                continue;
            }

            // A probability near 1 is rounded, so its complement is known to a unit of 1.
            double want = Natural(domain, parameter), rounding = domain == ParameterDomain.Probability ? 3e-16 / (1 - parameter) : 0;
            Assert.True(Math.Abs(scale - want) <= (1e-13 * Math.Max(1, Math.Abs(want))) + rounding, $"η={eta}: {scale:R} for {want:R}");
            compared++;
        }

        Assert.True(compared >= 3, $"{compared}");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void ApplyInvertsInvert(string name, ParameterDomain domain)
    {
        Link link = LinkRegistry.Get(name);
        foreach (double eta in Everywhere)
        {
            double parameter = link.Invert(eta);
            if (!domain.Contains(parameter)) continue;
            double back = link.Apply(parameter), slope = Math.Abs((link.Invert(eta + (1e-6 * Math.Abs(eta))) - link.Invert(eta - (1e-6 * Math.Abs(eta)))) / (2e-6 * Math.Abs(eta)));
            double allowed = (1e-13 * Math.Max(1, Math.Abs(eta))) + (4e-16 * Math.Abs(parameter) / slope);
            Assert.True(Math.Abs(back - eta) <= allowed, $"η={eta}: parameter {parameter:R}, back {back:R}, allowed {allowed}");
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void DerivativesAreThoseOfTheValue(string name, ParameterDomain domain)
    {
        Link link = LinkRegistry.Get(name);
        foreach (double eta in Everywhere)
        {
            // Five-point differences, at a step where truncation and rounding balance.
            double h = 1e-3 * Math.Clamp(Math.Abs(eta), 0.2, 20);
            if (Math.Abs(eta) < 1e-3) h = 1e-3;
            double F(double x) => link.ToFormulaScale((Real)x, domain).Value;
            double f = F(eta), p1 = F(eta + h), m1 = F(eta - h), p2 = F(eta + (2 * h)), m2 = F(eta - (2 * h));
            if (!new[] { f, p1, m1, p2, m2 }.All(double.IsFinite)) continue;
            double first = ((8 * (p1 - m1)) - (p2 - m2)) / (12 * h), second = ((16 * (p1 + m1)) - (p2 + m2) - (30 * f)) / (12 * h * h);
            (double value, double d1, double d2) = OnJets(link, domain, eta);
            double size = Math.Max(1, Math.Abs(f));
            Assert.Equal(f, value);
            Assert.True(Math.Abs(d1 - first) <= (1e-6 * Math.Abs(first)) + (1e-12 * size / h), $"η={eta}: first {d1:R}, by differences {first:R}");
            Assert.True(Math.Abs(d2 - second) <= (1e-5 * Math.Abs(second)) + (1e-12 * size / (h * h)), $"η={eta}: second {d2:R}, by differences {second:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void LinksAreStrictlyMonotoneAndFiniteNearTheEnds(string name, ParameterDomain domain)
    {
        Link link = LinkRegistry.Get(name);
        double direction = string.Equals(name, "inverse", StringComparison.Ordinal) ? -1 : 1, last = double.NaN;
        foreach (double eta in Everywhere)
        {
            double scale = link.ToFormulaScale((Real)eta, domain).Value;
            if (double.IsNaN(scale)) continue;
            Assert.True(double.IsFinite(scale) || ((eta > 650 || link.Invert(eta) is 1) && double.IsPositiveInfinity(scale)), $"η={eta}: {scale}");
            if (!double.IsNaN(last) && double.IsFinite(scale)) Assert.True((scale - last) * direction > 0 || (scale == last && domain == ParameterDomain.Real), $"η={eta}: {last} then {scale}");
            last = scale;
            (_, double d1, double d2) = OnJets(link, domain, eta);
            if (double.IsFinite(scale)) Assert.True(double.IsFinite(d1) && double.IsFinite(d2) && d1 * direction >= 0, $"η={eta}: {d1} {d2}");
        }
    }

    [Theory]
    [InlineData("log", 0.0, double.NegativeInfinity)]
    [InlineData("log", -1.0, double.NaN)]
    [InlineData("logit", 0.0, double.NegativeInfinity)]
    [InlineData("logit", 1.0, double.PositiveInfinity)]
    [InlineData("logit", 1.1, double.NaN)]
    [InlineData("probit", 0.0, double.NegativeInfinity)]
    [InlineData("probit", 1.0, double.PositiveInfinity)]
    [InlineData("probit", -0.1, double.NaN)]
    [InlineData("cloglog", 0.0, double.NegativeInfinity)]
    [InlineData("cloglog", 1.0, double.PositiveInfinity)]
    [InlineData("cloglog", 1.1, double.NaN)]
    [InlineData("cauchit", 0.0, double.NegativeInfinity)]
    [InlineData("cauchit", 1.0, double.PositiveInfinity)]
    [InlineData("cauchit", 0.5, 0.0)]
    [InlineData("cauchit", 1.1, double.NaN)]
    [InlineData("inverse", 0.0, double.PositiveInfinity)]
    [InlineData("inverse", -1.0, double.NaN)]
    [InlineData("sqrt", 0.0, 0.0)]
    [InlineData("sqrt", -1.0, double.NaN)]
    [InlineData("softplus", 0.0, double.NegativeInfinity)]
    [InlineData("softplus", -1.0, double.NaN)]
    public void EndsAndOutside(string name, double parameter, double working) => Assert.Equal(working, LinkRegistry.Get(name).Apply(parameter));

    [Fact]
    public void TailsAreExact()
    {
        // mpmath: log Φ(x) − log Φ(−x) at −40; log(½ + atan(x)/π) − log(½ − atan(x)/π) at −1e9 and 1e300.
        double At(string name, double eta) => LinkRegistry.Get(name).ToFormulaScale((Real)eta, ParameterDomain.Probability).Value;
        Assert.Equal(-804.60844201375379, At("probit", -40), 1e-10);
        Assert.Equal(-21.867995722477501, At("cauchit", -1e9), 1e-12);
        Assert.Equal(-745.25, At("cloglog", -745.25), 1e-12);
        Assert.Equal(At("cauchit", 1e300), -At("cauchit", -1e300));
        Assert.Equal(691.920257784, At("cauchit", 1e300), 1e-6);
    }

    [Fact]
    public void DefaultLinksAreTheFormulaScale()
    {
        foreach (ParameterDomain domain in Enum.GetValues<ParameterDomain>().Where(static d => d != ParameterDomain.Angle))
            Assert.Equal(-1.75, LinkRegistry.Default(domain).ToFormulaScale((Real)(-1.75), domain).Value);
        Assert.Throws<ArgumentException>(() => LinkRegistry.Get("logit").ToFormulaScale((Real)1.0, ParameterDomain.Positive));
    }

    private static double Natural(ParameterDomain domain, double parameter) => domain switch
    {
        ParameterDomain.Real or ParameterDomain.Angle => parameter,
        ParameterDomain.Positive => Math.Log(parameter),
        _ => Math.Log(parameter) - Math.Log(1 - parameter),
    };

    private static (double Value, double First, double Second) OnJets(Link link, ParameterDomain domain, double eta)
    {
        JetArena<Lane1> arena = new(8);
        arena.Begin(8, 1, 2);
        double* rows = arena.NewArray();
        for (int i = 0; i < 8; i++) rows[i] = eta;
        Jet<Lane1> result = link.ToFormulaScale(arena.Variable(0, new Field(rows)), domain);
        return (result[0][7], result[1][7], result[2][7]);
    }
}
