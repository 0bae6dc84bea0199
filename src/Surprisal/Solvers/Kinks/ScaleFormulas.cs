using Surprisal.Links;
using Surprisal.Noise;
using Surprisal.Numerics;

namespace Surprisal.Solvers.Kinks;

/// <summary>What a fit with kinks minimises over the scale's coefficients while residuals stand still, on the engine's one pass. Not a noise model but a formula.</summary>
internal abstract class ScaleFormula : ScalarNoise
{
    public override string Name => "scale-formula";

    public override string Description => "a part of the objective of a fit with kinks";

    public override string Density => string.Empty;

    public override string Estimates => "the scale";

    public override IReadOnlyList<NoiseParameter> Parameters { get; } = [new("scale", ParameterDomain.Positive, "scale", ParameterRole.Scale)];

    public override Support Support => Support.RealLine;

    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => throw new NotSupportedException("a part of an objective is not a density");

    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters) => parameters[0] = 1;
}

/// <summary>log(scale + core) + φ(residual)/scale, φ(residual) in the response's place: convex in log scale.</summary>
/// <param name="core">0, or the half-width of a flat core in units of the response.</param>
internal sealed class ScaledLoss(double core) : ScaleFormula
{
    private readonly double _logCore = Elementary.Log(core);

    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T loss = y.Value * T.Exp(-working[0]);
        return loss + (core == 0 ? working[0] : _logCore + T.Softplus(working[0] - _logCore));
    }
}

/// <summary>½(log scale − y)², whose curvature where it vanishes is the square of the link's derivative.</summary>
internal sealed class LogScaleDistance : ScaleFormula
{
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) => 0.5 * T.Square(working[0] - y.Value);
}
