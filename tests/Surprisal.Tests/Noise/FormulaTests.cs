using Surprisal.Noise;
using Xunit;

namespace Surprisal.Tests.Noise;

public class FormulaTests
{
    // What one unit of rounding in each working value does to a number is not the formula's error.
    private const double InputRounding = 4 * 2.2e-16;

    [Fact]
    public void FormulasHoldTheReferenceValues()
    {
        List<string> wrong = [];
        foreach (FormulaCase c in NoiseReference.Formulas)
        {
            double actual = FormulaRunner.Value(c);
            double allowed = ((1e-13 + c.Integrated) * Math.Max(1.0, Math.Abs(c.Value))) + (InputRounding * c.Working.Zip(c.First, (w, g) => Math.Abs(w * g)).Sum());
            if (!(Math.Abs(actual - c.Value) <= allowed)) wrong.Add($"{c}: got {actual:R}, want {c.Value:R}, allowed {allowed:E1}");
        }

        Assert.True(NoiseReference.Formulas.Count > 600);
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void DerivativesHoldTheReferenceValues(bool uniform)
    {
        List<string> wrong = [];
        foreach (FormulaCase c in NoiseReference.Formulas)
        {
            (double value, double[] first, double[] second) = FormulaRunner.Derivatives(c, uniform);
            if (!value.Equals(FormulaRunner.Value(c))) wrong.Add($"{c}: value on jets {value:R}");
            int m = c.Working.Length;
            for (int i = 0; i < m; i++)
            {
                double rounding = 0.0;
                for (int j = 0; j < m; j++) rounding += Math.Abs(c.Second[Pair(m, Math.Min(i, j), Math.Max(i, j))] * c.Working[j]);
                double allowed = ((1e-12 + c.Integrated) * Math.Abs(c.First[i])) + (InputRounding * rounding) + Smallest(c);
                if (!(Math.Abs(first[i] - c.First[i]) <= allowed)) wrong.Add($"{c}: first[{i}] got {first[i]:R}, want {c.First[i]:R}, allowed {allowed:E1}");
            }

            double size = c.Second.Max(Math.Abs);
            for (int h = 0; h < second.Length; h++)
            {
                double allowed = (1e-12 * Math.Abs(c.Second[h])) + ((1e-14 + c.Integrated) * size) + Smallest(c);
                if (!(Math.Abs(second[h] - c.Second[h]) <= allowed)) wrong.Add($"{c}: second[{h}] got {second[h]:R}, want {c.Second[h]:R}, allowed {allowed:E1}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count}\n" + string.Join("\n", wrong));
    }

    // The Stirling error of a tiny shape is ½ log of it up to that shape: its derivatives are known to a unit of ½. Those of a
    // negative binomial in log size are those of (y − mu)² − y over size, which may cancel by chance. Of a tau far below sigma a unit of 1 is left.
    // negative binomial in log size are those of (y − mu)² − y over size, which may cancel by chance.
    // Beta-binomial's are sums of those of three gamma ratios, each of the order of 1, which may cancel.
    private static double Smallest(FormulaCase c) => c.Noise switch
    {
        GammaNoise or BetaNoise => 2e-16,

        // Sums of surprisals, whose slopes are numbers of size 1 that may cancel.
        CombinedNoise or VectorNoise => 1e-15,

        // The slope at the middle of the interval is that of the normaliser less ½.
        ContinuousBernoulliNoise => 2e-16,

        ExGaussianNoise => c.Working[1] > c.Working[2] + 4 ? 1e-15 : 1e-26,
        NegativeBinomialNoise => c.Working[1] < -4 ? 2e-16 : 4e-15 * (c.Y + Math.Exp(c.Working[0])) * Math.Exp(-c.Working[1]),
        BetaBinomialNoise => 1e-15 * (2 + Math.Abs(c.Value) + Math.Abs(c.Second[0])),
        GeneralisedPoissonNoise => 4e-15,

        // The rate is solved for, the likeliest counts of a difference are rounded: both enter the derivatives by the size of what cancels.
        ConwayMaxwellPoissonNoise => 1e-15 + (1e-12 * c.Second.Max(Math.Abs)),
        SkellamNoise => 1e-15 * (1 + Math.Exp(c.Working[0]) + Math.Exp(c.Working[1])),
        NegativeBinomialLinearNoise => c.Working[0] - c.Working[1] < -4 ? 4e-16 : 4e-15 * (c.Y + Math.Exp(c.Working[0])) * Math.Exp(c.Working[1] - c.Working[0]),
        _ => 1e-26,
    };

    private static int Pair(int m, int i, int j) => (i * m) - (i * (i - 1) / 2) + (j - i);
}
