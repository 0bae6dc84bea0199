using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Solvers;
using Surprisal.Solvers.Kinks;

namespace Surprisal.Fits;

/// <summary>
/// The covariances of quantile regression that do not believe the noise model: tau(1 − tau) D⁻¹ J D⁻¹ of the location, J = Σ w xxᵀ, D = Σ w f xxᵀ, f the
/// density of each row at its quantile; and the scale's own sandwich.
/// </summary>
/// <remarks>
/// <para>Rows are divided by their scales. iid: f is one number, 1/f the slope of the residuals nearest to 0, in order, over their ranks. nid: f = 2h over the
/// difference of the fitted quantiles at tau + h and tau − h. kernel: a gaussian kernel around each row's residual. h is Hall and Sheather's bandwidth.</para>
/// <para>Koenker (2005), Quantile Regression, section 3.4.2; Hendricks, Koenker (1992), doi:10.1080/01621459.1992.10475175; Powell (1991); Hall, Sheather
/// (1988), doi:10.1111/j.2517-6161.1988.tb01735.x; conventions of R's quantreg 5.94, summary.rq.</para>
/// </remarks>
internal static class QuantileSandwich
{
    // The square root of the distance between two doubles, where quantreg guards its divisions.
    private const double Guard = 1.0 / (1 << 26);

    /// <summary>The covariance over all coefficients, row by row; null where it does not exist.</summary>
    /// <exception cref="InputException">The noise model has kinks away from 0, the scale another link than log, or iid meets weights that are not whole.</exception>
    public static double[]? Of(Estimate estimate, CovarianceKind kind, EvaluationOptions options)
    {
        KinkRows rows = KinkRows.Of(estimate, CovarianceWords.Of(kind));
        double tau = rows.Tau;
        int size = estimate.Coefficients.Length, p = estimate.Predictors[0].Count;
        double[] all = new double[size * size];
        KernelSandwich.Place(all, size, estimate.Predictors.Skip(1), ScaleBlock(estimate, rows, options));
        if (kind == CovarianceKind.Rank)
        {
            for (int j = 0; j < p; j++) all[(j * size) + j] = double.NaN;
            return all;
        }

        double[] weights = [.. rows.Weights.Zip(rows.Scales, static (w, s) => w / (s * s))];
        double[] density = kind switch
        {
            CovarianceKind.Iid => Constant(weights.Length, 1 / Sparsity(rows, p, options)),
            CovarianceKind.Nid => Differences(rows, estimate, options),
            _ => KernelSandwich.Density(rows),
        };
        double[] bread = KinkInformation.Gram(estimate.Predictors[0], [.. weights.Zip(density, static (w, f) => w * f)], options);
        double[] meat = KinkInformation.Gram(estimate.Predictors[0], weights, options);
        if (NewtonDirection.At(new double[p], bread).Inverse() is not { } inverse) return null;
        double[] block = CovarianceEstimator.Multiply(CovarianceEstimator.Multiply(inverse, meat, p), inverse, p);
        KernelSandwich.Place(all, size, [estimate.Predictors[0]], Array.ConvertAll(block, c => tau * (1 - tau) * c));
        return all;
    }

    /// <summary>The log scale's sandwich: Σ w φ zzᵀ around Σ w (1 − φ)² zzᵀ; null without a scale.</summary>
    private static double[]? ScaleBlock(Estimate estimate, KinkRows rows, EvaluationOptions options)
    {
        if (estimate.Predictors.Count < 2) return null;
        Predictor predictor = estimate.Predictors[1];
        double[] loss = [.. rows.Residuals.Select(rows.Hinge.At)];
        double[] bread = KinkInformation.Gram(predictor, [.. rows.Weights.Zip(loss, static (w, l) => w * l)], options);
        double[] meat = KinkInformation.Gram(predictor, [.. rows.Weights.Zip(loss, static (w, l) => w * (1 - l) * (1 - l))], options);
        int size = predictor.Count;
        return NewtonDirection.At(new double[size], bread).Inverse() is { } inverse
            ? CovarianceEstimator.Multiply(CovarianceEstimator.Multiply(inverse, meat, size), inverse, size)
            : [.. Enumerable.Repeat(double.NaN, size * size)];
    }

    private static double[] Constant(int count, double value)
    {
        double[] values = new double[count];
        Array.Fill(values, value);
        return values;
    }

    /// <summary>1/f: the median regression of the residuals nearest to 0, those of the vertex left out, on their ranks over n − p.</summary>
    private static double Sparsity(KinkRows rows, int p, EvaluationOptions options)
    {
        if (!rows.Weights.All(static w => w == Math.Floor(w)))
            throw new InputException("covariance iid needs weights that are whole numbers: it counts rows between residuals", "use nid or kernel");
        double[] distance = [.. rows.Residuals.Select(Math.Abs)];
        int[] order = [.. Enumerable.Range(0, distance.Length)];
        Array.Sort(distance, order);
        int zeros = (int)order.Where(i => Math.Abs(rows.Residuals[i]) < Guard).Sum(i => rows.Weights[i]);
        int count = (int)Math.Max(p + 1, Math.Ceiling(rows.Observations * KernelSandwich.HallSheather(rows.Tau, rows.Observations)));
        double[] near = [.. order.SelectMany(i => Enumerable.Repeat(rows.Residuals[i], (int)rows.Weights[i])).Skip(zeros).Take(count + 1)];
        Array.Sort(near);
        double[] ranks = [.. near.Select((_, k) => (zeros + 1 + k) / (rows.Observations - p))];
        KinkProblem line = new(
            [new Formulas.InterceptColumn(), new Formulas.NumericColumn("rank", 1, ranks)], near, Constant(near.Length, 1), [], new CheckFunction(new LaplaceNoise()));
        return new KinkSolver(options).Solve(line).Coefficients[1];
    }

    /// <summary>2h over the difference of the fitted quantiles at tau + h and tau − h; 0 where they cross.</summary>
    private static double[] Differences(KinkRows rows, Estimate estimate, EvaluationOptions options)
    {
        double h = KernelSandwich.Width(rows.Tau, rows.Observations);
        KinkProblem problem = estimate.Kinks!.Problem;
        double[] cost = [.. rows.Weights.Zip(rows.Scales, static (w, s) => w / s)];
        double[] At(double tau)
        {
            CheckFunction function = new((IPiecewiseLinear)new AsymmetricLaplaceNoise().WithHyperValue("tau", tau));
            return new KinkSolver(options).Solve(new KinkProblem(problem.Columns, problem.Target, cost, [], function)).Coefficients;
        }

        double[] above = problem.Predict(At(rows.Tau + h), options), below = problem.Predict(At(rows.Tau - h), options);
        return [.. above.Zip(below).Zip(rows.Scales, (pair, s) => Math.Max(0, 2 * h / (((pair.First - pair.Second) / s) - Guard)))];
    }
}
