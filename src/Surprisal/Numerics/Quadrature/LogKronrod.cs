using System.Runtime.InteropServices;

namespace Surprisal.Numerics.Quadrature;

/// <summary>What one panel's quadrature says.</summary>
/// <param name="Log">The logarithm of the integral; −∞ where the density vanishes in all nodes, NaN where it is no number in one.</param>
/// <param name="Error">The difference of the two rules relative to the integral, far larger than the error of the better one.</param>
/// <param name="Spread">By how much the log-density varies between the nodes where it is finite.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PanelIntegral(double Log, double Error, double Spread);

/// <summary>Gauss-Kronrod quadrature (7, 15) along a path of a density that is given by its logarithm: nothing over- or underflows.</summary>
/// <remarks>Nodes and weights as in Piessens, de Doncker-Kapenga, Überhuber, Kahaner, QUADPACK (1983).</remarks>
internal static class LogKronrod
{
    /// <summary>Nodes of a panel.</summary>
    public const int Count = 15;

    private static readonly double[] HalfNodes =
    [
        0.991455371120812639206854697526329, 0.949107912342758524526189684047851, 0.864864423359769072789712788640926,
        0.741531185599394439863864773280788, 0.586087235467691130294144838258730, 0.405845151377397166906606412076961,
        0.207784955007898467600689403773245, 0.0,
    ];

    private static readonly double[] HalfWeights =
    [
        0.022935322010529224963732008058970, 0.063092092629978553290700663189204, 0.104790010322250183839876322541518,
        0.140653259715525918745189590510238, 0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
        0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
    ];

    private static readonly double[] HalfGaussWeights =
    [
        0.0, 0.129484966168869693270611432679082, 0.0, 0.279705391489276667901467771423780,
        0.0, 0.381830050505118944950369775488975, 0.0, 0.417959183673469387755102040816327,
    ];

    /// <summary>The k-th node of a panel from <paramref name="from"/> to <paramref name="to"/>, ascending.</summary>
    public static double Node(int k, double from, double to)
    {
        double half = 0.5 * (to - from), middle = from + half;
        return k < 8 ? middle - (half * HalfNodes[k]) : middle + (half * HalfNodes[Count - 1 - k]);
    }

    /// <summary>The weight of the k-th node of a panel of length 2.</summary>
    public static double Weight(int k) => HalfWeights[k < 8 ? k : Count - 1 - k];

    /// <summary>The weight of the k-th node in the rule of 7 nodes; 0 where it is none of them.</summary>
    public static double GaussWeight(int k) => HalfGaussWeights[k < 8 ? k : Count - 1 - k];

    /// <summary>Integrates a density along a path.</summary>
    /// <param name="logDensity">The logarithm of the density in t.</param>
    /// <param name="path">The path.</param>
    /// <param name="from">Where the panel begins, in u.</param>
    /// <param name="to">Where it ends.</param>
    public static PanelIntegral Of(Func<double, double> logDensity, SinhPath path, double from, double to)
    {
        Span<double> logs = stackalloc double[Count];
        double largest = double.NegativeInfinity, peak = double.NegativeInfinity, lowest = double.PositiveInfinity;
        for (int k = 0; k < Count; k++)
        {
            double u = Node(k, from, to), density = logDensity(path.At(u));
            if (double.IsNaN(density) || double.IsPositiveInfinity(density)) return new(double.NaN, 0.0, 0.0);
            logs[k] = density + path.LogSlope(u);
            largest = Math.Max(largest, logs[k]);
            peak = Math.Max(peak, density);
            if (!double.IsNegativeInfinity(density)) lowest = Math.Min(lowest, density);
        }

        if (double.IsNegativeInfinity(largest)) return new(largest, 0.0, 0.0);
        double kronrod = 0.0, gauss = 0.0;
        for (int k = 0; k < Count; k++)
        {
            int node = k < 8 ? k : Count - 1 - k;
            double value = Elementary.Exp(logs[k] - largest);
            kronrod += HalfWeights[node] * value;
            gauss += HalfGaussWeights[node] * value;
        }

        return new(largest + Elementary.Log(0.5 * (to - from) * kronrod), Math.Abs(kronrod - gauss) / kronrod, peak - lowest);
    }
}
