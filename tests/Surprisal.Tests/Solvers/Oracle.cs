using Surprisal.Fits;
using Surprisal.Links;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Tests.Fits;

namespace Surprisal.Tests.Solvers;

/// <summary>A fit's negative log-likelihood as a function of its coefficients, through <see cref="Distribution.LogDensity"/> and nothing of the engine.</summary>
internal sealed class Oracle
{
    private readonly List<(double[][] Columns, double[]? Offset, Link Link, int Parameter)> _predictors = [];
    private readonly BoundModel _bound;
    private readonly double[] _held;

    public Oracle(string noise, string formulas, Sample data, ModelOptions? options = null)
    {
        _bound = BoundModel.Bind(Model.Of(noise, formulas.Split(';'), options ?? ModelOptions.Default), data.ToTable());
        _held = [.. _bound.Noise.Parameters.Select(p => _bound.Model.Spec.Held.GetValueOrDefault(p.Name, double.NaN))];
        foreach (BoundParameter parameter in _bound.Parameters)
        {
            double[][] columns = [.. parameter.Design.Columns.Select(c =>
            {
                double[] cells = new double[_bound.RowCount];
                c.Fill(0, cells);
                return cells;
            })];
            _predictors.Add((columns, parameter.Offset?.ToArray(), parameter.Link, _bound.Noise.IndexOf(parameter.Parameter.Name)));
        }
    }

    public static double[] Coefficients(Fit fit) => [.. fit.Parameters.SelectMany(static p => p.Coefficients).Select(static c => c.Estimate!.Value)];

    public static double[] StandardErrors(Fit fit) => [.. fit.Parameters.SelectMany(static p => p.Coefficients).Select(static c => c.StandardError!.Value)];

    /// <summary>Σ surprisal; infinite where a parameter leaves its domain.</summary>
    public double Surprisal(double[] coefficients)
    {
        double sum = 0;
        double[] natural = (double[])_held.Clone(), eta = new double[_predictors.Count];
        for (int i = 0; i < _bound.RowCount; i++)
        {
            int at = 0;
            for (int k = 0; k < _predictors.Count; k++)
            {
                (double[][] columns, double[]? offset, Link link, int parameter) = _predictors[k];
                eta[k] = offset?[i] ?? 0;
                foreach (double[] column in columns) eta[k] += column[i] * coefficients[at++];
                natural[parameter] = link.Invert(eta[k]);
                if (!_bound.Noise.Parameters[parameter].Domain.Contains(natural[parameter])) return double.PositiveInfinity;
            }

            sum += (_bound.Weights.IsEmpty ? 1 : _bound.Weights.Span[i]) * Row(i, natural, eta);
        }

        return sum;
    }

    /// <summary>Central differences with a step of h standard errors, in units of standard errors.</summary>
    public double[] Gradient(double[] point, double[] scale, double h = 2e-5)
    {
        // Extrapolated once: where standard errors are wide, the third derivative over a step is not small.
        return [.. point.Select((_, j) => ((4 * Slope(j, h)) - Slope(j, 2 * h)) / 3)];

        double Slope(int j, double step) => (Surprisal(Moved(point, (j, step * scale[j]))) - Surprisal(Moved(point, (j, -step * scale[j])))) / (2 * step);
    }

    /// <summary>Second derivatives by differences, in units of standard errors.</summary>
    public double[,] Hessian(double[] point, double[] scale, double h = 2e-3)
    {
        int n = point.Length;
        double[,] hessian = new double[n, n];
        for (int a = 0; a < n; a++)
        {
            for (int b = a; b < n; b++)
            {
                double sum = 0;
                foreach ((int s, int t) in new[] { (1, 1), (1, -1), (-1, 1), (-1, -1) }) sum += s * t * Surprisal(Moved(point, (a, s * h * scale[a]), (b, t * h * scale[b])));
                hessian[a, b] = hessian[b, a] = sum / (4 * h * h);
            }
        }

        return hessian;
    }

    private static double[] Moved(double[] point, params (int Index, double Step)[] moves)
    {
        double[] moved = (double[])point.Clone();
        foreach ((int index, double step) in moves) moved[index] += step;
        return moved;
    }

    private double Row(int i, double[] natural, double[] eta)
    {
        double y = _bound.Response.Span[i];
        if (_bound.Noise.IsUnivariate && !_bound.Observations.IsCensored) return -_bound.Noise.At(natural, _bound.Trials.IsEmpty ? 1 : _bound.Trials.Span[i]).LogDensity(y);
        if (_bound.Noise is CategoricalNoise) return Math.Log(1 + eta.Sum(Math.Exp)) - (y == 0 ? 0 : eta[(int)y - 1]);

        // What has no distribution over single numbers has its formula only, which reference values and laws hold.
        ReadOnlyMemory<double>[] working = [.. natural.Select((v, k) => (ReadOnlyMemory<double>)new[] { LinkRegistry.Default(_bound.Noise.Parameters[k].Domain).Apply(v) })];
        return NoiseEvaluation.Of(_bound.Noise, new NoiseRows(_bound.Observations.Slice(i, 1), working), 0, registerWidth: 1).Surprisal[0];
    }
}
