using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>
/// Minimises an objective over all coefficients of all predictors jointly: min Σᵢ surprisal(yᵢ; η₁ᵢ, ..., ηₘᵢ), ηₖ = Xₖβₖ.
/// </summary>
/// <remarks>
/// <para>1. Evaluate surprisal f, gradient g, curvature H in one pass. 2. Direction d = −H⁻¹g, safeguarded where H is not positive
/// definite (<see cref="NewtonDirection"/>). 3. Stop where √(gᵀH⁻¹g), the distance in standard errors, is at rounding level. 4. Take the
/// full step if it decreases f enough (Armijo), else halve it; a point where f is not finite (a predictor out of a link's bounds) counts as
/// too high, so iterates stay feasible. 5. Go to 1.</para>
/// <para>Large fits look at H once, in the middle: before, steps take it from a sample, afterwards from that look; the last step, whose end is
/// foreseen within a millionth of a standard error, is taken without a look (<see cref="CurvatureReuse"/>).</para>
/// <para>Nocedal, Wright, Numerical Optimization, 2nd ed. (2006), chapter 3 and section 3.4.</para>
/// </remarks>
internal sealed class NewtonSolver
{
    // Where rounding stops the decrease before the tolerance: still a thousandth of a per mille of a standard error.
    private const double StalledTolerance = 1e-5;
    private const double SufficientDecrease = 1e-4;
    private const double Rounding = 1e-13;
    private const int MostHalvings = 60;
    private readonly Objective _objective;
    private readonly EvaluationOptions _options;
    private readonly Action<int, double, double?>? _progress;
    private CurvatureReuse _reuse;
    private int _evaluations;
    private int _curvatures;

    /// <summary>Creates a solver.</summary>
    /// <param name="objective">What to minimise.</param>
    /// <param name="options">Threads, cancellation, rows.</param>
    /// <param name="progress">Told of iteration, objective and decrement; null for nobody.</param>
    public NewtonSolver(Objective objective, EvaluationOptions options, Action<int, double, double?>? progress = null)
    {
        _objective = objective;
        _options = options;
        _progress = progress;
        _reuse = new CurvatureReuse(objective, options, null);
    }

    /// <summary>Minimises from a sample's optimum, whose curvature serves for the first steps.</summary>
    /// <param name="sample">The optimum; the first point where its curvature does not serve.</param>
    /// <param name="maximumIterations">The most steps.</param>
    /// <param name="stop">Asked after every step whether to end early; null for never.</param>
    public SolverResult Minimise(SampleOptimum sample, int maximumIterations, Func<double[], NewtonDirection, int, bool>? stop = null)
    {
        _reuse = new CurvatureReuse(_objective, _options, sample);
        Iterate at = new(sample.Point, Evaluate(sample.Point, 1) with { Curvature = sample.Curvature }, null, IsSampled: true);
        return Minimise(at.IsFinite && at.Direction.IsPositiveDefinite ? at : Look(sample.Point), maximumIterations, stop);
    }

    /// <summary>Whether every step needs the curvature of where it starts, because an optimum at infinity lies where there is ever less of it; asked before every step.</summary>
    public Func<bool> IsCurvatureFading { get; init; } = static () => false;

    /// <summary>What the curvature is; that of complete data makes each step one of the EM algorithm, generalised: it always descends.</summary>
    public CurvatureKind Curvature { get; init; } = CurvatureKind.Observed;

    /// <summary>Minimises from a starting point at which the objective is finite.</summary>
    /// <param name="start">Coefficients.</param>
    /// <param name="maximumIterations">The most steps.</param>
    /// <param name="stop">Asked after every step whether to end early (a coefficient runs off to infinity); null for never.</param>
    public SolverResult Minimise(double[] start, int maximumIterations, Func<double[], NewtonDirection, int, bool>? stop = null) =>
        Minimise(Look(start), maximumIterations, stop);

    private SolverResult Minimise(Iterate at, int maximumIterations, Func<double[], NewtonDirection, int, bool>? stop)
    {
        int iteration = 0;
        double? rate = null;
        SolverStatus status = SolverStatus.Stalled;
        try
        {
            for (; ; iteration++)
            {
                _progress?.Invoke(iteration, at.Value.Surprisal, at.Decrement);
                if (HasConverged(at, rate)) at = Settle(at);
                if (HasConverged(at, rate))
                {
                    status = SolverStatus.Converged;
                    break;
                }

                if (iteration == maximumIterations || (stop?.Invoke(at.Point, at.Direction, iteration) ?? false)) break;
                bool isFading = IsCurvatureFading();
                Iterate? next = (isFading ? null : Foresee(at, rate)) ?? Search(at, isFading ? 2 : _reuse.OrderAfter(at.Direction, at.IsSampled, rate)) ?? (at.IsSampled ? Look(at.Point) : null);
                if (next is null)
                {
                    if (!at.IsRegular || at.Decrement > StalledTolerance) break;
                    at = Settle(at);
                    status = SolverStatus.Converged;
                    break;
                }

                rate = next.Decrement / at.Decrement;
                at = next;
            }
        }
        catch (OperationCanceledException)
        {
            status = SolverStatus.Cancelled;
        }

        return new SolverResult(at.Point, at.Value, at.Direction, rate ?? 1, status, iteration, _evaluations, _curvatures);
    }

    /// <summary>Whether the tolerance is reached, or rounding in the gradient keeps the decrement from falling further.</summary>
    private bool HasConverged(Iterate at, double? rate) =>
        at.IsRegular && (at.Decrement <= _reuse.ConvergedDecrement || (at.Decrement <= StalledTolerance && rate > 0.5));

    /// <summary>The point after a step whose end is foreseen within the tolerance; null where a look is needed.</summary>
    private Iterate? Foresee(Iterate at, double? rate)
    {
        if (at.Source is null || !at.IsRegular || rate is null) return null;
        double left = _reuse.RateAfter(at.Source.Decrement, rate.Value);
        if (!(left * at.Decrement <= _reuse.ConvergedDecrement)) return null;
        double surprisal = at.Value.Surprisal - (at.Decrement * at.Decrement / 2);
        ObjectiveValue foreseen = at.Value with { Surprisal = surprisal, Gradient = Array.ConvertAll(at.Value.Gradient, g => left * g) };
        return new Iterate(at.Along(1), foreseen, at.Source, IsSampled: false, at.Direction);
    }

    /// <summary>The line search of step 4; null where no point along the direction is lower.</summary>
    private Iterate? Search(Iterate at, int order)
    {
        double slope = at.Decrement * at.Decrement;
        double slack = Rounding * Math.Max(1, Math.Abs(at.Value.Surprisal));
        double length = 1;
        for (int halving = 0; halving <= MostHalvings; halving++, length /= 2)
        {
            // The full step is nearly always taken, so it is evaluated with the derivatives that the next step needs.
            double[] trial = at.Along(length);
            ObjectiveValue value = Evaluate(trial, halving > 0 ? 0 : order);
            if (value.Surprisal <= at.Value.Surprisal - (SufficientDecrease * length * slope) + slack)
            {
                Iterate next = halving > 0 ? Look(trial) : order == 2 ? new Iterate(trial, value, null, IsSampled: false) : Reusing(at, trial, value);
                if (next.IsFinite) return next;
            }

            if (length * slope < slack) return null;
        }

        return null;
    }

    private static Iterate Reusing(Iterate at, double[] point, ObjectiveValue value) =>
        new(point, value with { Curvature = at.Value.Curvature }, at.Source ?? at, at.IsSampled, at.Direction);

    /// <summary>The end of the way with the curvature of that point: a sample's change of it will do, else all rows are looked at.</summary>
    private Iterate Settle(Iterate at)
    {
        if (at.Source is null) return at;
        if (_reuse.Move(at.Value.Curvature, at.Source.Point, at.Point) is not { } moved) return Look(at.Point);
        Iterate settled = new(at.Point, at.Value with { Curvature = moved }, null, IsSampled: false);
        return settled.IsFinite && settled.Direction.IsPositiveDefinite ? settled : Look(at.Point);
    }

    private Iterate Look(double[] point) => new(point, Evaluate(point, 2), null, IsSampled: false);

    private ObjectiveValue Evaluate(double[] point, int order)
    {
        _evaluations++;
        if (order > 1) _curvatures++;
        return _objective.Evaluate(point, order, _options, Curvature);
    }
}
