using Surprisal.Noise;
using Surprisal.Numerics.Random;

namespace Surprisal.Laws;

/// <summary>Expectations over rows of classes, or of several responses: by summation and by the trapezoidal rule, in up to two dimensions.</summary>
/// <remarks>
/// Each response that is free has a rule: numbers of a discrete support one by one; a continuum by t = middle + spread · sinh(u), t the response, its
/// logarithm or its logit, whose integrand falls off so fast on both sides that the trapezoidal rule converges exponentially (Trefethen, Weideman 2014,
/// doi:10.1137/130932132). Responses that always sum to one number have one that is not free.
/// </remarks>
internal static class RowExpectation
{
    private const int Trial = 400;
    private const double Reach = 11.0;
    private const double Step = 0.05;
    private const int MostCounts = 400;

    /// <summary>Expectations of several functions; <see cref="Weighted"/> receives the first response.</summary>
    public static Integrals Of(NoiseCase @case, int order, int count, Weighted functions) => Of(@case, order, count, (rows, kernel, weights, values) => functions(rows.Responses[0].ToArray(), kernel, weights, values));

    /// <summary>Expectations of several functions of whole rows.</summary>
    public static Integrals Of(NoiseCase @case, int order, int count, Action<Observations, NoiseEvaluation, double[], double[][]> functions)
    {
        (Observations rows, double[] logWeights) = Nodes(@case);
        NoiseEvaluation kernel = @case.Evaluate(rows, order);
        double[][] values = [.. Enumerable.Range(0, count).Select(_ => new double[rows.Count])];
        double[] weights = new double[rows.Count];
        for (int i = 0; i < weights.Length; i++) weights[i] = Math.Exp(logWeights[i] - kernel.Surprisal[i]);
        functions(rows, kernel, weights, values);
        return new Integrals([.. values.Select(static v => v.Sum())], [.. values.Select(static v => v.Sum(Math.Abs))], 0.0, true);
    }

    private static (Observations Rows, double[] LogWeights) Nodes(NoiseCase @case)
    {
        NoiseModel noise = @case.Noise;
        if (noise.ResponseCount <= 1)
        {
            Observations classes = @case.Observed();
            return (classes, new double[classes.Count]);
        }

        Observations drawn = CaseRows.Drawn(@case, Trial, new RandomStream(1));
        double[] totals = [.. Enumerable.Range(0, Trial).Select(i => drawn.Responses.Sum(c => c.Span[i]))];
        bool closed = totals.Max() - totals.Min() <= 1e-9 * Math.Abs(totals[0]);
        int free = noise.ResponseCount - (closed ? 1 : 0);
        if (free > 2) throw new NotSupportedException("quadrature in more than two dimensions");
        (double Y, double Other, double Log)[][] rules = [.. Enumerable.Range(0, free).Select(j => Rule(noise.SupportOf(j), drawn.Responses[j].ToArray(), closed ? totals[0] : double.PositiveInfinity))];
        if (free == 1) rules = [.. rules, [(0.0, 0.0, 0.0)]];
        List<double[]> rows = [];
        List<double> logs = [];
        foreach ((double y, double rest, double log) in rules[0])
        {
            foreach ((double other, _, double otherLog) in rules[1])
            {
                double[] row = free == 1 ? [y, rest] : closed ? [y, other, totals[0] - y - other] : [y, other];
                if (closed && row[^1] < 0.0) continue;
                rows.Add(row);
                logs.Add(log + otherLog);
            }
        }

        return (new Observations([.. Enumerable.Range(0, noise.ResponseCount).Select(j => (ReadOnlyMemory<double>)rows.Select(r => r[j]).ToArray())]), [.. logs]);
    }

    /// <summary>Responses, what is left of 1 beside them, and the logarithms of their weights.</summary>
    private static (double Y, double Other, double Log)[] Rule(Support support, double[] drawn, double total)
    {
        if (support.IsDiscrete()) return [.. Enumerable.Range(0, (int)Math.Min(total, MostCounts) + 1).Select(k => ((double)k, total - k, 0.0))];
        double[] t = [.. drawn.Select(y => Transform(support, y)).Order()];
        double middle = t[t.Length / 2], spread = Math.Max(1e-3, t[3 * t.Length / 4] - t[t.Length / 4]);
        List<(double Y, double Other, double Log)> rule = [];
        for (double u = -Reach; u <= Reach; u += Step)
        {
            double at = middle + (spread * Math.Sinh(u)), log = Math.Log(Step * spread * Math.Cosh(u)), share = 1.0 / (1.0 + Math.Exp(-at)), rest = 1.0 / (1.0 + Math.Exp(at));
            (double y, double slope) = support switch
            {
                Support.Positive => (Math.Exp(at), at),
                Support.UnitInterval => (share, Math.Log(share) + Math.Log(rest)),
                _ => (at, 0.0),
            };
            if (support.Contains(y) && double.IsFinite(slope) && (support != Support.UnitInterval || rest > 0.0)) rule.Add((y, rest, log + slope));
        }

        return [.. rule];
    }

    private static double Transform(Support support, double y) => support switch
    {
        Support.Positive => Math.Log(y),
        Support.UnitInterval => Math.Log(y) - Math.Log(1.0 - y),
        _ => y,
    };
}
