using Surprisal.Models;
using Surprisal.Noise;

namespace Surprisal.Solvers;

/// <summary>From how many coefficients on a fit leaves out what grows with their square or cube.</summary>
internal static class WideProblem
{
    /// <summary>Up to so many coefficients all covariances are worked out; beyond, variances only: 2,000² doubles are 32 MB.</summary>
    public const int MostCovariances = 2000;

    /// <summary>Up to so many coefficients the certificate has eigenvalues, whose time grows with the cube.</summary>
    public const int MostEigenvalues = 500;

    /// <summary>Why there are no standard errors where the curvature was never formed.</summary>
    public const string NoErrors = "so many coefficients were fitted without forming their curvature, so there is no error: fit fewer terms for standard errors";

    // The part of the curvature that no large factor holds is factored as a whole, in a time that grows with its cube.
    private const int MostRest = 1500;

    // Up to here one factorisation at the end is worth the standard errors that it gives.
    private const int MostFactored = 3100;

    /// <summary>Whether steps are to be found without second derivatives.</summary>
    public static bool Serves(Objective objective) => !objective.KeepsCurvature || objective.Shape.Rest.Length > MostRest;

    /// <summary>Whether the curvature is formed once, at the optimum, for the sake of standard errors.</summary>
    public static bool IsFormedOnce(Objective objective) => Serves(objective) && objective.KeepsCurvature && objective.Shape.Rest.Length <= MostFactored;

    /// <summary>
    /// Variances on the scale of the columns as they are; that of an intercept takes in the means that were taken from other columns.
    /// </summary>
    public static double[]? Variances(NewtonDirection direction, IReadOnlyList<Predictor> predictors)
    {
        if (direction.Variances() is not { } variances) return null;
        foreach (Predictor predictor in predictors)
        {
            if (!predictor.Columns.Any(static c => c is CenteredColumn)) continue;
            double[] combination = new double[variances.Length];
            combination[predictor.Start] = 1;
            for (int j = 1; j < predictor.Count; j++)
            {
                if (predictor.Columns[j] is CenteredColumn column) combination[predictor.Start + j] = -column.Center;
            }

            variances[predictor.Start] = direction.VarianceOf(combination);
        }

        return variances;
    }

    /// <summary>The minimum of ½ Σ w (y − o − Xβ)² without a matrix; the smallest β where it is not unique, in units of the columns.</summary>
    public static LeastSquaresResult LeastSquares(Objective objective, int maximumIterations, EvaluationOptions options)
    {
        SolverResult result = new ConjugateGradientSolver(objective, options).Minimise(new double[objective.CoefficientCount], maximumIterations);
        return new LeastSquaresResult(result.Coefficients, 2 * result.Value.Surprisal, [], [], IsExact: false, Careful: false, ConditionNumber: double.NaN, Evaluations: result.Evaluations);
    }

    /// <summary>
    /// The coefficients of levels whose rows all have the least, or the greatest, response: those that separate by themselves, found without a square of the
    /// coefficients.
    /// </summary>
    /// <param name="bound">The model with its data.</param>
    /// <param name="predictors">Those of the mean.</param>
    public static IReadOnlySet<int> LevelsAtAnEnd(BoundModel bound, IReadOnlyList<Predictor> predictors)
    {
        HashSet<int> found = [];
        ReadOnlySpan<double> y = bound.Response.Span, trials = bound.Trials.Span;
        for (int k = 0; k < predictors.Count; k++)
        {
            foreach (CodedGroup group in CodedGroup.Split(predictors[k].Columns, predictors[k].Start, out _))
            {
                if (group.Multiplier is not null) continue;
                bool[] mayFall = new bool[group.Count + 1], mayRise = new bool[group.Count + 1];
                Array.Fill(mayFall, true);
                Array.Fill(mayRise, bound.Noise.Support is Support.Binary or Support.CountsUpToTrials);
                int[] slots = new int[bound.RowCount];
                group.Fill(0, slots);
                for (int i = 0; i < slots.Length; i++)
                {
                    mayFall[slots[i]] &= bound.Noise.Support == Support.Classes ? (int)y[i] - 1 != k : y[i] == 0;
                    mayRise[slots[i]] &= y[i] == (trials.IsEmpty ? 1 : trials[i]);
                }

                for (int slot = 0; slot < group.Count; slot++)
                {
                    if (mayFall[slot] || mayRise[slot]) found.Add(group.Coefficients[slot]);
                }
            }
        }

        return found;
    }
}
