namespace Surprisal.Numerics;

/// <summary>A function of several numbers that is computed row by row, with its derivatives: an integral, say, that is no formula.</summary>
internal abstract class RowFunction
{
    /// <summary>How many numbers it takes.</summary>
    public abstract int Arity { get; }

    /// <summary>Evaluates.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="order">0: the value; 1: the gradient too; 2: the second derivatives too.</param>
    /// <returns>The value, then the gradient, then second derivatives in the pairs (0,0), (0,1), ..., (1,1), ...; not to be written to.</returns>
    public abstract ReadOnlySpan<double> Evaluate(ReadOnlySpan<double> x, int order);
}
