using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Noise;

/// <summary>A noise model's kernel at the nodes of one event: derivatives of the logarithm of its probability.</summary>
internal sealed unsafe class NodeKernel<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    private readonly BoundNoise _bound;
    private readonly NoiseBlock<TLane> _block;
    private readonly double[] _first;
    private readonly double[] _second;

    /// <summary>Prepares.</summary>
    /// <param name="bound">The noise model as formulas take its parameters, all of them free.</param>
    /// <param name="block">The block that the nodes go through, a child of the rows' block.</param>
    public NodeKernel(BoundNoise bound, NoiseBlock<TLane> block)
    {
        int count = block.FreeParameters;
        _bound = bound;
        _block = block;
        if (block.Responses.Length != 1) block.Responses = new Field[1];
        _first = new double[count];
        _second = new double[count * (count + 1) / 2];
    }

    /// <summary>First, then second derivatives of log P in the parameters on the scale of formulas.</summary>
    /// <returns>The sum of the nodes' weights.</returns>
    public double Sum(EventNodes nodes, double[] working, double trials, double logProbability, double[] totals)
    {
        int count = working.Length;
        Array.Clear(_first);
        Array.Clear(_second);
        double total = 0.0;
        for (int first = 0; first < nodes.Count; first += _block.Capacity)
        {
            int here = Math.Min(_block.Capacity, nodes.Count - first), padded = (here + 7) & ~7;
            _block.Arena.Begin(padded, count, _block.Order);
            double* responses = _block.Arena.NewArray();
            for (int j = 0; j < padded; j++) responses[j] = nodes.Response(first + Math.Min(j, here - 1));
            _block.Response = new Field(responses);
            _block.Trials = new Field(trials);
            for (int k = 0; k < count; k++) _block.Predictors[k] = new Field(working[k]);
            _bound.Evaluate(_block);
            for (int j = 0; j < here; j++)
            {
                double weight = nodes.Weight(first + j, _block.Surprisal[j], logProbability);
                if (weight == 0.0) continue;
                total += weight;
                Add(weight, j);
            }
        }

        // Weights are of a whole of 1; what a rule leaves over is put right. Those of a complement are not, and are exact.
        double scale = nodes.IsComplement || !(total > 0.0) ? 1.0 : 1.0 / total;
        for (int k = 0; k < count; k++) totals[k] = -scale * _first[k];
        for (int k = 0, h = 0; k < count; k++)
        {
            for (int l = k; l < count; l++, h++) totals[count + h] = (scale * _second[h]) - (totals[k] * totals[l]);
        }

        return total;
    }

    private void Add(double weight, int node)
    {
        for (int k = 0, h = 0; k < _first.Length; k++)
        {
            double slope = _block.Gradient[k][node];
            _first[k] += weight * slope;
            if (_block.Order < 2) continue;
            for (int l = k; l < _first.Length; l++, h++) _second[h] += weight * ((slope * _block.Gradient[l][node]) - _block.Curvature[h][node]);
        }
    }
}
