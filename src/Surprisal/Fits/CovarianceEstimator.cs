using Surprisal.Models;
using Surprisal.Solvers;
using Surprisal.Solvers.Kinks;

namespace Surprisal.Fits;

/// <summary>The covariance of an estimate's coefficients.</summary>
internal static class CovarianceEstimator
{
    /// <summary>The covariance over all estimable coefficients, row by row; null where it does not exist.</summary>
    public static double[]? Of(Estimate estimate, CovarianceKind kind, double residualDegreesOfFreedom, EvaluationOptions options)
    {
        if (estimate.InverseInformation is not { } all) return null;
        double[] inverse = WithoutZeros(all, estimate);
        return kind switch
        {
            CovarianceKind.Classical => Classical(estimate, inverse, residualDegreesOfFreedom),
            CovarianceKind.HC0 => Sandwich(estimate, inverse, options),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    /// <summary>Coefficients that are held at exactly zero have no error: nothing in their rows and columns.</summary>
    private static double[] WithoutZeros(double[] inverse, Estimate estimate)
    {
        if (estimate.AtZero.Count == 0) return inverse;
        double[] result = (double[])inverse.Clone();
        foreach (int at in estimate.AtZero) result[(at * estimate.Coefficients.Length) + at] = 0;
        return result;
    }

    /// <summary>The closed form's mean block has the unbiased variance RSS/(n − p) instead of RSS/n.</summary>
    private static double[]? Classical(Estimate estimate, double[] inverse, double residualDegreesOfFreedom)
    {
        if (estimate.LeastSquares is not { } squares) return inverse;
        if (residualDegreesOfFreedom <= 0) return null;
        int mu = squares.Coefficients.Length, size = mu + 1;
        double[] covariance = (double[])inverse.Clone();
        double variance = squares.ResidualSumOfSquares / residualDegreesOfFreedom;
        for (int i = 0; i < mu; i++)
        {
            for (int j = 0; j < mu; j++) covariance[(i * size) + j] = variance * squares.InverseGram[(i * mu) + j];
        }

        return covariance;
    }

    /// <summary>A⁻¹BA⁻¹, B the sum of outer products of the rows' gradients.</summary>
    private static double[]? Sandwich(Estimate estimate, double[] bread, EvaluationOptions options)
    {
        int size = estimate.Coefficients.Length;
        if (estimate.Kinks is not null)
            return KernelSandwich.Of(estimate, options) is { } kernel ? Multiply(Multiply(kernel.Bread, kernel.Meat, size), kernel.Bread, size) : null;
        BoundModel bound = estimate.Bound;
        IReadOnlyDictionary<string, double>? held =
            estimate.Runaway == RunawayKind.Boundary ? new Dictionary<string, double>(StringComparer.Ordinal) { [estimate.RunawayParameter!.Parameter.Name] = Runaway.HeldValue(estimate.RunawayParameter.Parameter) } : null;
        Objective objective = new(bound.BindNoise(held), estimate.Predictors, bound.Observations, bound.Weights, null, CurvatureShape.Dense(size));
        double[] meat = objective.Evaluate(estimate.Coefficients, 2, options, CurvatureKind.OuterProduct).Curvature;
        return Multiply(Multiply(bread, meat, size), bread, size);
    }

    private static double[] Multiply(double[] a, double[] b, int size)
    {
        double[] product = new double[size * size];
        for (int i = 0; i < size; i++)
        {
            for (int k = 0; k < size; k++)
            {
                double factor = a[(i * size) + k];
                for (int j = 0; j < size; j++) product[(i * size) + j] = Math.FusedMultiplyAdd(factor, b[(k * size) + j], product[(i * size) + j]);
            }
        }

        return product;
    }
}
