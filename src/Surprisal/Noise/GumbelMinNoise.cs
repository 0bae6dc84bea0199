namespace Surprisal.Noise;

/// <summary>The smallest of many: the weakest link, the coldest day; the logarithm of a weibull time.</summary>
/// <remarks>
/// <para>Density: e^(z − e^z)/scale, z = (y − mu)/scale.</para>
/// <para>Parameters: mu, the location, which is the mode (identity; the mean is mu − 0.5772 scale); scale (log).</para>
/// <para>Support: the real line.</para>
/// <para>Numerical hazard: as for gumbel, of which it is the mirror image; log P(Y ≤ y) = log(1 − e^(−t)), t = e^z, is log(e^t − 1) − t for
/// t &lt; 1.</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 2 (1995), chapter 22.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/gumbel-min.json.</para>
/// </remarks>
public sealed class GumbelMinNoise : ExtremeValueNoise
{
    /// <summary>The noise model.</summary>
    public GumbelMinNoise()
        : base(minimum: true)
    {
    }

    /// <inheritdoc/>
    public override string Name => "gumbel-min";

    /// <inheritdoc/>
    public override string Description => "the smallest of many: the weakest link, the logarithm of a lifetime";

    /// <inheritdoc/>
    public override string Density => "exp(z - exp(z)) / scale, z = (y - mu)/scale";

    /// <inheritdoc/>
    public override string Estimates => "the mode of the response; its mean is mu - 0.5772 scale";
}
