using Surprisal.Numerics.Dense;

namespace Surprisal.Solvers.Recession;

/// <summary>
/// The least squares part of an active set method: the multipliers that bring s + Σ μᵢ zᵢ as near to zero as can be, over rows z that come and go; a QR
/// factorisation is kept up to date.
/// </summary>
/// <remarks>Lawson, Hanson, Solving Least Squares Problems (1974), chapters 23 and 24.</remarks>
/// <param name="size">Numbers of a row.</param>
internal sealed class ActiveRows(int size)
{
    private const double Dependent = 1e-13;

    // Column k of R, k + 1 numbers; row k of Q.
    private readonly List<double[]> _r = [];
    private readonly List<double[]> _q = [];

    /// <summary>The rows' numbers as their owner counts them, in the order of the multipliers.</summary>
    public List<int> Indices { get; } = [];

    /// <summary>Takes a row in; false where it is in the span of the others.</summary>
    public bool Add(int index, double[] row)
    {
        double[] rest = (double[])row.Clone(), coefficients = new double[_q.Count + 1];
        for (int pass = 0; pass < 2; pass++)
        {
            for (int k = 0; k < _q.Count; k++)
            {
                double c = DenseKernels.Dot(_q[k], rest);
                coefficients[k] += c;
                DenseKernels.AddMultiple(rest, -c, _q[k]);
            }
        }

        double length = Math.Sqrt(DenseKernels.Dot(rest, rest));
        if (_q.Count == size || !(length > Dependent)) return false;
        for (int j = 0; j < size; j++) rest[j] /= length;
        coefficients[^1] = length;
        _q.Add(rest);
        _r.Add(coefficients);
        Indices.Add(index);
        return true;
    }

    /// <summary>Leaves a row out: its column goes, and rotations make the rest triangular again.</summary>
    public void RemoveAt(int place)
    {
        Indices.RemoveAt(place);
        _r.RemoveAt(place);
        for (int k = place; k < _r.Count; k++)
        {
            // Column k has a number below its diagonal, at k + 1: rotate rows k and k + 1 of R and of Q.
            double a = _r[k][k], b = _r[k][k + 1], length = Math.Sqrt((a * a) + (b * b));
            double c = a / length, s = b / length;
            for (int j = k; j < _r.Count; j++)
                (_r[j][k], _r[j][k + 1]) = ((c * _r[j][k]) + (s * _r[j][k + 1]), (c * _r[j][k + 1]) - (s * _r[j][k]));
            for (int j = 0; j < size; j++)
                (_q[k][j], _q[k + 1][j]) = ((c * _q[k][j]) + (s * _q[k + 1][j]), (c * _q[k + 1][j]) - (s * _q[k][j]));
            _r[k] = _r[k][..(k + 1)];
        }

        _q.RemoveAt(_q.Count - 1);
    }

    /// <summary>The multipliers that bring s + Σ μᵢ zᵢ nearest to zero.</summary>
    public double[] Solve(double[] s)
    {
        double[] mu = new double[_r.Count];
        for (int k = 0; k < mu.Length; k++) mu[k] = -DenseKernels.Dot(_q[k], s);
        for (int k = mu.Length - 1; k >= 0; k--)
        {
            mu[k] /= _r[k][k];
            for (int i = 0; i < k; i++) mu[i] -= mu[k] * _r[k][i];
        }

        return mu;
    }

    /// <summary>What is left of s then: its part that is orthogonal to the rows.</summary>
    public double[] Rest(double[] s)
    {
        double[] rest = (double[])s.Clone();
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (double[] q in _q) DenseKernels.AddMultiple(rest, -DenseKernels.Dot(q, rest), q);
        }

        return rest;
    }
}
