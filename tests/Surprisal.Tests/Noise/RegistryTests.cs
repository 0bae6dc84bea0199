using Surprisal.Links;
using Surprisal.Noise;
using Xunit;

namespace Surprisal.Tests.Noise;

public class RegistryTests
{
    [Fact]
    public void EveryNoiseModelAndLinkIsRegisteredOnce()
    {
        Type[] types = typeof(NoiseModel).Assembly.GetTypes();
        string[] Names(Type parent) => [.. types.Where(t => t.IsPublic && !t.IsAbstract && t.IsSubclassOf(parent) && t.GetConstructor(Type.EmptyTypes) is not null).Select(t => t.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(Names(typeof(NoiseModel)), NoiseModels.All.Select(m => m.GetType().Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(Names(typeof(Link)), LinkRegistry.All.Select(l => l.GetType().Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(NoiseModels.All.Count, NoiseModels.All.Select(m => m.Name).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void EveryNoiseModelHasReferenceValuesAndWords()
    {
        foreach (NoiseModel noise in NoiseModels.All)
        {
            // Classes without order fill the block themselves: their reference is a fit.
            if (noise is ScalarNoise) Assert.Contains(NoiseReference.Formulas, c => string.Equals(c.Noise.Name, noise.Name, StringComparison.Ordinal));
            if (noise.IsUnivariate) Assert.Contains(NoiseReference.Distributions, c => string.Equals(c.Spec.Model.Name, noise.Name, StringComparison.Ordinal) && c.At.Any());
            Assert.Same(noise, NoiseModels.Get(noise.Name));
            HasWords(noise);
            Assert.All(noise.Parameters, p => Assert.True(p.LimitingModel is null || NoiseModels.Find(p.LimitingModel) is not null));
        }
    }

    [Fact]
    public void EveryCombinatorHasReferenceValuesAndWords()
    {
        foreach (NoiseCombinator combinator in NoiseCombinators.All)
        {
            CombinedNoise example = (CombinedNoise)NoiseSpec.Parse(combinator.Example).Model;
            Assert.Equal(combinator.Name, example.Combinator);
            Assert.Equal(example.Name, NoiseSpec.Parse(example.Name).ToString());
            HasWords(example);
            Assert.StartsWith(combinator.Name, combinator.Form, StringComparison.Ordinal);

            // The density of a joint noise model is a product of its parts'.
            if (example is not JointNoise) Assert.Contains(NoiseReference.Formulas, c => IsOf(c.Noise, combinator));
            if (example.IsUnivariate && example is not CensoredNoise) Assert.Contains(NoiseReference.Distributions, c => IsOf(c.Spec.Model, combinator) && c.At.Any());
        }

        static bool IsOf(NoiseModel noise, NoiseCombinator combinator) => noise is CombinedNoise combined && string.Equals(combined.Combinator, combinator.Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mse", "gaussian")]
    [InlineData("L2", "gaussian")]
    [InlineData("smooth-l1", "huber")]
    [InlineData("svr", "epsilon-insensitive")]
    [InlineData("general-robust", "barron")]
    [InlineData("binary cross-entropy", "bernoulli")]
    [InlineData("Binary-Cross_Entropy", "bernoulli")]
    [InlineData("log-loss", "bernoulli")]
    [InlineData("poisson loss", "poisson")]
    [InlineData("gamma deviance", "gamma")]
    [InlineData("tweedie deviance", "tweedie")]
    public void LossesNameTheirNoiseModel(string loss, string noise) => Assert.Equal(noise, NoiseModels.ForLoss(loss).Name);

    [Fact]
    public void UnknownNamesGetARemedy()
    {
        InputException near = Assert.Throws<InputException>(() => NoiseModels.Get("gausian"));
        Assert.Equal(("unknown noise model 'gausian'", "did you mean 'gaussian'?"), (near.Message, near.Remedy));
        Assert.Equal("'mse' is the loss of noise model 'gaussian'", Assert.Throws<InputException>(() => NoiseModels.Get("mse")).Remedy);
        Assert.Contains("gaussian, student-t", Assert.Throws<InputException>(() => NoiseModels.Get("xyzzy")).Remedy, StringComparison.Ordinal);
        Assert.Equal("unknown loss 'msee'", Assert.Throws<InputException>(() => NoiseModels.ForLoss("msee")).Message);
        InputException link = Assert.Throws<InputException>(() => LinkRegistry.Get("logitt"));
        Assert.Equal(("unknown link 'logitt'", "did you mean 'logit'?"), (link.Message, link.Remedy));
        Assert.Contains("use one of", Assert.Throws<InputException>(() => LinkRegistry.Get("logit", ParameterDomain.Real)).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void ParametersOutsideTheirDomainAreNamed()
    {
        foreach (NoiseModel noise in NoiseModels.All.Where(static n => n.IsUnivariate))
        {
            Assert.Throws<ArgumentException>(() => noise.At([]));
            for (int k = 0; k < noise.Parameters.Count; k++)
            {
                foreach (double bad in new[] { double.NaN, double.PositiveInfinity, noise.Parameters[k].Domain is ParameterDomain.Real or ParameterDomain.Angle ? double.NegativeInfinity : -1.0 })
                {
                    double[] parameters = [.. noise.Parameters.Select(_ => 0.5)];
                    parameters[k] = bad;
                    Assert.Contains(noise.Parameters[k].Name, Assert.Throws<ArgumentException>(() => noise.At(parameters, 3)).Message, StringComparison.Ordinal);
                }
            }
        }

        Assert.Throws<ArgumentException>(() => ((ScalarNoise)NoiseModels.Get("binomial")).At([0.5], 2.5));
        Assert.Throws<InputException>(() => NoiseModels.Get("huber").WithHyperValue("k", 0));
        foreach (double power in new[] { 1.0, 2.0, double.NaN }) Assert.Throws<InputException>(() => NoiseModels.Get("tweedie").WithHyperValue("power", power));
        Assert.Throws<InputException>(() => NoiseModels.Get("gaussian").WithHyperValue("k", 1));
    }

    [Fact]
    public void DegenerateProbabilitiesAreDistributions()
    {
        ScalarNoise binomial = (ScalarNoise)NoiseModels.Get("binomial");
        Assert.Equal((0.0, double.NegativeInfinity, 1.0, 0.0), (binomial.At([1.0], 4).LogDensity(4), binomial.At([1.0], 4).LogDensity(3), binomial.At([0.0], 4).Cdf(0), binomial.At([1.0], 4).Cdf(3)));
        Distribution none = ((ScalarNoise)NoiseModels.Get("poisson")).At([0.0]);
        Assert.Equal((0.0, double.NegativeInfinity, 1.0, 0.0), (none.LogDensity(0), none.LogDensity(1), none.Cdf(0), none.Quantile(0.9)));
    }

    private static void HasWords(NoiseModel noise) =>
        Assert.All(new[] { noise.Description, noise.Density, noise.Estimates }, text => Assert.True(text.Length > 5 && !text.EndsWith('.'), text));
}
