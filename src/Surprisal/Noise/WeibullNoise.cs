using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise;

/// <summary>Lifetimes whose hazard is a power of time.</summary>
/// <remarks>
/// <para>Density: (shape/scale) (y/scale)^(shape − 1) e^(−(y/scale)^shape).</para>
/// <para>Parameters: scale, which 63 percent of the responses stay below (log); shape (log), 1 for a constant hazard.</para>
/// <para>Support: y &gt; 0.</para>
/// <para>Numerical hazard: (y/scale)^shape over- and underflows, and near its optimum what is left of the gradient cancels. With t = shape
/// (log y − log scale) the surprisal is 1 + (eᵗ − 1 − t) + log y − log shape. The logarithm of the cdf, log(1 − e^(−eᵗ)), is t to the last bit where
/// t &lt; −37, and a complement's logarithm elsewhere.</para>
/// <para>Source: Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 21.</para>
/// <para>Reference values: mpmath, tests/Surprisal.Tests/Reference/noise/weibull.json.</para>
/// </remarks>
[LawSpread("shape", "below 0.05 responses reach past the doubles, above 50 the surprisal of a response far off does", 0.1, 0.7, 1.0, 3.0, 40.0)]
public sealed class WeibullNoise : ScalarNoise
{
    private const double ComplementIsNegligible = -37.0;
    private const double StandardLogDeviation = 1.2825498301618641;
    private const double SmallestLogDeviation = 1e-4;

    /// <inheritdoc/>
    public override string Name => "weibull";

    /// <inheritdoc/>
    public override string Description => "lifetimes whose hazard is a power of time";

    /// <inheritdoc/>
    public override string Density => "(shape/scale) (y/scale)^(shape - 1) exp(-(y/scale)^shape)";

    /// <inheritdoc/>
    public override string Estimates => "the scale: the time that 63 percent of the responses stay below";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
    [
        new("scale", ParameterDomain.Positive, "scale", ParameterRole.Location),
        new("shape", ParameterDomain.Positive, "shape", ParameterRole.Concentration),
    ];

    /// <inheritdoc/>
    public override Support Support => Support.Positive;

    /// <inheritdoc/>
    public override bool HasTailFormulas => true;

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T logY = T.Log(y.Value), logShape = working[1];
        T t = T.Exp(logShape) * (logY - working[0]);
        return T.Expm1MinusX(t) + ((logY + 1.0) - logShape);
    }

    /// <inheritdoc/>
    public override T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working) =>
        T.SelectLess(0.0, y.Value, LogCdfAtExp(T.Exp(working[1]) * (T.Log(y.Value) - working[0])), double.NegativeInfinity);

    /// <inheritdoc/>
    public override T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working) =>
        T.SelectLess(0.0, y.Value, -T.Exp(T.Exp(working[1]) * (T.Log(y.Value) - working[0])), 0.0);

    /// <summary>log(1 − e^(−eᵗ)): the logarithm of the standard exponential cdf at eᵗ.</summary>
    internal static T LogCdfAtExp<T>(T t)
        where T : struct, IReal<T> => T.SelectLess(t, ComplementIsNegligible, t, T.Log1mExp(-T.Exp(t)));

    /// <inheritdoc/>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        ParameterCheck.Require(this, parameters);
        return new WeibullDistribution(parameters[0], parameters[1]);
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // log y has the standard deviation π/(√6 shape) and the mean log scale − γ/shape.
        Moments logs = Moments.Of(LogSample.Of(y), weights);
        double shape = StandardLogDeviation / Math.Max(logs.StandardDeviation, SmallestLogDeviation);
        parameters[0] = LogSample.Exp(logs.Mean + (Constants.EulerGamma / shape));
        parameters[1] = shape;
    }
}
