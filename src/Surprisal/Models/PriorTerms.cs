using Surprisal.Priors;

namespace Surprisal.Models;

/// <summary>The part of a prior that is smooth in some coefficients: added to the sum over rows.</summary>
internal abstract class PriorTerm
{
    /// <summary>−log p, in nats.</summary>
    public abstract double Surprisal(ReadOnlySpan<double> coefficients);

    /// <summary>Adds the derivatives of −log p.</summary>
    /// <param name="value">Gradient and curvature, either may be empty.</param>
    /// <param name="coefficients">Where.</param>
    /// <param name="share">How much of the prior.</param>
    public abstract void AddTo(ObjectiveValue value, ReadOnlySpan<double> coefficients, double share);

    /// <summary>Adds the second derivatives of −log p times a direction.</summary>
    /// <param name="product">What they are added to.</param>
    /// <param name="coefficients">Where.</param>
    /// <param name="direction">One number a coefficient.</param>
    /// <param name="share">How much of the prior.</param>
    public abstract void AddProductTo(Span<double> product, ReadOnlySpan<double> coefficients, ReadOnlySpan<double> direction, double share);

    /// <summary>Adds the second derivative of −log p in each coefficient alone.</summary>
    /// <param name="diagonal">What it is added to.</param>
    /// <param name="coefficients">Where.</param>
    /// <param name="share">How much of the prior.</param>
    public abstract void AddDiagonalTo(Span<double> diagonal, ReadOnlySpan<double> coefficients, double share);

    /// <summary>Whether −log p is convex.</summary>
    public abstract bool IsLogConcave { get; }
}

/// <summary>The prior of one coefficient.</summary>
internal sealed class ScalarTerm(ScalarPrior prior, int position) : PriorTerm
{
    public override bool IsLogConcave => prior.IsLogConcave;

    public override double Surprisal(ReadOnlySpan<double> coefficients) => -prior.LogDensity(coefficients[position]);

    public override void AddTo(ObjectiveValue value, ReadOnlySpan<double> coefficients, double share)
    {
        if (value.Gradient.Length > 0) value.Gradient[position] += share * prior.Slope(coefficients[position]);
        if (value.Curvature.Length > 0) value.Curvature[value.Shape.Diagonal(position)] += share * prior.Curvature(coefficients[position]);
    }

    public override void AddProductTo(Span<double> product, ReadOnlySpan<double> coefficients, ReadOnlySpan<double> direction, double share) =>
        product[position] += share * prior.Curvature(coefficients[position]) * direction[position];

    public override void AddDiagonalTo(Span<double> diagonal, ReadOnlySpan<double> coefficients, double share) =>
        diagonal[position] += share * prior.Curvature(coefficients[position]);
}

/// <summary>The prior of a combination of coefficients.</summary>
/// <param name="prior">The prior; null for half the square, a gauge that holds the combination at 0 and is no belief.</param>
/// <param name="positions">Where its coefficients stand.</param>
/// <param name="weights">Their factors.</param>
internal sealed class CombinationTerm(ScalarPrior? prior, IReadOnlyList<int> positions, IReadOnlyList<double> weights) : PriorTerm
{
    public override bool IsLogConcave => prior?.IsLogConcave ?? true;

    public override double Surprisal(ReadOnlySpan<double> coefficients)
    {
        double at = At(coefficients);
        return prior is null ? 0.5 * at * at : -prior.LogDensity(at);
    }

    public override void AddTo(ObjectiveValue value, ReadOnlySpan<double> coefficients, double share)
    {
        double at = At(coefficients), slope = share * (prior?.Slope(at) ?? at), curvature = share * (prior?.Curvature(at) ?? 1);
        for (int a = 0; a < positions.Count; a++)
        {
            if (value.Gradient.Length > 0) value.Gradient[positions[a]] += weights[a] * slope;
            if (value.Curvature.Length == 0) continue;
            for (int b = 0; b < positions.Count; b++) value.Curvature[(positions[a] * coefficients.Length) + positions[b]] += curvature * (weights[a] * weights[b]);
        }
    }

    public override void AddProductTo(Span<double> product, ReadOnlySpan<double> coefficients, ReadOnlySpan<double> direction, double share)
    {
        double pull = share * (prior?.Curvature(At(coefficients)) ?? 1) * At(direction);
        for (int a = 0; a < positions.Count; a++) product[positions[a]] += weights[a] * pull;
    }

    public override void AddDiagonalTo(Span<double> diagonal, ReadOnlySpan<double> coefficients, double share)
    {
        double curvature = share * (prior?.Curvature(At(coefficients)) ?? 1);
        for (int a = 0; a < positions.Count; a++) diagonal[positions[a]] += curvature * (weights[a] * weights[a]);
    }

    private double At(ReadOnlySpan<double> coefficients)
    {
        double sum = 0;
        for (int a = 0; a < positions.Count; a++) sum = Math.FusedMultiplyAdd(weights[a], coefficients[positions[a]], sum);
        return sum;
    }
}

/// <summary>The prior of several coefficients together, each multiplied by its scale first.</summary>
internal sealed class BlockTerm(BlockPrior prior, IReadOnlyList<int> positions, IReadOnlyList<double> scales) : PriorTerm
{
    public IReadOnlyList<int> Positions => positions;

    public IReadOnlyList<double> Scales => scales;

    /// <summary>The slope of −log p in the length of the scaled coefficients; 0 for a smooth prior.</summary>
    public double KinkSlope { get; } = prior.KinkSlope(positions.Count);

    public override bool IsLogConcave => prior.IsLogConcave;

    public override double Surprisal(ReadOnlySpan<double> coefficients)
    {
        // The density of the coefficients themselves: that of the scaled ones times the scales.
        double jacobian = 0;
        foreach (double scale in scales) jacobian += Numerics.Elementary.Log(scale);
        return -prior.LogDensity(At(coefficients)) - jacobian;
    }

    public override void AddTo(ObjectiveValue value, ReadOnlySpan<double> coefficients, double share)
    {
        double[] at = At(coefficients), slope = new double[at.Length], curvature = new double[at.Length * at.Length];
        if (value.Gradient.Length > 0) prior.AddSlope(at, slope);
        if (value.Curvature.Length > 0) prior.AddCurvature(at, curvature);
        for (int a = 0; a < at.Length; a++)
        {
            if (value.Gradient.Length > 0) value.Gradient[positions[a]] += share * scales[a] * slope[a];
            if (value.Curvature.Length == 0) continue;
            for (int b = 0; b < at.Length; b++) value.Curvature[(positions[a] * coefficients.Length) + positions[b]] += share * (scales[a] * scales[b] * curvature[(a * at.Length) + b]);
        }
    }

    public override void AddProductTo(Span<double> product, ReadOnlySpan<double> coefficients, ReadOnlySpan<double> direction, double share)
    {
        double[] curvature = new double[positions.Count * positions.Count], along = At(direction);
        prior.AddCurvature(At(coefficients), curvature);
        for (int a = 0; a < along.Length; a++)
        {
            double sum = 0;
            for (int b = 0; b < along.Length; b++) sum += curvature[(a * along.Length) + b] * along[b];
            product[positions[a]] += share * scales[a] * sum;
        }
    }

    public override void AddDiagonalTo(Span<double> diagonal, ReadOnlySpan<double> coefficients, double share)
    {
        double[] curvature = new double[positions.Count * positions.Count];
        prior.AddCurvature(At(coefficients), curvature);
        for (int a = 0; a < positions.Count; a++) diagonal[positions[a]] += share * (scales[a] * scales[a] * curvature[(a * positions.Count) + a]);
    }

    /// <summary>Whether all its coefficients are exactly zero.</summary>
    public bool IsZero(ReadOnlySpan<double> coefficients)
    {
        foreach (int at in positions)
        {
            if (coefficients[at] != 0) return false;
        }

        return true;
    }

    private double[] At(ReadOnlySpan<double> coefficients)
    {
        double[] at = new double[positions.Count];
        for (int a = 0; a < at.Length; a++) at[a] = scales[a] * coefficients[positions[a]];
        return at;
    }
}
