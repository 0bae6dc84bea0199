using Surprisal.Models;

namespace Surprisal.Solvers;

/// <summary>A smooth function of all coefficients with a curvature that is positive near its minimum.</summary>
internal interface ISmoothTarget
{
    /// <summary>The number of coefficients.</summary>
    int Count { get; }

    /// <summary>Whether the curvature is that of the value; else it is that of its larger part.</summary>
    bool IsCurvatureExact { get; }

    /// <summary>Value, gradient and curvature at a point; not finite where it is not feasible.</summary>
    TargetValue Evaluate(double[] point);
}

/// <summary>A target at a point.</summary>
/// <param name="Value">What is minimised, in nats.</param>
/// <param name="Gradient">Its derivatives; empty where it is not finite.</param>
/// <param name="Curvature">Second derivatives, or their larger part, row by row.</param>
/// <param name="Surprisal">The rows' share of the value.</param>
internal sealed record TargetValue(double Value, double[] Gradient, double[] Curvature, double Surprisal);

/// <summary>The surprisal of the rows as a target.</summary>
internal sealed class SurprisalTarget(Objective given, EvaluationOptions options) : ISmoothTarget
{
    private readonly Objective _objective = given.Square();

    /// <inheritdoc/>
    public int Count => _objective.CoefficientCount;

    /// <inheritdoc/>
    public bool IsCurvatureExact => true;

    /// <inheritdoc/>
    public TargetValue Evaluate(double[] point)
    {
        ObjectiveValue value = _objective.Evaluate(point, 2, options);
        return new TargetValue(value.Surprisal, value.Gradient, value.Curvature, value.Surprisal);
    }
}
