using Surprisal.Links;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers;

/// <summary>Where a fit starts: the noise model's rough constants on a sample, and least squares slopes where it is a location model.</summary>
internal static class StartingPoint
{
    /// <summary>The rows that a start looks at.</summary>
    public const int SampleRows = 4096;

    // Least squares in double-double on a sample takes too long for more columns than this.
    private const int MostSampledColumns = 150;

    /// <summary>Whether the first predictor is the centre of the response on its own scale, so that least squares says roughly where it is.</summary>
    public static bool IsLocation(BoundModel bound) =>
        IsLocation(bound.Noise)
        && bound.Parameters.Count > 0
        && bound.Parameters[0].Parameter == bound.Noise.Parameters[0]
        && bound.Parameters[0].Link is IdentityLink;

    private static bool IsLocation(NoiseModel noise) => noise switch
    {
        ScalarNoise { Support: Support.RealLine, ResponseCount: 1 } => noise.Parameters[0] is { Domain: ParameterDomain.Real, Role: ParameterRole.Location },
        CensoredNoise or TruncatedNoise => IsLocation(((CombinedNoise)noise).Parts[0]),
        _ => false,
    };

    /// <summary>Coefficients for all predictors.</summary>
    /// <param name="bound">The model with its data.</param>
    /// <param name="predictors">Its predictors.</param>
    /// <param name="location">Least squares coefficients of the first predictor; null where it is not a location.</param>
    /// <param name="coefficients">How many in all.</param>
    /// <param name="variant">Which of the noise model's places to start from.</param>
    /// <param name="sampleRows">The most rows to look at.</param>
    public static double[] For(BoundModel bound, IReadOnlyList<Predictor> predictors, double[]? location, int coefficients, int variant = 0, int sampleRows = SampleRows)
    {
        double[] start = new double[coefficients];
        double[] constants = new double[bound.Noise.Parameters.Count];
        int[] rows = SampleOf(bound.RowCount, sampleRows);
        Observations sample = bound.Observations.Pick(rows);
        if (location is not null)
        {
            double[] centre = PredictorValues.At(predictors[0].Columns, location, predictors[0].Offset, rows);
            sample = sample.ShiftedBy(centre);
            location.CopyTo(start, predictors[0].Start);
        }

        bound.Noise.Start(sample, Pick(bound.Weights, rows), constants, variant);
        for (int k = location is null ? 0 : 1; k < predictors.Count; k++)
        {
            BoundParameter parameter = bound.Parameters[k];
            double eta = parameter.Link.Apply(constants[bound.Noise.IndexOf(parameter.Parameter.Name)]);
            SetConstant(predictors[k], eta, rows, start);
        }

        return start;
    }

    /// <summary>Coefficients that make a predictor about the same number in all rows.</summary>
    private static void SetConstant(Predictor predictor, double eta, int[] rows, double[] start)
    {
        if (predictor.Count == 0) return;
        if (predictor.Columns[0] is Formulas.InterceptColumn)
        {
            start[predictor.Start] = eta - Mean(predictor.Offset, rows);
            return;
        }

        if (IsWide(predictor))
        {
            // A factor in full sums to one in every row, and a sample of the rows need not have met all of its levels.
            for (int j = 0; j < predictor.Count; j++)
            {
                if (predictor.Columns[j] is Formulas.IndicatorColumn { Multiplier: null } own && predictor.Columns[0] is Formulas.IndicatorColumn first && own.Codes.Equals(first.Codes))
                    start[predictor.Start + j] = eta - Mean(predictor.Offset, rows);
            }

            return;
        }

        // Without an intercept: the combination of columns that is nearest to the constant.
        ReadOnlyMemory<double>[] columns = Sampled(predictor, rows);
        double[] target = new double[rows.Length];
        Array.Fill(target, eta - Mean(predictor.Offset, rows));
        LeastSquaresSolution solution = LeastSquares.Solve(new LeastSquaresProblem(new MemoryColumns(rows.Length, columns), target));
        for (int j = 0; j < columns.Length; j++)
            start[predictor.Start + j] = double.IsNaN(solution.Coefficients[j]) ? 0 : solution.Coefficients[j];
    }

    /// <summary>The columns of a predictor at some rows.</summary>
    public static ReadOnlyMemory<double>[] Sampled(Predictor predictor, int[] rows)
    {
        ReadOnlyMemory<double>[] columns = new ReadOnlyMemory<double>[predictor.Count];
        for (int j = 0; j < columns.Length; j++)
        {
            double[] cells = new double[rows.Length];
            for (int i = 0; i < rows.Length; i++) predictor.Columns[j].Fill(rows[i], cells.AsSpan(i, 1));
            columns[j] = cells;
        }

        return columns;
    }

    /// <summary>Whether least squares on a sample of a predictor's columns would take too long.</summary>
    public static bool IsWide(Predictor predictor) => predictor.Count > MostSampledColumns;

    private static double Mean(ReadOnlyMemory<double>? offset, int[] rows)
    {
        if (offset is null) return 0;
        double sum = 0;
        foreach (int row in rows) sum += offset.Value.Span[row];
        return sum / rows.Length;
    }

    /// <summary>At most so many rows, evenly spaced.</summary>
    public static int[] SampleOf(int rowCount, int most)
    {
        int size = Math.Min(rowCount, most);
        int[] rows = new int[size];
        for (int i = 0; i < size; i++) rows[i] = (int)((long)i * rowCount / size);
        return rows;
    }

    /// <summary>Values at some rows; none of none.</summary>
    public static double[] Pick(ReadOnlyMemory<double> values, int[] rows)
    {
        if (values.IsEmpty) return [];
        double[] picked = new double[rows.Length];
        ReadOnlySpan<double> span = values.Span;
        for (int i = 0; i < rows.Length; i++) picked[i] = span[rows[i]];
        return picked;
    }
}
