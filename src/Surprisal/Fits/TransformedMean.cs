using Surprisal.Formulas;
using Surprisal.Noise;
using Surprisal.Numerics;

namespace Surprisal.Fits;

/// <summary>The mean of y where the noise model is that of t = log y or t = √y.</summary>
internal static class TransformedMean
{
    // Beyond these the tails of the integrand hold less than 1e-15 of it for every noise model that has a mean of exp(t) at all.
    private const int Nodes = 400;
    private const double Reach = 6.5;

    /// <summary>E[y]: the mean itself, E[t²] for a root, E[exp t] for a logarithm; NaN where it does not exist.</summary>
    public static double Of(Distribution distribution, ResponseTransform transform) => transform switch
    {
        ResponseTransform.None => distribution.Mean,
        ResponseTransform.SquareRoot => distribution.Variance + (distribution.Mean * distribution.Mean),
        _ => MeanOfExponential(distribution),
    };

    /// <summary>The same where t is certain.</summary>
    public static double OfPoint(double t, ResponseTransform transform) => transform switch
    {
        ResponseTransform.None => t,
        ResponseTransform.SquareRoot => t * t,
        _ => Elementary.Exp(t),
    };

    /// <summary>
    /// ∫ exp(t) dP by the double exponential rule on p = ½(1 + tanh(½π sinh u)) (Takahasi and Mori 1974, doi:10.2977/prims/1195192451): each
    /// half of the probabilities through its own tail, so the nodes next to 0 and 1 are not rounded away.
    /// </summary>
    private static double MeanOfExponential(Distribution distribution)
    {
        const double HalfPi = 1.5707963267948966;
        double step = Reach / Nodes, sum = 0, largest = 0, last = 0;
        for (int k = -Nodes; k <= Nodes; k++)
        {
            double u = k * step, e = Elementary.Exp(u), sinh = 0.5 * (e - (1 / e)), cosh = 0.5 * (e + (1 / e));
            double tail = 1 / (1 + Elementary.Exp(2 * HalfPi * Math.Abs(sinh)));
            double weight = step * HalfPi * cosh * 2 * tail * (1 - tail);
            if (weight == 0) continue;
            double t = u < 0 ? distribution.Quantile(tail) : distribution.SurvivalQuantile(tail);
            last = weight * Elementary.Exp(t);
            largest = Math.Max(largest, last);
            sum += last;
        }

        // An integrand that has not fallen off at the upper end has no finite integral.
        const double FallenOff = 1e-12;
        return last <= FallenOff * largest ? sum : double.NaN;
    }
}
