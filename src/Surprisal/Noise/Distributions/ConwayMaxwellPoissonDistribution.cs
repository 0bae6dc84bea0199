using Surprisal.Numerics;
using Surprisal.Numerics.Primitives;

namespace Surprisal.Noise.Distributions;

/// <summary>The distribution of <see cref="ConwayMaxwellPoissonNoise"/>; all is NaN where its sums are too long (<see cref="ConwayMaxwell"/>).</summary>
internal sealed class ConwayMaxwellPoissonDistribution(double mean, double dispersion) : SummedCountDistribution(double.PositiveInfinity)
{
    private readonly ConwayMaxwell _parts = ConwayMaxwell.OfMean(Elementary.Log(mean), dispersion);

    /// <inheritdoc/>
    public override double Mean => mean;

    /// <inheritdoc/>
    public override double Variance => _parts.XX;

    /// <inheritdoc/>
    public override double Ratio(double y) => Elementary.Exp(dispersion * (_parts.LogRate - Elementary.Log(y + 1.0)));

    /// <inheritdoc/>
    protected override double LogProbability(double y) =>
        -((dispersion * ConwayMaxwell.PoissonSurprisal(y, _parts.LogRate)) + _parts.LogNormaliser);
}
