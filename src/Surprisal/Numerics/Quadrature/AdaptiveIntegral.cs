namespace Surprisal.Numerics.Quadrature;

/// <summary>Integrals of several functions at once over an interval, by panels that are halved until two rules agree: kinks and jumps included.</summary>
internal static class AdaptiveIntegral
{
    private const double Agreement = 1e-13;
    private const int DeepestHalving = 50;
    private const int MostPanels = 200_000;
    private const double GaussianReach = 38.0;

    /// <summary>The means of functions of a standard gaussian number.</summary>
    /// <param name="functions">Takes points and gives, for each function, its values at them.</param>
    public static double[] GaussianMean(Func<double[], double[][]> functions) => Of(
        x =>
        {
            double[][] values = functions(x);
            for (int i = 0; i < x.Length; i++)
            {
                double density = Constants.InverseSqrtTwoPi * Elementary.Exp(-0.5 * x[i] * x[i]);
                foreach (double[] function in values) function[i] *= density;
            }

            return values;
        },
        -GaussianReach,
        GaussianReach,
        (int)(2.0 * GaussianReach));

    /// <summary>The integrals of functions.</summary>
    /// <param name="functions">Takes points and gives, for each function, its values at them.</param>
    /// <param name="low">Where to begin.</param>
    /// <param name="high">Where to end.</param>
    /// <param name="panels">In how many panels to begin.</param>
    public static double[] Of(Func<double[], double[][]> functions, double low, double high, int panels)
    {
        List<(double From, double To)> open = [];
        for (int p = 0; p < panels; p++) open.Add((low + ((high - low) * p / panels), low + ((high - low) * (p + 1) / panels)));
        double[] sums = [], sizes = [];
        int taken = 0;
        for (int depth = 0; open.Count > 0; depth++)
        {
            double[] points = [.. open.SelectMany(static p => Enumerable.Range(0, LogKronrod.Count).Select(k => LogKronrod.Node(k, p.From, p.To)))];
            double[][] values = functions(points);
            if (sums.Length == 0) (sums, sizes) = (new double[values.Length], new double[values.Length]);
            (double Kronrod, double Gauss)[][] rules = [.. values.Select(v => Rules(v, open))];
            if (depth == 0)
            {
                for (int f = 0; f < sums.Length; f++) sizes[f] = rules[f].Sum(static r => Math.Abs(r.Kronrod));
            }

            List<(double From, double To)> next = [];
            for (int p = 0; p < open.Count; p++)
            {
                (double from, double to) = open[p];
                double middle = from + (0.5 * (to - from));
                bool agree = true;
                for (int f = 0; f < sums.Length; f++) agree &= !(Math.Abs(rules[f][p].Kronrod - rules[f][p].Gauss) > Agreement * sizes[f]);
                taken++;
                if (agree || depth == DeepestHalving || taken > MostPanels || !(middle > from && middle < to))
                {
                    for (int f = 0; f < sums.Length; f++) sums[f] += rules[f][p].Kronrod;
                    continue;
                }

                next.Add((from, middle));
                next.Add((middle, to));
            }

            open = next;
        }

        return sums;
    }

    private static (double Kronrod, double Gauss)[] Rules(double[] values, List<(double From, double To)> panels)
    {
        (double Kronrod, double Gauss)[] rules = new (double, double)[panels.Count];
        for (int p = 0; p < rules.Length; p++)
        {
            double half = 0.5 * (panels[p].To - panels[p].From), kronrod = 0.0, gauss = 0.0;
            for (int k = 0; k < LogKronrod.Count; k++)
            {
                double value = values[(p * LogKronrod.Count) + k];
                kronrod += LogKronrod.Weight(k) * value;
                gauss += LogKronrod.GaussWeight(k) * value;
            }

            rules[p] = (half * kronrod, half * gauss);
        }

        return rules;
    }
}
