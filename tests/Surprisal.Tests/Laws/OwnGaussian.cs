using Surprisal.Links;
using Surprisal.Noise;
using Surprisal.Numerics.Random;

namespace Surprisal.Tests.Laws;

/// <summary>A noise model as a user would write it, correct; the broken ones differ from it in one member each.</summary>
public class OwnGaussian : ScalarNoise
{
    public override string Name => "own-gaussian";

    public override string Description => "measurement error";

    public override string Density => "exp(-z^2/2) / (sigma sqrt(2 pi)), z = (y - mu)/sigma";

    public override string Estimates => "the mean of the response";

    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "mean", ParameterRole.Location),
        new("sigma", ParameterDomain.Positive, "standard deviation", ParameterRole.Scale),
    ];

    public override Support Support => Support.RealLine;

    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T z = (y.Value - working[0]) * T.Exp(-working[1]);
        return ((0.5 * T.Square(z)) + working[1]) + 0.91893853320467274;
    }

    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => new Own(parameters[0], parameters[1]);

    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters) =>
        NoiseModels.Get("gaussian").Start(y, trials, weights, parameters);

    /// <summary>The distribution, borrowed from the registered noise model.</summary>
    protected class Own(double mean, double deviation) : Distribution
    {
        private readonly Distribution _inner = ((ScalarNoise)NoiseModels.Get("gaussian")).At([mean, deviation]);

        public override double Mean => mean;

        public override double Variance => _inner.Variance;

        protected double Deviation => deviation;

        public override double LogDensity(double y) => _inner.LogDensity(y);

        public override double Cdf(double y) => _inner.Cdf(y);

        public override double Survival(double y) => _inner.Survival(y);

        public override double LogCdf(double y) => _inner.LogCdf(y);

        public override double LogSurvival(double y) => _inner.LogSurvival(y);

        public override double Quantile(double p) => _inner.Quantile(p);

        public override double SurvivalQuantile(double q) => _inner.SurvivalQuantile(q);

        public override double Sample(RandomStream stream) => _inner.Sample(stream);
    }
}
