namespace Surprisal.Priors;

/// <summary>A prior of several coefficients together: those of one term, in the order of its columns.</summary>
/// <remarks>Where it has a kink, −log p is <see cref="KinkSlope"/> times the length of the vector of coefficients up to a constant: they are zero together or not at all.</remarks>
public abstract class BlockPrior : Prior
{
    /// <summary>Whether coefficients come out as exactly zero, all of a block together.</summary>
    public abstract bool HasKink { get; }

    /// <summary>The slope of −log p in the length of the coefficients; 0 for a smooth prior.</summary>
    /// <param name="size">How many coefficients the block has.</param>
    public abstract double KinkSlope(int size);

    /// <summary>Whether the density of a block has a finite integral.</summary>
    /// <param name="size">How many coefficients the block has.</param>
    public virtual bool IsProperFor(int size) => IsProper;

    /// <summary>log p of a block in nats, the normaliser included; of an improper one the normaliser of what has one.</summary>
    /// <param name="b">The coefficients.</param>
    public abstract double LogDensity(ReadOnlySpan<double> b);

    /// <summary>Adds the derivative of −log p; that at a kink is 0.</summary>
    /// <param name="b">The coefficients.</param>
    /// <param name="slope">As many numbers, which are added to.</param>
    public abstract void AddSlope(ReadOnlySpan<double> b, Span<double> slope);

    /// <summary>Adds the second derivatives of −log p; those at a kink are 0.</summary>
    /// <param name="b">The coefficients.</param>
    /// <param name="curvature">The square of as many numbers row by row, which are added to.</param>
    public abstract void AddCurvature(ReadOnlySpan<double> b, Span<double> curvature);

    /// <summary>The proximal map: the b that minimises ½|b − at|² + step · (−log p(b)).</summary>
    /// <param name="at">Where from.</param>
    /// <param name="step">How much the prior counts; not negative.</param>
    /// <param name="b">Receives the minimum.</param>
    public abstract void Proximal(ReadOnlySpan<double> at, double step, Span<double> b);

    /// <summary>The prior of the columns of a factor, of which some levels may have none: the coefficient of such a level is 0.</summary>
    /// <param name="levels">The level of each column in the factor's order.</param>
    /// <param name="count">How many levels the factor has.</param>
    /// <returns>The prior itself where the order of levels is nothing to it.</returns>
    public virtual BlockPrior ForLevels(IReadOnlyList<int> levels, int count) => this;

    /// <summary>Whether the order of the levels matters, so that the prior is one of a factor's levels only.</summary>
    public virtual bool NeedsLevels => false;

    /// <summary>The prior of the block's multiple.</summary>
    /// <param name="factor">Positive and finite.</param>
    public abstract BlockPrior Scaled(double factor);
}
