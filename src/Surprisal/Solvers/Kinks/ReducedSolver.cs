using Surprisal.Models;
using Surprisal.Numerics.Random;

namespace Surprisal.Solvers.Kinks;

/// <summary>
/// The exact optimum of many rows at the cost of few: the fit of a sample says on which side of every kink most rows lie; only the others are looked at
/// one by one, and in the end every row is checked.
/// </summary>
/// <remarks>
/// 1. A sample of m rows, to three digits, and a Newton step of all rows from there (<see cref="SampleStep"/>), which leaves about a quarter of the sample's
/// error √(p/m). 2. The rows within some 3.5 such errors of a kink, and sums of the rest (<see cref="RowBand"/>); where the loss has not fallen the step is not
/// taken, and the band is as wide as the sample's error. 3. The exact optimum of these (<see cref="NarrowedSearch"/>). 4. Rows that turn out to lie on another side than they were summed up on: few are added to
/// the band, and a few pivots mend the optimum; many, and the band is drawn anew and wider. None: the optimum of all rows is proven.
/// </remarks>
internal sealed class ReducedSolver(KinkProblem problem, EvaluationOptions options)
{
    private const int LargeRows = 20_000;
    private const double StandardErrors = 3.5;
    private const double SampleTolerance = 1e-3;
    private const int MostRounds = 8;
    private const double ErrorLeft = 0.25;

    // Where all rows lie, their leverage, their sums on two sides, their residuals.
    private const int PassesARound = 5;
    private const int MostSteps = 100;

    /// <summary>Whether there are rows enough for it to pay.</summary>
    public static bool Serves(KinkProblem problem) =>
        problem.RowCount >= LargeRows && problem.Columns.Count > 0 && SampleSize(problem) + BandSize(problem) < problem.RowCount / 2;

    /// <summary>Minimises; null where the rounds were used up.</summary>
    /// <param name="tolerance">The relative gap from which the vertex is looked for.</param>
    public KinkSolution? Solve(double tolerance)
    {
        PackedRows sample = new(problem, SampleRows(), [], options);
        InteriorPoint interior = new(sample, options);
        interior.Minimise(null, SampleTolerance, MostSteps);
        double[] coefficients = sample.ToProblem(interior.Coefficients);
        int iterations = interior.Iterations, size = BandSize(problem);
        (double[] stepped, double before) = SampleStep.Take(sample, coefficients, options);
        RowBand band = RowBand.Around(problem, stepped, sample, (int)(size * ErrorLeft), options);
        if (band.Loss < before) (coefficients, size) = (stepped, (int)(size * ErrorLeft));
        else band = RowBand.Around(problem, coefficients, sample, size, options);
        (PackedRows Rows, Vertex Vertex)? last = null;
        for (int round = 0; round < MostRounds; round++)
        {
            PackedRows rows = new(problem, band.Rows, band.Sums, options, sample);
            Vertex? mended = last is { } known ? Mend(rows, known.Rows, known.Vertex) : null;
            if (mended is not { IsOptimal: true })
            {
                (mended, int steps) = NarrowedSearch.Run(new InteriorPoint(rows, options), rows.ToPacked(coefficients), tolerance, options);
                iterations += steps;
            }

            iterations += mended.Pivots;
            (int Hinge, int Row)[] basis = [.. mended.Basis.Where(e => e % rows.Padded < rows.Single).Select(e => (e / rows.Padded, rows.RowOf(e % rows.Padded)))];
            if (!mended.IsOptimal) return null;
            double[]? exact = basis.Length == problem.Columns.Count ? KinkCertificate.Coefficients(problem, basis) : null;
            coefficients = exact ?? rows.ToProblem(mended.Coefficients);
            double[][] residuals = KinkCertificate.Residuals(problem, coefficients, exact is null ? [] : basis, options);
            List<int> misplaced = band.Misplaced(residuals);
            if (misplaced.Count == 0 && exact is not null)
                return KinkCertificate.Judge(problem, exact, residuals, Slopes(band, rows, mended), basis, mended.IsUnique, iterations, PassesARound * (round + 1), options);
            bool isFew = exact is not null && misplaced.Count < size / 10;
            last = isFew ? (rows, mended) : null;
            size *= isFew ? 1 : 2;
            band = isFew ? band.With(misplaced) : RowBand.Around(problem, coefficients, sample, size, options);
            if (band.Rows.Length > problem.RowCount / 2) return null;
        }

        return null;
    }

    private static int SampleSize(KinkProblem problem)
    {
        double product = StandardErrors * ErrorLeft * problem.RowCount * Math.Sqrt(problem.Columns.Count);
        return (int)Math.Min(problem.RowCount, Numerics.Elementary.Pow(product, 2.0 / 3));
    }

    private static int BandSize(KinkProblem problem) => (int)Math.Min(
        problem.RowCount,
        StandardErrors * problem.Function.Hinges.Count * problem.RowCount * Math.Sqrt((double)problem.Columns.Count / SampleSize(problem)));

    /// <summary>One row of every so many, at random: rows that recur in step with the stride must not go unseen.</summary>
    private int[] SampleRows()
    {
        RandomStream random = new(1);
        int[] sample = new int[SampleSize(problem)];
        for (int s = 0; s < sample.Length; s++)
        {
            long first = (long)s * problem.RowCount / sample.Length, end = (long)(s + 1) * problem.RowCount / sample.Length;
            sample[s] = (int)(first + random.NextInteger(end - first));
        }

        return sample;
    }

    /// <summary>A few pivots from the vertex of a band with fewer rows.</summary>
    private static Vertex Mend(PackedRows rows, PackedRows before, Vertex vertex)
    {
        const int FewPivots = 30;
        int hinges = rows.Problem.Function.Hinges.Count;
        double[] guess = new double[rows.Padded * hinges], keys = new double[guess.Length];
        Dictionary<int, int> places = new(rows.Single);
        for (int i = 0; i < rows.Single; i++) places.Add(rows.RowOf(i), i);
        for (int k = 0; k < hinges; k++)
        {
            for (int i = 0; i < before.Single; i++) guess[(k * rows.Padded) + places[before.RowOf(i)]] = vertex.Slopes[(k * before.Padded) + i];
        }

        foreach (int e in vertex.Basis) keys[(e / before.Padded * rows.Padded) + places[before.RowOf(e % before.Padded)]] = -1;
        return new VertexSearch(rows, guess, keys).Search(FewPivots);
    }

    private static double[][] Slopes(RowBand band, PackedRows rows, Vertex vertex)
    {
        double[][] slopes = band.Slopes();
        for (int k = 0; k < slopes.Length; k++)
        {
            for (int i = 0; i < rows.Single; i++) slopes[k][rows.RowOf(i)] = vertex.Slopes[(k * rows.Padded) + i];
        }

        return slopes;
    }
}
