using Surprisal.Formulas;
using Surprisal.Links;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics.Dense;
using Surprisal.Solvers.Paths;

namespace Surprisal.Fits.Strengths;

/// <summary>Effective degrees of freedom of a path with a share of ridge: tr(H(H + P)⁻¹) over the coefficients that are not zero or are free.</summary>
internal sealed class PathDegrees
{
    private readonly PathProblem _problem;
    private readonly double[]? _products;
    private readonly int _size;

    /// <summary>Prepares; the curvature of a sum of squares is the same at all points.</summary>
    public PathDegrees(PathProblem problem)
    {
        _problem = problem;
        _size = problem.Predictors.Sum(static p => p.Count);
        if (!problem.IsGaussian || !GaussianPath.ServesWhole(_size, problem.Bound.RowCount)) return;
        _products = Curvature([.. Enumerable.Range(0, _size)], new double[_size]);
    }

    /// <summary>Those of a point; null where the curvature is no bowl.</summary>
    public double? Of(PathPoint point)
    {
        int count = point.Places.Length;
        double[] curvature = _products is null ? Curvature(point.Places, point.Values) : Block(point.Places);
        if (!double.IsFinite(point.Lambda)) return count;
        double[] ridge = new double[count];
        double lambda = point.Lambda * _problem.Variance;
        for (int k = 0; k < count; k++)
        {
            ridge[k] = _problem.Penalty.IsFree(point.Places[k]) ? 0 : _problem.Penalty.Ridge(point.Places[k], lambda);
            curvature[(k * count) + k] += ridge[k];
        }

        Cholesky factor = Cholesky.Factor(curvature, count);
        if (!factor.IsPositiveDefinite) return null;
        double[] inverse = factor.Inverse();
        double sum = count;
        for (int k = 0; k < count; k++) sum -= inverse[(k * count) + k] * ridge[k];
        return sum;
    }

    private double[] Block(int[] places)
    {
        double[] block = new double[places.Length * places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            for (int j = 0; j < places.Length; j++) block[(i * places.Length) + j] = _products![(places[i] * _size) + places[j]];
        }

        return block;
    }

    /// <summary>The mean curvature in some coefficients, all others being zero.</summary>
    private double[] Curvature(int[] places, double[] values)
    {
        List<Predictor> predictors = [];
        foreach (Predictor predictor in _problem.Predictors)
        {
            DesignColumn[] columns = [.. places.Where(j => j >= predictor.Start && j < predictor.Start + predictor.Count).Select(j => predictor.Columns[j - predictor.Start])];
            predictors.Add(new Predictor(columns, predictor.Offset, predictors.Sum(static p => p.Count)));
        }

        BoundModel bound = _problem.Bound;
        BoundNoise noise = _problem.IsGaussian ? new BoundNoise(new SquaredError(), [LinkRegistry.Get("identity")], [null]) : bound.BindNoise();
        ObjectiveValue value = new Objective(noise, predictors, bound.Observations, bound.Weights).Square().Evaluate(values, 2, _problem.Evaluation);
        for (int k = 0; k < value.Curvature.Length; k++) value.Curvature[k] /= _problem.Total;
        return value.Curvature;
    }
}
