using Surprisal.Links;
using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>
/// A start from the responses themselves, for links that leave η bounded and designs without an intercept: least squares of g(ỹ) on the
/// columns, ỹ the response moved inside the domain (McCullagh and Nelder 1989, section 2.5).
/// </summary>
internal static class ResponseStart
{
    public static double[] For(BoundModel bound, Predictor predictor, double[] start, EvaluationOptions options)
    {
        BoundParameter parameter = bound.Parameters[0];
        ReadOnlySpan<double> y = bound.Response.Span, trials = bound.Trials.Span;
        double mean = 0;
        foreach (double value in y) mean += Math.Abs(value) / y.Length;
        double[] eta = new double[y.Length];
        for (int i = 0; i < eta.Length; i++)
        {
            double n = trials.IsEmpty ? 1 : trials[i];
            double inside = parameter.Parameter.Domain switch
            {
                ParameterDomain.Probability => (y[i] + 0.5) / (n + 1),
                ParameterDomain.Positive => (0.9 * Math.Abs(y[i])) + (0.1 * mean),
                _ => y[i],
            };
            eta[i] = parameter.Link.Apply(inside);
        }

        double[] result = (double[])start.Clone();
        LeastSquaresSolver.Solve(predictor, eta, bound.Weights, options, careful: false).Coefficients.CopyTo(result, predictor.Start);
        return result;
    }
}
