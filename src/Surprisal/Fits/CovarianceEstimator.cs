using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Noise;
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
        double[] inverse = Gauged(all, estimate);
        return kind switch
        {
            CovarianceKind.Classical => Classical(estimate, inverse, residualDegreesOfFreedom),
            CovarianceKind.HC0 => Sandwich(estimate, inverse, options),
            CovarianceKind.Iid or CovarianceKind.Nid or CovarianceKind.Kernel or CovarianceKind.Rank => Quantile(estimate, kind, options),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    /// <summary>
    /// The intercepts of classes without a reference add up to 0. That is held by half the square of their sum, whose inverse, 1 over the square of the number of classes, is taken out
    /// again: what is left is the covariance given the sum.
    /// </summary>
    private static double[] Gauged(double[] inverse, Estimate estimate)
    {
        if (estimate.Bound.Noise is not CategoricalNoise { IsSymmetric: true } || CoefficientPrior.HasIntercepts(estimate.Bound)) return inverse;
        double[] result = (double[])inverse.Clone();
        int[] intercepts = [.. estimate.Predictors.Where(static p => p.Columns is [InterceptColumn, ..]).Select(static p => p.Start)];
        foreach (int i in intercepts)
        {
            foreach (int j in intercepts) result[(i * estimate.Coefficients.Length) + j] -= 1.0 / intercepts.Length / intercepts.Length;
        }

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

    private static double[]? Quantile(Estimate estimate, CovarianceKind kind, EvaluationOptions options)
    {
        if (estimate.Kinks is not null) return QuantileSandwich.Of(estimate, kind, options);
        if (estimate.Bound.Noise is IPiecewiseLinear)
            throw new InputException($"covariance {CovarianceWords.Of(kind)} is of the exact fit of a quantile, without priors and by the interior-point solver", "use classical or HC0");
        throw new InputException(
            $"covariance {CovarianceWords.Of(kind)} is one of quantiles, not of noise model '{estimate.Bound.Noise.Name}'",
            "use classical or HC0, or noise laplace or asymmetric-laplace");
    }

    /// <summary>The product of two square matrices of a size, row by row.</summary>
    internal static double[] Multiply(double[] a, double[] b, int size)
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
