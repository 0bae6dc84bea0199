using Surprisal.Formulas;
using Surprisal.Noise;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Fits;

/// <summary>The mean of y where the noise model is that of t = log y or t = √y.</summary>
internal static class TransformedMean
{
    /// <summary>E[y]: the mean itself, E[t²] for a root, E[exp t] for a logarithm; NaN where it does not exist.</summary>
    public static double Of(Distribution distribution, ResponseTransform transform) => transform switch
    {
        ResponseTransform.None => distribution.Mean,
        ResponseTransform.SquareRoot => distribution.Variance + (distribution.Mean * distribution.Mean),
        _ => QuantileExpectation.Of(distribution, discrete: false, Elementary.Exp),
    };

    /// <summary>The same where t is certain.</summary>
    public static double OfPoint(double t, ResponseTransform transform) => transform switch
    {
        ResponseTransform.None => t,
        ResponseTransform.SquareRoot => t * t,
        _ => Elementary.Exp(t),
    };
}
