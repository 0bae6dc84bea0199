using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;

namespace Surprisal.Noise.Expressions;

/// <summary>
/// Whether the slope of a typed surprisal jumps at some response: looks at every place where the argument of abs, min, max or if changes sides
/// as the response grows. That of huber's loss changes branches without a jump.
/// </summary>
internal static class KinkSearch
{
    private const double RelativeStep = 1e-4;
    private const double Shrink = 0.1;
    private const double Rounding = 1e-11;
    private const int BisectionSteps = 100;

    /// <summary>Looks.</summary>
    /// <param name="noise">The density.</param>
    public static bool HasKink(ExpressionNoise noise)
    {
        if (noise.Support.IsDiscrete()) return false;
        return new[] { Probes.Base(noise), Probes.Mixed(noise, 0), Probes.Mixed(noise, 1) }.Any(parameters => Kinks(noise, parameters).Any());
    }

    /// <summary>The responses where the slope jumps, by the argument that changes sides there.</summary>
    /// <param name="noise">The density.</param>
    /// <param name="parameters">Natural parameters.</param>
    public static IEnumerable<double> Kinks(ExpressionNoise noise, double[] parameters)
    {
        bool[] depends = noise.Program.DependOnResponse();
        int[] switches = [.. Enumerable.Range(0, depends.Length).Where(i => depends[i] && noise.Program.Steps[i].Operation is Operation.Abs or Operation.SelectLess)];
        if (switches.Length == 0) yield break;
        NumericalDistribution distribution = NumericalDistribution.Of(noise, parameters, 1.0);
        if (!double.IsFinite(distribution.LogNormaliser)) yield break;
        List<double> nodes = [];
        distribution.ForEachNode((y, share) =>
        {
            if (share > 0.0) nodes.Add(y);
        });
        nodes.Sort();
        Real[] working = [.. noise.Parameters.Select((p, k) => (Real)LinkRegistry.OfFormula(p.Domain).Apply(parameters[k]))];
        foreach (int step in switches)
        {
            double Side(double y)
            {
                Real[] values = noise.Program.Run<Real>(y, working);
                Step at = noise.Program.Steps[step];
                return at.Operation == Operation.Abs ? values[at.A].Value : values[at.A].Value - values[at.B].Value;
            }

            for (int i = 0; i + 1 < nodes.Count; i++)
            {
                bool before = Side(nodes[i]) < 0.0;
                if (before == Side(nodes[i + 1]) < 0.0) continue;
                double low = nodes[i], high = nodes[i + 1], width = high - low;
                for (int k = 0; k < BisectionSteps && high > low; k++)
                {
                    double middle = low + (0.5 * (high - low));
                    if (Side(middle) < 0.0 == before) low = middle;
                    else high = middle;
                }

                if (Jumps(y => noise.Program.Run<Real>(y, working)[^1].Value, high, RelativeStep * Math.Max(width, 1e-6 * Math.Abs(high)))) yield return high;
            }
        }
    }

    /// <summary>The change of the slope over a step: shrinks with the step at a kink, with its square where the surprisal only bends.</summary>
    private static bool Jumps(Func<double, double> surprisal, double y, double step)
    {
        double at = surprisal(y);
        double Change(double h) => Math.Abs((surprisal(y + h) - at) - (at - surprisal(y - h)));
        double change = Change(step);
        return change > Rounding * (1.0 + Math.Abs(at)) && Change(Shrink * step) > 0.5 * Shrink * change;
    }
}
