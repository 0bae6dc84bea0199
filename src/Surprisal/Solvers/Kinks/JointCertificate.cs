using Surprisal.Models;

namespace Surprisal.Solvers.Kinks;

/// <summary>Judges quantiles that were fitted together, whatever solver they come from.</summary>
internal static class JointCertificate
{
    /// <summary>Losses, gap and balance.</summary>
    /// <param name="problems">One a quantile, by ascending level.</param>
    /// <param name="coefficients">One vector a quantile.</param>
    /// <param name="slopes">d of every quantile and row.</param>
    /// <param name="multipliers">λ of every pair of neighbours and row.</param>
    /// <param name="onKink">Quantiles and rows whose residual is 0 by construction.</param>
    /// <param name="iterations">Interior steps.</param>
    /// <param name="options">Threads and cancellation.</param>
    public static KinkSolution[] Judge(
        KinkProblem[] problems, double[][] coefficients, double[][] slopes, double[][] multipliers, IReadOnlyList<(int Hinge, int Row)> onKink, int iterations, EvaluationOptions options)
    {
        double[][] eta = [.. coefficients.Select(b => problems[0].Predict(b, options))], residuals = new double[problems.Length][];
        double[] losses = new double[problems.Length];
        double gap = 0;
        for (int k = 0; k < problems.Length; k++)
        {
            residuals[k] = KinkCertificate.Residuals(problems[k], coefficients[k], [.. onKink.Where(e => e.Hinge == k).Select(static e => (0, e.Row))], options)[0];
            for (int i = 0; i < residuals[k].Length; i++)
            {
                double value = problems[k].Cost[i] * problems[k].Function.Hinges[0].At(residuals[k][i]);
                losses[k] += value;
                gap += Math.Max(value - (slopes[k][i] * residuals[k][i]), 0);
                if (k > 0) gap += Math.Abs(multipliers[k - 1][i] * Distance(eta[k][i], eta[k - 1][i]));
            }
        }

        double all = losses.Sum();
        return [.. problems.Select((problem, k) => new KinkSolution(
            problem,
            coefficients[k],
            [slopes[k]],
            [residuals[k]],
            losses[k],
            all > 0 ? gap / all : 0,
            KinkCertificate.Balance(problem, [.. slopes[k].Select((d, i) => d - At(multipliers, k, i) + At(multipliers, k - 1, i))], options),
            [],
            null,
            iterations,
            4 * iterations * problems.Length))];
    }

    /// <summary>What is no more than rounding of the two is nothing.</summary>
    public static double Distance(double above, double below)
    {
        const double Rounding = 1e-12;
        double distance = above - below;
        return Math.Abs(distance) <= Rounding * (Math.Abs(above) + Math.Abs(below)) ? 0 : distance;
    }

    private static double At(double[][] multipliers, int pair, int row) => pair < 0 || pair >= multipliers.Length ? 0 : multipliers[pair][row];
}
