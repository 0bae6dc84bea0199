namespace Surprisal.Noise;

/// <summary>The Gauss-Legendre rule of six points on [−1, 1]: exact for polynomials up to degree 11.</summary>
/// <remarks>Abramowitz, Stegun, Handbook of Mathematical Functions (1964), table 25.4.</remarks>
internal static class GaussLegendre
{
    private static readonly double[] Nodes =
        [-0.93246951420315202781, -0.66120938646626451366, -0.23861918608319690863, 0.23861918608319690863, 0.66120938646626451366, 0.93246951420315202781];

    private static readonly double[] Weights =
        [0.17132449237917034504, 0.36076157304813860757, 0.46791393457269104739, 0.46791393457269104739, 0.36076157304813860757, 0.17132449237917034504];

    /// <summary>How many points.</summary>
    public const int Count = 6;

    /// <summary>A point.</summary>
    public static double Node(int k) => Nodes[k];

    /// <summary>Its weight; they sum to 2.</summary>
    public static double Weight(int k) => Weights[k];
}
