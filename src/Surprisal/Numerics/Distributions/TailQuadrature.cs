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

    /// <summary>The positive nodes on [−1, 1]; the others are their negatives.</summary>
    internal static readonly double[] Nodes =
    [
        0.9982377097105592, 0.99072623869945701, 0.97725994998377426, 0.95791681921379166, 0.93281280827867653,
        0.9020988069688743, 0.8659595032122595, 0.82461223083331166, 0.77830565142651939, 0.7273182551899271,
        0.67195668461417955, 0.61255388966798024, 0.5494671250951282, 0.48307580168617871, 0.413779204371605,
        0.34199409082575847, 0.26815218500725368, 0.1926975807013711, 0.11608407067525521, 0.038772417506050822,
    ];

    /// <summary>The nodes' weights.</summary>
    internal static readonly double[] Weights =
    [
        0.0045212770985331913, 0.010498284531152814, 0.016421058381907889, 0.022245849194166957, 0.027937006980023401,
        0.033460195282547847, 0.038782167974472018, 0.043870908185673272, 0.048695807635072232, 0.053227846983936824,
        0.057439769099391551, 0.061306242492928939, 0.064804013456601038, 0.067912045815233904, 0.07061164739128678,
        0.072886582395804059, 0.074723169057968264, 0.076110361900626242, 0.077039818164247966, 0.077505947978424811,
    ];

    /// <summary>∫ e^−h(s) ds over s ≥ 0.</summary>
    public static double Integrate<TExponent>(TExponent exponent)
        where TExponent : struct, ITailExponent
    {
        double half = 0.5 * End(exponent);
        double sum = 0.0;
        for (int i = 0; i < Nodes.Length; i++)
        {
            double offset = half * Nodes[i];
            sum += Weights[i] * (Elementary.Exp(-exponent.Value(half - offset)) + Elementary.Exp(-exponent.Value(half + offset)));
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
