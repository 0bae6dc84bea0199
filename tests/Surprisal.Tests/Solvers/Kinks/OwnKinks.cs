using Surprisal.Links;
using Surprisal.Noise;
using Surprisal.Numerics.Random;

namespace Surprisal.Tests.Solvers.Kinks;

/// <summary>Noise models with kinks, written for the solvers' tests only.</summary>
internal sealed class OwnKinks : ScalarNoise, IPiecewiseLinear
{
    private readonly double _logMass;

    private OwnKinks(string name, double[] kinks, double[] slopes, double logMass)
    {
        Name = name;
        Kinks = kinks;
        Slopes = slopes;
        _logMass = logMass;
    }

    public override string Name { get; }

    public IReadOnlyList<double> Kinks { get; }

    public IReadOnlyList<double> Slopes { get; }

    public override string Description => "for tests";

    public override string Density => "exp(-phi(z))";

    public override string Estimates => "a quantile";

    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "quantile", ParameterRole.Location),
        new("scale", ParameterDomain.Positive, "scale", ParameterRole.Scale),
    ];

    public override Support Support => Support.RealLine;

    public override bool HasKink => true;

    public static OwnKinks Laplace() => new("own-laplace", [0], [-1, 1], Math.Log(2));

    public static OwnKinks Asymmetric(double tau) => new("own-asymmetric-laplace", [0], [tau - 1, tau], -Math.Log(tau * (1 - tau)));

    public static OwnKinks Insensitive(double epsilon) => new("own-epsilon-insensitive", [-epsilon, epsilon], [-1, 0, 1], Math.Log(2 * (1 + epsilon)));

    public double Loss(double z)
    {
        double sum = Kinks.Count == 1 ? 0 : Math.Max(0, Math.Abs(z) - Kinks[1]);
        return Kinks.Count == 1 ? (z < 0 ? Slopes[0] : Slopes[1]) * z : sum;
    }

    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T z = (y.Value - working[0]) * T.Exp(-working[1]);
        T sum = working[1] + _logMass;
        for (int k = 0; k < Kinks.Count; k++)
        {
            double lower = k == 0 ? Slopes[0] : 0, upper = k == 0 ? Slopes[1] : Slopes[k + 1] - Slopes[k];
            T distance = z - Kinks[k];
            sum = (sum + (0.5 * (lower + upper) * distance)) + (0.5 * (upper - lower) * T.Abs(distance));
        }

        return sum;
    }

    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => new Own(this, parameters[0], parameters[1]);

    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters) =>
        NoiseModels.Get("gaussian").Start(y, trials, weights, parameters);

    private sealed class Own(OwnKinks noise, double location, double scale) : Distribution
    {
        public override double Mean => location;

        public override double Variance => scale * scale;

        public override double LogDensity(double y) => -noise.Loss((y - location) / scale) - noise._logMass - Math.Log(scale);

        public override double Cdf(double y) => throw new NotSupportedException();

        public override double Survival(double y) => throw new NotSupportedException();

        public override double LogCdf(double y) => throw new NotSupportedException();

        public override double LogSurvival(double y) => throw new NotSupportedException();

        public override double Quantile(double p) => throw new NotSupportedException();

        public override double SurvivalQuantile(double q) => throw new NotSupportedException();

        public override double Sample(RandomStream stream) => throw new NotSupportedException();
    }
}
