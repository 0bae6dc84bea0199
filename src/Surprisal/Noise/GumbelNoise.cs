namespace Surprisal.Noise;

/// <summary>The largest of many: annual floods, peak loads, record values.</summary>
/// <remarks>
/// <para>Density: e^(−z − e^(−z))/scale, z = (y − mu)/scale.</para>
/// <para>Parameters: mu, the location, which is the mode (identity; the mean is mu + 0.5772 scale); scale (log).</para>
/// <para>Support: the real line.</para>
/// <para>Numerical hazard: the derivatives cancel at the mode and the exponential of an infinite −z would meet its opposite: e^(−z) + z − 1 is one function. log P(Y &gt; y) = log(1 − e^(−t)), t = e^(−z), is log(e^t − 1) − t for t &lt; 1, which keeps −z
/// where t underflows.</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 2 (1995), chapter 22; Gumbel, Statistics of Extremes
/// (1958).</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/gumbel.json.</para>
/// </remarks>
public sealed class GumbelNoise : ExtremeValueNoise
{
    /// <summary>The noise model.</summary>
    public GumbelNoise()
        : base(minimum: false)
    {
    }

    /// <inheritdoc/>
    public override string Name => "gumbel";

    /// <inheritdoc/>
    public override string Description => "the largest of many: annual floods, peak loads";

    /// <inheritdoc/>
    public override string Density => "exp(-z - exp(-z)) / scale, z = (y - mu)/scale";

    /// <inheritdoc/>
    public override string Estimates => "the mode of the response; its mean is mu + 0.5772 scale";
}
