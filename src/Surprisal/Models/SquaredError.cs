using Surprisal.Links;
using Surprisal.Noise;

namespace Surprisal.Models;

/// <summary>½(y − mu)²: not a noise model but the sum of squares that a gaussian fit minimises, to be run on the engine's one pass.</summary>
internal sealed class SquaredError : ScalarNoise
{
    public override string Name => "squared-error";

    public override string Description => "half the squared residual";

    public override string Density => string.Empty;

    public override string Estimates => "the mean of the response";

    public override IReadOnlyList<NoiseParameter> Parameters { get; } = [new("mu", ParameterDomain.Real, "mean", ParameterRole.Location)];

    public override Support Support => Support.RealLine;

    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) => 0.5 * T.Square(y.Value - working[0]);

    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => throw new NotSupportedException("a sum of squares is not a density");

    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters) => parameters[0] = 0;
}
