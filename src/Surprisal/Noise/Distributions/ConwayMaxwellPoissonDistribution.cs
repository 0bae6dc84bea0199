using Surprisal.Numerics;
using Surprisal.Numerics.Primitives;
using Surprisal.Numerics.Random;

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

    /// <summary>By inversion, the numbers taken from the mode outwards: about as many steps as the distribution is wide.</summary>
    public override double Sample(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        double mode = Mode, up = mode, down = mode, probabilityUp = Elementary.Exp(LogProbability(mode)), probabilityDown = probabilityUp;
        double u = stream.NextDouble() - probabilityUp;
        while (u >= 0.0 && (probabilityUp > 0.0 || (down > 0.0 && probabilityDown > 0.0)))
        {
            probabilityUp *= Ratio(up);
            up++;
            u -= probabilityUp;
            if (u < 0.0) return up;
            if (down == 0.0) continue;
            down--;
            probabilityDown /= Ratio(down);
            u -= probabilityDown;
            if (u < 0.0) return down;
        }

        return mode;
    }

    /// <inheritdoc/>
    protected override double LogProbability(double y) =>
        -((dispersion * ConwayMaxwell.PoissonSurprisal(y, _parts.LogRate)) + _parts.LogNormaliser);
}
