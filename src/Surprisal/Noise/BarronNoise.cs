using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Measurement error whose robustness is estimated: from cauchy tails through pseudo-huber ones to gaussian.</summary>
/// <remarks>
/// <para>Density: exp(−((1 − power)/power)((1 + z²/(2(1 − power)))^power − 1))/(scale N(power)), z = (y − mu)/scale, N the integral of the numerator.</para>
/// <para>Parameters: mu, the centre, which is mean and median (identity); scale (log); power, half of the alpha of the general robust loss (logit):
/// 0 is alpha = 0, cauchy with scale √2 scale; ½ is alpha = 1, charbonnier; 1 is alpha = 2, gaussian. Below 0 the loss has no
/// finite normaliser; beyond 1 tails would be lighter than gaussian ones, which is left out.</para>
/// <para>Support: the real line.</para>
/// <para>Numerical hazard: with w = log(1 + z²/(2(1 − power))) the loss is e^(−η)(e^(power w) − 1), η the logit of power: one expm1, with no difference left
/// at either end; z² does not overflow inside the logarithm. N has no closed form: log N is a function of η with derivatives of its own.</para>
/// <para>Source: Barron (2019), "A general and adaptive robust loss function", doi:10.1109/CVPR.2019.00446.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/barron.json.</para>
/// </remarks>
[LawSpread("power", "nearer to 0 or 1 the surprisal hardly depends on the power: its derivatives are of the size of the rounding of the surprisal", 1e-3, 0.1, 0.4, 0.9, 0.999)]
public sealed class BarronNoise : ScalarNoise
{
    private const double HalfLogTwo = 0.5 * Constants.LogTwo;
    private const double StartingPower = 0.5;
    private const double MedianDeviation = 0.924464417462816;

    /// <inheritdoc/>
    public override string Name => "barron";

    /// <inheritdoc/>
    public override IReadOnlyList<string> LossNames => ["barron", "general robust", "adaptive robust"];

    /// <inheritdoc/>
    public override string Description => "symmetric measurement error, its robustness estimated from cauchy to gaussian";

    /// <inheritdoc/>
    public override bool Redescends => true;

    /// <inheritdoc/>
    public override string Density =>
        "exp(-(1 - power)/power ((1 + z^2/(2 (1 - power)))^power - 1)) / (scale N(power)), z = (y - mu)/scale; alpha = 2 power";

    /// <inheritdoc/>
    public override string Estimates => "the centre of the response: its mean and median";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("mu", ParameterDomain.Real, "centre", ParameterRole.Location),
        new("scale", ParameterDomain.Positive, "scale", ParameterRole.Scale),
        new("power", ParameterDomain.Probability, "half of alpha", ParameterRole.Shape, LimitingModel: "gaussian"),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.RealLine;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T logScale = working[1], eta = working[2];
        T width = logScale + (HalfLogTwo - (0.5 * T.Softplus(eta)));
        T logarithm = T.LogOnePlusSquare(y.Value - working[0], width);
        return (T.Exp(-eta) * T.Expm1(T.Sigmoid(eta) * logarithm)) + (logScale + T.BarronNormaliser(eta));
    }

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new BarronDistribution(parameters[0], parameters[1], parameters[2]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        (double median, double deviation) = RobustSpread.Of(y, weights);
        parameters[0] = median;
        parameters[1] = RobustSpread.OrFallback(deviation / MedianDeviation, median);
        parameters[2] = StartingPower;
    }
}
