using Surprisal.Data;
using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Solvers;
using Surprisal.Solvers.Kinks;

namespace Surprisal.Fits;

/// <summary>Several quantiles of one model: each on its own, and together where they cross and must not.</summary>
internal sealed class QuantileRun
{
    private readonly Model[] _models;
    private readonly double[] _levels;
    private readonly Table _table;
    private readonly FitOptions _options;
    private readonly IProgress<FitProgress>? _progress;
    private readonly CancellationToken _cancellation;

    public QuantileRun(Model model, Table table, IReadOnlyList<double> levels, FitOptions options, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        if (model.NoiseModel is not AsymmetricLaplaceNoise)
            throw new InputException($"quantiles are estimated by noise model 'asymmetric-laplace', not by '{model.NoiseModel.Name}'", "use asymmetric-laplace; the levels take the place of its tau");
        if (levels.Count == 0) throw new InputException("no quantiles are given", "give levels between 0 and 1, as 0.1, 0.5, 0.9");
        _levels = [.. levels.Order()];
        for (int k = 1; k < _levels.Length; k++)
        {
            if (_levels[k] == _levels[k - 1]) throw new InputException(FormattableString.Invariant($"quantile {_levels[k]} is given twice"), "give every level once");
        }

        _models = [.. _levels.Select(tau => Model.Of(model.Spec with { Model = (NoiseModel)new AsymmetricLaplaceNoise().WithHyperValue("tau", tau) }, model.Formulas, model.Options))];
        (_table, _options, _progress, _cancellation) = (table, options, progress, cancellation);
    }

    public QuantileFits Run(bool nonCrossing)
    {
        Fit[] fits = [.. _models.Select(model => new FitRun(model, _table, _options, _progress, _cancellation).Run())];
        BoundModel bound = BoundModel.Bind(_models[0], _table);
        int crossing = CrossingRows(bound, fits);
        if (nonCrossing && crossing > 0) fits = Together(bound);
        return new QuantileFits([.. _levels.Zip(fits, static (tau, fit) => new QuantileFit(tau, fit))], nonCrossing, crossing, bound.RowCount);
    }

    private static int CrossingRows(BoundModel bound, Fit[] fits)
    {
        BoundParameter location = bound.Parameters[0];
        double[][] eta = [.. fits.Select(fit => PredictorValues.Of(
            location.Design.Columns, [.. fit.Parameters[0].Coefficients.Select(static c => c.Estimate ?? double.NaN)], location.Offset, bound.RowCount))];
        int crossing = 0;
        for (int i = 0; i < bound.RowCount; i++)
        {
            bool crosses = false;
            for (int k = 1; k < eta.Length; k++) crosses |= JointCertificate.Distance(eta[k][i], eta[k - 1][i]) < 0;
            crossing += crosses ? 1 : 0;
        }

        return crossing;
    }

    private Fit[] Together(BoundModel bound)
    {
        if (bound.Parameters.Count == 2 && (!bound.Parameters[1].IsSingleNumber || bound.Parameters[1].Offset is not null))
            throw new InputException("quantiles that must not cross need a scale that is one number", "leave out the formula of the scale, or fit the quantiles one by one");
        if (bound.Model.Options.Priors.Count > 0)
            throw new InputException("quantiles that must not cross are fitted without priors and penalties", "leave out the prior, or fit the quantiles one by one");
        if (_options.Covariance == CovarianceKind.Rank)
            throw new InputException("rank inversion tests one quantile alone, not quantiles that must not cross", "use covariance nid, kernel or iid");
        EvaluationOptions options = new(_options.Threads, _cancellation);
        KinkSolution[]? solutions = null;
        return [.. _models.Select((model, k) => new FitRun(model, _table, _options, _progress, _cancellation)
        {
            Solve = (own, kept) =>
            {
                solutions ??= Solutions(own, Centering.Of(kept[0], own.RowCount), options);
                List<Predictor> predictors = [new Predictor(solutions[k].Problem.Columns, own.Parameters[0].Offset, 0)];
                if (kept.Count > 1) predictors.Add(new Predictor(kept[1], null, kept[0].Count));
                return KinkFit.Given(own, new Objective(own.BindNoise(), predictors, own.Observations, own.Weights), options, solutions[k]);
            },
        }.Run())];
    }

    private KinkSolution[] Solutions(BoundModel bound, IReadOnlyList<Formulas.DesignColumn> columns, EvaluationOptions options)
    {
        double[] target = bound.Response.ToArray(), cost = bound.Weights.IsEmpty ? [.. Enumerable.Repeat(1.0, target.Length)] : bound.Weights.ToArray();
        if (bound.Parameters[0].Offset is { } offset)
        {
            for (int i = 0; i < target.Length; i++) target[i] -= offset.Span[i];
        }

        KinkProblem[] problems = [.. _models.Select(model => new KinkProblem(columns, target, cost, [], new CheckFunction((IPiecewiseLinear)model.NoiseModel)))];
        return JointQuantiles.Solve(problems, [.. problems.Select(problem => new KinkSolver(options).Solve(problem).Coefficients)], options);
    }
}
