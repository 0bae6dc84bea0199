using Surprisal.Numerics.Quadrature;

namespace Surprisal.Numerics.Distributions;

/// <summary>The exponent h of a tail integral ∫ e^−h(s) ds over s ≥ 0: convex, h(0) = 0, h′(0) ≥ 0.</summary>
internal interface ITailExponent
{
    /// <summary>h′(0).</summary>
    double Slope { get; }

    /// <summary>h″(0).</summary>
    double Curvature { get; }

    /// <summary>h(s) for s ≥ 0, without cancellation.</summary>
    double Value(double s);

    /// <summary>h′(s).</summary>
    double Derivative(double s);
}

/// <summary>
/// Integrates a log-concave tail relative to the density where it starts: the Mills ratio of gamma and beta on the scale of log x and
/// logit x, where their densities are log-concave for every shape.
/// </summary>
/// <remarks>
/// Gauss–Legendre with 40 nodes on [0, S], h(S) ≈ 38: e⁻³⁸ is below the rounding of the sum. All terms are positive, so the relative
/// error (about 1e-15) depends neither on the size of the shapes nor on how far out the tail starts; uniform expansions (Temme 1979,
/// doi:10.1137/0510071) reach that only with a table for each distribution.
/// </remarks>
internal static class TailQuadrature
{
    private const double Depth = 38.0;
    private const double DepthTolerance = 1.0;
    private const int MaximumSteps = 60;

    /// <summary>∫ e^−h(s) ds over s ≥ 0.</summary>
    public static double Integrate<TExponent>(TExponent exponent)
        where TExponent : struct, ITailExponent
    {
        double half = 0.5 * End(exponent);
        double sum = 0.0;
        SymmetricRule rule = GaussLegendre.Forty;
        for (int i = 0; i < rule.HalfNodes.Length; i++)
        {
            double offset = half * rule.HalfNodes[i];
            sum += rule.HalfWeights[i] * (Elementary.Exp(-exponent.Value(half - offset)) + Elementary.Exp(-exponent.Value(half + offset)));
        }

        return half * sum;
    }

    // h(S) = Depth: Newton on a convex function is monotone after its first step, and S need not be exact.
    private static double End<TExponent>(TExponent exponent)
        where TExponent : struct, ITailExponent
    {
        double slope = exponent.Slope;
        double s = 2.0 * Depth / (slope + Math.Sqrt((slope * slope) + (2.0 * Depth * exponent.Curvature)));
        for (int step = 0; step < MaximumSteps; step++)
        {
            double excess = exponent.Value(s) - Depth;
            if (Math.Abs(excess) <= DepthTolerance) break;

            // Where h grows like an exponential, a Newton step on log h gets down faster than one on h.
            double ratio = (excess + Depth) / Depth;
            double move = excess > Depth ? Elementary.Log(ratio) * (excess + Depth) : excess;
            s = Math.Max(s - (move / exponent.Derivative(s)), 0.5 * s);
        }

        return s;
    }
}
