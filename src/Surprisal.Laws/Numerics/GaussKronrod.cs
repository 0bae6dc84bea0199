namespace Surprisal.Laws;

/// <summary>The integrals of several functions, with the integrals of their absolute values: the scale that errors are held against.</summary>
internal sealed record Integrals(double[] Values, double[] Scales, double Error, bool Converged);

/// <summary>Values of several functions at nodes: <c>values[j][i]</c> is function j at node i.</summary>
internal delegate void Integrands(double[] nodes, double[][] values);

/// <summary>Adaptive Gauss-Kronrod quadrature (7, 15) of several functions at once, one generation of panels at a time.</summary>
/// <remarks>Kronrod's nodes and weights as in Piessens et al., QUADPACK (1983). Bisection finds kinks and jumps by itself.</remarks>
internal static class GaussKronrod
{
    private const int PerPanel = 15;
    private const int MostGenerations = 60;
    private const int MostNodes = 600_000;

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

    /// <summary>Integrates.</summary>
    /// <param name="count">How many functions.</param>
    /// <param name="edges">Edges of the first panels, ascending.</param>
    /// <param name="tolerance">What the error of a panel may be of the whole scale.</param>
    /// <param name="integrands">The functions.</param>
    /// <param name="floor">What the scale is taken to be at least.</param>
    public static Integrals Of(int count, IReadOnlyList<double> edges, double tolerance, Integrands integrands, double floor = 0.0)
    {
        double[] sums = new double[count], scales = new double[count];
        List<(double From, double To)> panels = [.. edges.Zip(edges.Skip(1))];
        int nodes = 0;
        double error = 0.0;
        for (int generation = 0; panels.Count > 0; generation++)
        {
            nodes += panels.Count * PerPanel;
            if (generation == MostGenerations || nodes > MostNodes) return new(sums, scales, error, false);
            PanelSums[] found = Evaluate(panels, count, integrands);
            double[] whole = [.. scales.Select((s, j) => Math.Max(floor, s + found.Sum(p => p.Scale[j])))];
            List<(double From, double To)> refined = [];
            for (int p = 0; p < found.Length; p++)
            {
                double worst = found[p].WorstError(whole);
                if (double.IsNaN(worst)) return new(found[p].Sum, whole, double.NaN, false);
                if (worst <= tolerance)
                {
                    error += worst;
                    for (int j = 0; j < count; j++)
                    {
                        sums[j] += found[p].Sum[j];
                        scales[j] += found[p].Scale[j];
                    }

                    continue;
                }

                double middle = 0.5 * (panels[p].From + panels[p].To);
                refined.Add((panels[p].From, middle));
                refined.Add((middle, panels[p].To));
            }

            panels = refined;
        }

        return new(sums, scales, error, true);
    }

    private static PanelSums[] Evaluate(List<(double From, double To)> panels, int count, Integrands integrands)
    {
        double[] nodes = new double[panels.Count * PerPanel];
        double[][] values = new double[count][];
        for (int j = 0; j < count; j++) values[j] = new double[nodes.Length];
        for (int p = 0, i = 0; p < panels.Count; p++)
        {
            (double from, double to) = panels[p];
            for (int k = 0; k < PerPanel; k++, i++)
                nodes[i] = (0.5 * (from + to)) + (0.5 * (to - from) * (k < 8 ? -HalfNodes[k] : HalfNodes[PerPanel - 1 - k]));
        }

        integrands(nodes, values);
        PanelSums[] found = new PanelSums[panels.Count];
        for (int p = 0; p < found.Length; p++)
        {
            found[p] = new PanelSums(count);
            double half = 0.5 * (panels[p].To - panels[p].From);
            for (int j = 0; j < count; j++)
            {
                double kronrod = 0.0, gauss = 0.0, scale = 0.0;
                for (int k = 0; k < PerPanel; k++)
                {
                    int node = k < 8 ? k : PerPanel - 1 - k;
                    double value = values[j][(p * PerPanel) + k];
                    kronrod += HalfWeights[node] * value;
                    gauss += HalfGaussWeights[node] * value;
                    scale += HalfWeights[node] * Math.Abs(value);
                }

                found[p].Sum[j] = half * kronrod;
                found[p].Scale[j] = half * scale;
                found[p].Error[j] = half * Math.Abs(kronrod - gauss);
            }
        }

        return found;
    }

    private sealed class PanelSums(int count)
    {
        public double[] Sum { get; } = new double[count];

        public double[] Scale { get; } = new double[count];

        public double[] Error { get; } = new double[count];

        /// <summary>The largest error in units of the scales.</summary>
        public double WorstError(double[] scales)
        {
            double worst = 0.0;
            for (int j = 0; j < scales.Length; j++)
            {
                double error = Error[j] == 0.0 ? 0.0 : Error[j] / scales[j];
                if (double.IsNaN(error) || double.IsNaN(Sum[j])) return double.NaN;
                worst = Math.Max(worst, error);
            }

            return worst;
        }
    }
}
