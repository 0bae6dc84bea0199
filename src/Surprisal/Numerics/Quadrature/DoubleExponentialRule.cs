namespace Surprisal.Numerics.Quadrature;

/// <summary>
/// The double exponential rule on the interval of probabilities (Takahasi and Mori 1974, doi:10.2977/prims/1195192451): p = ½(1 + tanh(½π sinh u)) at
/// equal steps of u.
/// </summary>
/// <remarks>It bears what grows in the tails like any power of −log p. A node is given by its distance from its own end, so that none is rounded away.</remarks>
internal sealed class DoubleExponentialRule
{
    private const double HalfPi = 0.5 * Math.PI;
    private readonly double[] _tails;
    private readonly double[] _weights;

    /// <summary>Computes the nodes.</summary>
    /// <param name="half">How many there are on each side of the middle one.</param>
    /// <param name="step">Their distance in u.</param>
    public DoubleExponentialRule(int half, double step)
    {
        Half = half;
        _tails = new double[(2 * half) + 1];
        _weights = new double[_tails.Length];
        for (int k = -half; k <= half; k++)
        {
            double e = Elementary.Exp(k * step), sinh = 0.5 * (e - (1.0 / e)), cosh = 0.5 * (e + (1.0 / e));
            double tail = 1.0 / (1.0 + Elementary.Exp(2.0 * HalfPi * Math.Abs(sinh)));
            _tails[half + k] = tail;
            _weights[half + k] = step * HalfPi * cosh * 2.0 * tail * (1.0 - tail);
        }
    }

    /// <summary>Nodes are numbered from minus this to this.</summary>
    public int Half { get; }

    /// <summary>A node's distance from 0 if its number is negative, else from 1.</summary>
    public double Tail(int node) => _tails[Half + node];

    /// <summary>Its weight, 0 where the distance is too small for a double; they sum to 1.</summary>
    public double Weight(int node) => _weights[Half + node];
}
