using Surprisal.Formulas;
using Surprisal.Models;
using Surprisal.Numerics.Dense;
using Surprisal.Priors;
using Surprisal.Solvers;

namespace Surprisal.Fits.Strengths;

/// <summary>The mode at some scales, with what its evidence is made of. Immutable.</summary>
/// <param name="Scales">Logarithms of the scales.</param>
/// <param name="Objective">The objective with the prior.</param>
/// <param name="Coefficients">The mode.</param>
/// <param name="Value">f + ½ log det A: minus the evidence up to a constant.</param>
/// <param name="Inverse">A⁻¹.</param>
/// <param name="PriorCurvature">The prior's part of A.</param>
internal sealed record EvidencePoint(double[] Scales, Objective Objective, double[] Coefficients, double Value, double[] Inverse, double[] PriorCurvature)
{
    /// <summary>Σ (1 − (A⁻¹P)ⱼⱼ) over some coefficients.</summary>
    public double EffectiveOf(IReadOnlyList<int> places)
    {
        int size = Coefficients.Length;
        double sum = places.Count;
        foreach (int j in places)
        {
            for (int c = 0; c < size; c++) sum -= Inverse[(j * size) + c] * PriorCurvature[(c * size) + j];
        }

        return sum;
    }
}

/// <summary>Modes of a model at scales of its priors, each found from another one.</summary>
internal sealed class EvidencePoints
{
    private const int MostSteps = 100;
    private readonly BoundModel _bound;
    private readonly EvaluationOptions _options;
    private readonly IReadOnlyList<IReadOnlyList<DesignColumn>> _kept;

    public EvidencePoints(BoundModel bound, EvaluationOptions options)
    {
        (_bound, _options) = (bound, options);
        Specs = [.. bound.Priors.Select(static p => p.Spec).OfType<PriorSpec>().Where(static s => s.Strength == StrengthRule.Evidence).Distinct(ReferenceEqualityComparer.Instance).Cast<PriorSpec>()];
        _kept = AliasReport.Of(bound, options).Kept;
    }

    /// <summary>The priors whose scales are chosen.</summary>
    public IReadOnlyList<PriorSpec> Specs { get; }

    /// <summary>The place of a prior among the model's.</summary>
    public int PlaceOf(PriorSpec spec) => _bound.Priors.First(p => ReferenceEquals(p.Spec, spec)).Place;

    /// <summary>The mode at some scales; null where there is no regular one.</summary>
    /// <param name="scales">Logarithms of the scales.</param>
    /// <param name="from">Another mode; null for none.</param>
    public EvidencePoint? At(double[] scales, EvidencePoint? from)
    {
        if (!scales.All(static s => Math.Abs(s) < 300)) return null;
        BoundModel bound = Scaled(scales);
        if (from is not null)
        {
            Objective objective = new(from.Objective.Noise, from.Objective.Predictors, from.Objective.Observations, from.Objective.Weights, CoefficientPrior.Of(bound, from.Objective.Predictors));
            SolverResult result = new NewtonSolver(objective, _options).Minimise(from.Coefficients, MostSteps);
            if (result.Status == SolverStatus.Converged) return Dress(scales, objective, result.Coefficients);
        }

        Estimate estimate = new Estimator(bound, _kept, _options, FitOptions.Default.MaximumIterations, null).Estimate();
        if (estimate.Status == SolverStatus.Cancelled) throw new OperationCanceledException(_options.Cancellation);
        if (estimate.Status != SolverStatus.Converged || estimate.Runaway != RunawayKind.None || estimate.IsExact) return null;
        return Dress(scales, SolverTask.NewObjective(bound, estimate.Predictors, null), estimate.Coefficients);
    }

    /// <summary>The coefficients that a prior is of.</summary>
    public IReadOnlyList<int> PlacesOf(EvidencePoint at, int spec)
    {
        List<int> places = [];
        foreach (AssignedPrior prior in _bound.Priors.Where(p => ReferenceEquals(p.Spec, Specs[spec])))
        {
            int k = Enumerable.Range(0, _bound.Parameters.Count).First(i => _bound.Parameters[i] == prior.Parameter);
            Predictor predictor = at.Objective.Predictors[k];
            HashSet<string> names = new(prior.Columns.Select(static c => c.Name), StringComparer.Ordinal);
            for (int j = 0; j < predictor.Count; j++)
            {
                if (names.Contains(predictor.Columns[j].Name)) places.Add(predictor.Start + j);
            }
        }

        return places;
    }

    /// <summary>dF/dθ of one scale.</summary>
    /// <param name="at">The mode.</param>
    /// <param name="spec">Which scale.</param>
    /// <param name="small">The step of differences of the prior alone.</param>
    /// <param name="step">The step of differences of the determinant.</param>
    public double Slope(EvidencePoint at, int spec, double small, double step)
    {
        int size = at.Coefficients.Length;
        (double above, double[] slopeAbove) = PriorAt(at, spec, small);
        (double below, double[] slopeBelow) = PriorAt(at, spec, -small);
        double[] turn = new double[size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++) turn[i] -= at.Inverse[(i * size) + j] * (slopeAbove[j] - slopeBelow[j]) / (2 * small);
        }

        return ((above - below) / (2 * small)) + (0.5 * (Determinant(at, spec, turn, step) - Determinant(at, spec, turn, -step)) / (2 * step));
    }

    private EvidencePoint? Dress(double[] scales, Objective objective, double[] coefficients)
    {
        ObjectiveValue value = objective.Square().Evaluate(coefficients, 2, _options);
        Cholesky factor = Cholesky.Factor(value.Curvature, coefficients.Length);
        return factor.IsPositiveDefinite && double.IsFinite(value.Surprisal)
            ? new EvidencePoint(scales, objective, coefficients, value.Surprisal + (0.5 * factor.LogDeterminant()), factor.Inverse(), Shrinkage.Curvature(objective.Prior!, coefficients))
            : null;
    }

    private BoundModel Scaled(double[] scales)
    {
        double[] factors = [.. scales.Select(static s => Numerics.Elementary.Exp(s))];
        return _bound.WithPriors([.. _bound.Priors.Select(p => Index(p.Spec) is >= 0 and int k ? p.Spread(factors[k]) : p)]);
    }

    private int Index(PriorSpec? spec)
    {
        for (int k = 0; k < Specs.Count; k++)
        {
            if (ReferenceEquals(Specs[k], spec)) return k;
        }

        return -1;
    }

    private CoefficientPrior Prior(EvidencePoint at, int spec, double step)
    {
        double[] scales = (double[])at.Scales.Clone();
        scales[spec] += step;
        return CoefficientPrior.Of(Scaled(scales), at.Objective.Predictors)!;
    }

    private (double Surprisal, double[] Slope) PriorAt(EvidencePoint at, int spec, double step)
    {
        CoefficientPrior prior = Prior(at, spec, step);
        ObjectiveValue value = prior.AddTo(ObjectiveValue.OfSlopes(new double[at.Coefficients.Length]), at.Coefficients, 1);
        return (value.Surprisal, value.Gradient);
    }

    /// <summary>log det of the curvature a step along (ḃ, 1).</summary>
    private double Determinant(EvidencePoint at, int spec, double[] turn, double step)
    {
        double[] there = [.. at.Coefficients.Select((b, j) => b + (step * turn[j]))];
        Objective objective = new(at.Objective.Noise, at.Objective.Predictors, at.Objective.Observations, at.Objective.Weights, Prior(at, spec, step));
        Cholesky factor = Cholesky.Factor(objective.Square().Evaluate(there, 2, _options).Curvature, there.Length);
        return factor.IsPositiveDefinite ? factor.LogDeterminant() : double.NaN;
    }
}
