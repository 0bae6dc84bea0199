using Surprisal.Links;
using Surprisal.Noise;
using Surprisal.Noise.Expressions;

namespace Surprisal.Losses;

/// <summary>A formula in the residual y − mu taken as a surprisal, whatever its exponential integrates to: what is examined, not what is fitted.</summary>
/// <param name="program">The steps of the formula, its response being the residual.</param>
/// <param name="constant">What is added to it.</param>
internal sealed class ResidualNoise(StepProgram program, double constant = 0.0) : ScalarNoise
{
    /// <inheritdoc/>
    public override string Name => "formula";

    /// <inheritdoc/>
    public override string Description => "a formula in the residual";

    /// <inheritdoc/>
    public override string Density => "exp(-formula)";

    /// <inheritdoc/>
    public override string Estimates => "the location of the response";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } = [new("mu", ParameterDomain.Real, "location", ParameterRole.Location)];

    /// <inheritdoc/>
    public override Support Support => Support.RealLine;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) => program.Run(y.Value - working[0], [])[^1] + constant;
}
