using Surprisal.Priors;

namespace Surprisal.Laws;

/// <summary>A proper density integrates to 1, and nothing is probable beyond the bounds.</summary>
internal sealed class PriorNormalisationLaw : IPriorLaw
{
    private const double Bound = 1e-12;
    private const int Farthest = 40;
    private const int Angles = 96;

    /// <inheritdoc/>
    public string Name => "prior-normalisation";

    /// <inheritdoc/>
    public string Statement => "a proper density integrates to 1, also shifted, cut off and over two coefficients";

    /// <inheritdoc/>
    public LawResult Check(Prior prior, double unit)
    {
        ArgumentNullException.ThrowIfNull(prior);
        Verdict verdict = new();
        if (prior is ScalarPrior scalar) Scalar(verdict, scalar, unit);
        else Block(verdict, (BlockPrior)prior, unit);
        return verdict.ToResult(Name, prior.Name, prior.ToString());
    }

    private static void Scalar(Verdict verdict, ScalarPrior prior, double unit)
    {
        if (prior.IsBounded)
        {
            double beyond = double.IsFinite(prior.Lower) ? Math.BitDecrement(prior.Lower) : Math.BitIncrement(prior.Upper);
            verdict.Near(prior.LogDensity(beyond), double.NegativeInfinity, 0, "the log-density beyond a bound");
        }

        if (!prior.IsProper)
        {
            verdict.Require(prior is EvenPrior, "a density that is not even has an integral");
            return;
        }

        // b = mean + unit sinh(z): a tail like exp(-|b|/unit) has fallen to nothing at z = 8, one like |b|^-2 not before z = 40.
        double low = Math.Max(-Farthest, Math.Asinh((prior.Lower - prior.Mean) / unit)), high = Math.Min(Farthest, Math.Asinh((prior.Upper - prior.Mean) / unit));
        double[] edges = [low, .. Enumerable.Range(-Farthest, (2 * Farthest) + 1).Select(static z => (double)z).Where(z => z > low && z < high), high];
        Integrals mass = GaussKronrod.Of(1, edges, Bound / 100, (nodes, values) =>
        {
            for (int i = 0; i < nodes.Length; i++) values[0][i] = Math.Exp(prior.LogDensity(prior.Mean + (unit * Math.Sinh(nodes[i])))) * unit * Math.Cosh(nodes[i]);
        });
        verdict.Near(mass.Values[0], 1, Bound, "the integral");
    }

    /// <summary>Two coefficients in polar form: the radius by quadrature, the angle by the rule of rectangles, which is exact for what repeats.</summary>
    private static void Block(Verdict verdict, BlockPrior prior, double unit)
    {
        const int Size = 2;
        verdict.Require(prior.IsProper == prior.IsProperFor(Size), "whether it is proper");
        if (!prior.IsProper)
        {
            double[] level = [unit, unit], zero = [0, 0];
            verdict.Near(prior.LogDensity(level), prior.LogDensity(zero), 1e-9, "an intrinsic prior at one level and at another");
            return;
        }

        double[] edges = [.. Enumerable.Range(-Farthest / 2, Farthest).Select(static z => (double)z)];
        Integrals mass = GaussKronrod.Of(1, edges, Bound / 100, (nodes, values) =>
        {
            for (int i = 0; i < nodes.Length; i++)
            {
                double radius = unit * Math.Exp(nodes[i]), sum = 0;
                for (int k = 0; k < Angles; k++)
                {
                    double[] b = [radius * Math.Cos(2 * Math.PI * k / Angles), radius * Math.Sin(2 * Math.PI * k / Angles)];
                    sum += Math.Exp(prior.LogDensity(b)) * radius * radius * (2 * Math.PI / Angles);
                }

                values[0][i] = sum;
            }
        });
        verdict.Near(mass.Values[0], 1, 1e-11, "the integral over two coefficients");
    }
}
