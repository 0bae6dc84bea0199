using Surprisal.Models;
using Surprisal.Solvers;

namespace Surprisal.Fits;

/// <summary>The noise model's natural parameters in some rows of an estimate.</summary>
internal sealed class RowParameters
{
    private readonly Estimate _estimate;
    private readonly double[][] _eta;
    private readonly int[] _place;
    private readonly double[] _fixed;

    /// <summary>Works out the predictors.</summary>
    /// <param name="estimate">The estimate.</param>
    /// <param name="rows">The rows of its data.</param>
    public RowParameters(Estimate estimate, int[] rows)
    {
        _estimate = estimate;
        BoundModel bound = estimate.Bound;
        _eta = [.. estimate.Predictors.Select(p => PredictorValues.At(p.Columns, estimate.Coefficients.AsSpan(p.Start, p.Count), p.Offset, rows))];
        _place = [.. bound.Parameters.Select(p => bound.Noise.IndexOf(p.Parameter.Name))];
        _fixed = [.. bound.Noise.Parameters.Select(p => FixedValue(p.Name))];
    }

    /// <summary>Writes the parameters of the i-th of the rows, in the noise model's order.</summary>
    public void Fill(int i, Span<double> natural)
    {
        _fixed.CopyTo(natural);
        for (int k = 0; k < _eta.Length; k++) natural[_place[k]] = _estimate.Bound.Parameters[k].Link.Invert(_eta[k][i]);
    }

    private double FixedValue(string parameter)
    {
        if (_estimate.Bound.Model.Spec.Held.TryGetValue(parameter, out double value)) return value;
        Noise.NoiseModel noise = _estimate.Bound.Noise;
        return Runaway.HeldValue(noise.Parameters[noise.IndexOf(parameter)]);
    }
}
