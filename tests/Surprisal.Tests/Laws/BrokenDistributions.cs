using Surprisal.Noise;
using Surprisal.Numerics.Random;

namespace Surprisal.Tests.Laws;

/// <summary>Tails that are a little too wide, alike in cdf, survival and quantiles.</summary>
public sealed class WrongCdf : OwnGaussian
{
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => new Wide(parameters[0], parameters[1]);

    private sealed class Wide(double mean, double deviation) : Own(mean, 1.001 * deviation)
    {
        private readonly Own _right = new(mean, deviation);

        public override double Variance => _right.Variance;

        public override double LogDensity(double y) => _right.LogDensity(y);

        public override double Sample(RandomStream stream) => _right.Sample(stream);
    }
}

/// <summary>An upper tail as 1 − cdf.</summary>
public sealed class CancellingSurvival : OwnGaussian
{
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => new Cancelling(parameters[0], parameters[1]);

    private sealed class Cancelling(double mean, double deviation) : Own(mean, deviation)
    {
        public override double Survival(double y) => 1.0 - Cdf(y);
    }
}

/// <summary>Quantiles that one Newton step would mend.</summary>
public sealed class WrongQuantile : OwnGaussian
{
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => new Coarse(parameters[0], parameters[1]);

    private sealed class Coarse(double mean, double deviation) : Own(mean, deviation)
    {
        public override double SurvivalQuantile(double q) => base.SurvivalQuantile(q) + (1e-8 * Deviation);
    }
}

/// <summary>Draws with a spread of 110 %.</summary>
public sealed class WrongSampler : OwnGaussian
{
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => new Wide(parameters[0], parameters[1]);

    private sealed class Wide(double mean, double deviation) : Own(mean, deviation)
    {
        public override double Sample(RandomStream stream) => Mean + (1.1 * (base.Sample(stream) - Mean));
    }
}

/// <summary>A variance with the wrong divisor, so to speak.</summary>
public sealed class WrongVariance : OwnGaussian
{
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => new Other(parameters[0], parameters[1]);

    private sealed class Other(double mean, double deviation) : Own(mean, deviation)
    {
        public override double Variance => 1.000001 * base.Variance;
    }
}

/// <summary>A mode a little off the top.</summary>
public sealed class WrongMode : OwnGaussian
{
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => new Other(parameters[0], parameters[1]);

    private sealed class Other(double mean, double deviation) : Own(mean, deviation)
    {
        public override double Mode => Mean + (0.02 * Deviation);
    }
}

/// <summary>No mode although the density has a top.</summary>
public sealed class MissingMode : OwnGaussian
{
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => new Other(parameters[0], parameters[1]);

    private sealed class Other(double mean, double deviation) : Own(mean, deviation)
    {
        public override double Mode => double.NaN;
    }
}

/// <summary>An entropy without the 1 of ½ log 2πe.</summary>
public sealed class WrongEntropy : OwnGaussian
{
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => new Other(parameters[0], parameters[1]);

    private sealed class Other(double mean, double deviation) : Own(mean, deviation)
    {
        public override double Entropy => base.Entropy - 1e-6;
    }
}

/// <summary>No entropy although there is one.</summary>
public sealed class MissingEntropy : OwnGaussian
{
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => new Other(parameters[0], parameters[1]);

    private sealed class Other(double mean, double deviation) : Own(mean, deviation)
    {
        public override double Entropy => double.NaN;
    }
}

/// <summary>A log-density that is not the formula's.</summary>
public sealed class WrongLogDensity : OwnGaussian
{
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => new Other(parameters[0], parameters[1]);

    private sealed class Other(double mean, double deviation) : Own(mean, deviation)
    {
        public override double LogDensity(double y) => base.LogDensity(y) + 1e-9;
    }
}

/// <summary>A log-density that takes NaN for something outside the support.</summary>
public sealed class SwallowsNaN : OwnGaussian
{
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => new Other(parameters[0], parameters[1]);

    private sealed class Other(double mean, double deviation) : Own(mean, deviation)
    {
        public override double LogDensity(double y) => double.IsNaN(y) ? double.NegativeInfinity : base.LogDensity(y);
    }
}
