using Surprisal.Noise;

namespace Surprisal.Laws;

/// <summary>
/// Functions of the response times its density: <c>values[j][i]</c> receives function j at response i times <c>weights[i]</c>. Where a weight
/// is 0 nothing is asked for.
/// </summary>
internal delegate void Weighted(double[] y, NoiseEvaluation kernel, double[] weights, double[][] values);

/// <summary>Expectations under the density that the noise model's formula gives: by adaptive quadrature, or by summation.</summary>
internal static class Expectation
{
    /// <summary>Responses of a discrete support that are summed one by one; beyond them the sum is an integral with its Euler-Maclaurin corrections.</summary>
    private const int Summed = 8192;
    private const int FirstSummed = 1024;
    private const double NothingLeft = 1e-25;
    private const double Tolerance = 1e-11;
    private static readonly double[] EdgeTails = [0.5, 0.25, 0.1, 1e-2, 1e-4, 1e-8, 1e-16, 1e-30];

    /// <summary>Expectations of several functions.</summary>
    /// <param name="case">The noise model with its parameters.</param>
    /// <param name="order">What the functions need of the kernel: 0, 1 or 2.</param>
    /// <param name="count">How many functions.</param>
    /// <param name="functions">The functions.</param>
    /// <param name="seams">Responses at which the functions may jump; the locations are known to be such.</param>
    public static Integrals Of(NoiseCase @case, int order, int count, Weighted functions, params double[] seams)
    {
        if (@case.Distribution is null) return RowExpectation.Of(@case, order, count, functions);
        Evaluator evaluator = new(@case, order, count, functions);
        return @case.Support switch
        {
            Support.RealLine or Support.Positive or Support.NonNegative or Support.UnitInterval or Support.ClosedUnitInterval =>
                WithAtoms(@case, evaluator, evaluator.Integrate(Substitution.Of(@case), double.NegativeInfinity, [.. Locations(@case), .. Ends(@case), .. seams])),
            Support.Circle => evaluator.IntegrateAngles(),
            Support.Integers => OverIntegers(@case, evaluator),
            Support.Counts => OverCounts(@case, evaluator),
            Support.Binary => evaluator.Sum(0, 2),
            Support.CountsUpToTrials => evaluator.Sum(0, (int)@case.Trials + 1),
            _ => throw new ArgumentOutOfRangeException(nameof(@case)),
        };
    }

    /// <summary>Where a real line's densities have their kinks.</summary>
    private static IEnumerable<double> Locations(NoiseCase @case) => @case.Support == Support.RealLine
        ? @case.Noise.Parameters.Select((p, k) => (p.Role, Value: @case.Parameters[k])).Where(static p => p.Role == ParameterRole.Location).Select(static p => p.Value)
        : [];

    /// <summary>Where a density is cut off within the support.</summary>
    private static IEnumerable<double> Ends(NoiseCase @case)
    {
        (double least, double greatest) = @case.Noise.Bounds;
        return new[] { least, greatest }.Where(y => double.IsFinite(y) && @case.Support.Contains(y) && !@case.Noise.Atoms.Contains(y));
    }

    /// <summary>An integral over the continuum has no part of the responses that have a probability of their own.</summary>
    private static Integrals WithAtoms(NoiseCase @case, Evaluator evaluator, Integrals continuum) =>
        @case.Noise.Atoms.Count == 0 ? continuum : Plus(continuum, evaluator.Sum([.. @case.Noise.Atoms]));

    /// <summary>All between the quantiles beyond which nothing is left, and some more.</summary>
    private static Integrals OverIntegers(NoiseCase @case, Evaluator evaluator)
    {
        double first = @case.Distribution!.Quantile(NothingLeft), last = @case.Distribution.SurvivalQuantile(NothingLeft);
        int more = 10 + (int)(0.2 * (last - first));
        return evaluator.Sum((int)first - more, (int)last + more);
    }

    private static Integrals OverCounts(NoiseCase @case, Evaluator evaluator)
    {
        Integrals head = evaluator.Sum(0, FirstSummed);
        if (@case.Distribution!.Survival(FirstSummed - 1) <= NothingLeft) return head;
        head = Plus(head, evaluator.Sum(FirstSummed, Summed));
        if (@case.Distribution.Survival(Summed - 1) <= NothingLeft) return head;
        Integrals tail = evaluator.Integrate(Substitution.Of(@case), Summed - 0.5, []);

        // NIST DLMF 2.10(i) in its midpoint form: sum from N on = integral from N − ½ on + f′/24 − 7f‴/5760, derivatives at N − ½ by differences.
        double[][] f = evaluator.Terms([Summed - 2.0, Summed - 1.0, Summed, Summed + 1.0]);
        for (int j = 0; j < f.Length; j++)
        {
            double first = f[j][2] - f[j][1], third = f[j][3] - (3.0 * first) - f[j][0];
            tail.Values[j] += (first / 24.0) - (17.0 / 5760.0 * third);
        }

        return Plus(head, tail);
    }

    private static Integrals Plus(Integrals a, Integrals b) => new(
        [.. a.Values.Zip(b.Values, static (x, y) => x + y)],
        [.. a.Scales.Zip(b.Scales, static (x, y) => x + y)],
        a.Error + b.Error,
        a.Converged && b.Converged);

    private sealed class Evaluator(NoiseCase @case, int order, int count, Weighted functions)
    {
        /// <summary>The functions times the probabilities of numbers.</summary>
        public double[][] Terms(double[] y)
        {
            double[][] values = New(y.Length);
            NoiseEvaluation kernel = @case.Evaluate(y, order);
            double[] weights = new double[y.Length];
            for (int i = 0; i < weights.Length; i++) weights[i] = Math.Exp(-kernel.Surprisal[i]);
            functions(y, kernel, weights, values);
            return values;
        }

        public Integrals Sum(int from, int to) => Sum([.. Enumerable.Range(from, to - from).Select(k => (double)k)]);

        public Integrals Sum(double[] y)
        {
            double[][] terms = Terms(y);
            return new Integrals([.. terms.Select(static t => t.Sum())], [.. terms.Select(static t => t.Sum(Math.Abs))], 0.0, true);
        }

        public Integrals Integrate(Substitution substitution, double from, double[] seams) =>
            GaussKronrod.Of(count, substitution.Edges(from, seams), Tolerance, (u, values) =>
            {
                double[] y = new double[u.Length], logJacobian = new double[u.Length], weights = new double[u.Length];
                for (int i = 0; i < u.Length; i++)
                {
                    (y[i], logJacobian[i]) = substitution.At(u[i]);
                    if (double.IsFinite(logJacobian[i])) continue;

                    // Beyond the doubles there is nothing to evaluate: a response from the middle stands in, with weight 0.
                    y[i] = substitution.Middle;
                    logJacobian[i] = double.NegativeInfinity;
                }

                NoiseEvaluation kernel = @case.Evaluate(y, order);
                for (int i = 0; i < u.Length; i++) weights[i] = Math.Exp(logJacobian[i] - kernel.Surprisal[i]);
                functions(y, kernel, weights, values);
            });

        /// <summary>Over one turn, from quantile to quantile, so that a narrow peak is seen.</summary>
        public Integrals IntegrateAngles()
        {
            Distribution d = @case.Distribution!;
            IEnumerable<double> inner = EdgeTails.Select(d.Quantile).Concat(EdgeTails.Select(d.SurvivalQuantile));
            double[] edges = [.. inner.Append(-Math.PI).Append(Math.PI).Distinct().Order()];
            return GaussKronrod.Of(count, edges, Tolerance, (y, values) =>
            {
                NoiseEvaluation kernel = @case.Evaluate(y, order);
                functions(y, kernel, [.. kernel.Surprisal.ToArray().Select(static s => Math.Exp(-s))], values);
            });
        }

        private double[][] New(int length)
        {
            double[][] values = new double[count][];
            for (int j = 0; j < count; j++) values[j] = new double[length];
            return values;
        }
    }
}
