using Surprisal.Links;
using Surprisal.Noise;
using Xunit;

namespace Surprisal.Tests.Noise.Events;

/// <summary>Curvatures of censored rows that panels are placed for. Values: mpmath, 30 digits, Reference/scripts/event_curvatures.py.</summary>
public class EventPanelTests
{
    private const double AtLeast = 1.0;
    private const double AtMost = -1.0;

    [Theory]
    [InlineData("student-t(0, 1, 4)", AtLeast, -2.5034167563514926, 1, 1, 0.19725005120462177)]
    [InlineData("student-t(0, 1, 0.7)", AtMost, 1.089538201888313, 0, 0, 0.19860882859981525)]
    [InlineData("student-t(0, 1, 0.7)", AtLeast, 0.11212118522315562, 0, 1, 0.64590716553928078)]
    [InlineData("student-t(0, 1, 0.1)", AtLeast, -239464049703960.1, 0, 0, 0.0)]
    [InlineData("gamma(2, 0.3)", AtLeast, 0.614964234373418, 1, 1, 0.1347052840316495)]
    [InlineData("von-mises(0.5, 2)", AtMost, 1.2351672327046654, 1, 1, -0.0273884654359117)]
    [InlineData("huber(0, 1)", AtLeast, -0.3998829330745462, 1, 1, -0.134249673898139)]
    public void Curvatures_are_right_to_rounding(string noise, double code, double y, int first, int second, double expected)
    {
        NoiseEvaluation row = Evaluate(noise, code, y);
        Assert.Equal(expected, row.Curvature(first, second)[0], 2e-12);
    }

    [Theory]
    [InlineData("gamma(2, 3)")]
    [InlineData("student-t(0, 1, 4)")]
    [InlineData("beta(0.3, 5)")]
    public void An_event_and_its_complement_share_their_slopes(string noise)
    {
        // P + Q = 1: P times the gradient of log P is minus Q times that of log Q.
        Distribution d = NoiseSpec.Parse(noise).ToDistribution();
        foreach (double p in (double[])[1e-12, 0.01, 0.3, 0.5, 0.9, 1.0 - 1e-9])
        {
            double y = d.Quantile(p);
            NoiseEvaluation above = Evaluate(noise, AtLeast, y), below = Evaluate(noise, AtMost, y);
            for (int k = 0; k < above.Parameters; k++)
                Assert.Equal(0.0, (d.Survival(y) * above.Gradient(k)[0]) + (d.Cdf(y) * below.Gradient(k)[0]), 1e-13);
        }
    }

    private static NoiseEvaluation Evaluate(string noise, double code, double y)
    {
        NoiseSpec spec = NoiseSpec.Parse(noise);
        Observations rows = new(new[] { y }) { Censoring = new[] { code }, CensoringUpper = new[] { double.PositiveInfinity } };
        ReadOnlyMemory<double>[] working =
            [.. spec.Model.Parameters.Select(p => (ReadOnlyMemory<double>)new[] { LinkRegistry.Default(p.Domain).Apply(spec.Held[p.Name]) })];
        return NoiseEvaluation.Of(new CensoredNoise(spec.Model), new NoiseRows(rows, working), 2);
    }
}
