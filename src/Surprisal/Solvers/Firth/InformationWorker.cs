using Surprisal.Models;
using Surprisal.Noise;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Kernels;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Solvers.Firth;

/// <summary>
/// A thread's share of a pass over the expected information: either its sum, or, given its factor, the gradient of ½ log det. A block of rows at a
/// time, all in cache.
/// </summary>
/// <remarks>
/// With I = LLᵀ and M = L⁻¹ the row's quadratic forms are Gₖₗ = Σᵣ vₖᵣvₗᵣ, vₖᵣ = Σⱼ Mᵣⱼxⱼ over the columns j of predictor k: sums of squares, which do not cancel.
/// ½ ∂ log det I/∂b = ½ Σ over rows Gₖₗ ∂Wₖₗ/∂η x.
/// </remarks>
internal sealed unsafe class InformationWorker<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    private readonly Objective _objective;
    private readonly InformationKind _kind;
    private readonly BlockPacker<TLane> _packer;
    private readonly NoiseBlock<TLane> _block;
    private readonly AlignedMemory _memory;
    private readonly nint[] _eta;
    private readonly nint[] _probability;
    private readonly nint[] _quadratic;
    private readonly nint[] _slopes;
    private readonly nint[] _whitened;
    private readonly double* _weights;
    private readonly double* _weight;
    private readonly double* _slope;
    private readonly double* _scratch;
    private readonly double* _accumulators;
    private readonly int _sums;

    public InformationWorker(Objective objective, InformationKind kind)
    {
        _objective = objective;
        _kind = kind;
        int rows = objective.Plan.BlockRows, classes = objective.Predictors.Count, pairs = classes * (classes + 1) / 2;
        _packer = new BlockPacker<TLane>(objective, null);
        _block = new NoiseBlock<TLane>(rows, classes);
        _sums = Math.Max(objective.CoefficientCount, SumLayout.Pairs(classes).Sum(p => objective.Predictors[p.Left].Count * objective.Predictors[p.Right].Count));
        _memory = new AlignedMemory(((4 + (3 * classes) + pairs) * (nint)rows) + CrossProducts<TLane>.ScratchDoubles + (8 * (nint)_sums));
        _weights = _memory.Pointer;
        _weight = _weights + rows;
        _slope = _weight + rows;
        double* next = _slope + rows;
        nint[] Columns(int count)
        {
            nint[] columns = new nint[count];
            for (int k = 0; k < count; k++, next += rows) columns[k] = (nint)next;
            return columns;
        }

        _probability = Columns(classes);
        _slopes = Columns(classes);
        _whitened = Columns(classes);
        _quadratic = Columns(pairs);
        _eta = [.. Enumerable.Range(0, classes).Select(k => (nint)_packer.Eta(k))];
        _scratch = next;
        _accumulators = _scratch + rows + CrossProducts<TLane>.ScratchDoubles;
    }

    /// <summary>The sums over one run of blocks.</summary>
    /// <param name="coefficients">Where.</param>
    /// <param name="inverseFactor">M, row by row; null for the information itself.</param>
    /// <param name="run">Which run.</param>
    public double[] Sum(double[] coefficients, double[]? inverseFactor, int run)
    {
        BlockPlan plan = _objective.Plan;
        new Span<double>(_accumulators, 8 * _sums).Clear();
        int first = run * plan.BlocksPerRun, last = Math.Min(first + plan.BlocksPerRun, plan.Blocks);
        for (int block = first; block < last; block++)
        {
            int start = block * plan.BlockRows, rows = Math.Min(plan.BlockRows, plan.Rows - start), padded = (rows + 7) & ~7;
            _packer.Pack(start, rows, padded, coefficients);
            Prepare(coefficients, start, rows, padded);
            if (inverseFactor is null) AddInformation(rows, padded);
            else AddGradient(inverseFactor, rows, padded);
        }

        double[] sums = new double[_sums];
        for (int k = 0; k < _sums; k++)
        {
            double* a = _accumulators + (8 * k);
            sums[k] = ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
        }

        return sums;
    }

    private void Prepare(double[] coefficients, int start, int rows, int padded)
    {
        for (int k = 0; k < _eta.Length; k++)
        {
            Predictor predictor = _objective.Predictors[k];
            if (predictor.IsConstant) new Span<double>((double*)_eta[k], padded).Fill(coefficients[predictor.Start]);
        }

        if (!_objective.Weights.IsEmpty) BlockPacker<TLane>.Copy(_objective.Weights, _weights, start, rows, padded);
        if (_kind == InformationKind.Categorical)
        {
            RowInformation<TLane>.Softmax(padded, _eta, _probability);
            return;
        }

        _block.Arena.Begin(padded, 1, 2);
        _block.Predictors[0] = new Field((double*)_eta[0]);
        Jet<TLane> u = _objective.Noise.FormulaScale(_block, 0);
        JetArena<TLane> arena = _block.Arena;
        RowInformation<TLane>.Scalar(_kind, padded, arena.AsOperand(u[0]), arena.AsOperand(u[1]), arena.AsOperand(u[2]), _weight, _slope);
        if (_kind != InformationKind.Binomial || _objective.Observations.Trials.IsEmpty) return;
        BlockPacker<TLane>.Copy(_objective.Observations.Trials, _scratch, start, rows, padded);
        ColumnLoops<TLane>.Multiply(_weight, padded, _weight, _scratch);
        ColumnLoops<TLane>.Multiply(_slope, padded, _slope, _scratch);
    }

    private void AddInformation(int rows, int padded)
    {
        double* accumulators = _accumulators;
        foreach ((int a, int b) in SumLayout.Pairs(_eta.Length))
        {
            Predictor left = _objective.Predictors[a], right = _objective.Predictors[b];
            if (_kind == InformationKind.Categorical) RowInformation<TLane>.SoftmaxWeight(padded, (double*)_probability[a], (double*)_probability[b], _weight);
            Weigh(_weight, rows, padded);
            fixed (double** columns = _packer.Pointers)
            {
                CrossProducts<TLane>.Add(columns + left.Start, left.Count, columns + right.Start, right.Count, _weight, padded, _scratch, a == b, null, null, accumulators);
            }

            accumulators += 8 * (nint)left.Count * right.Count;
        }
    }

    private void AddGradient(double[] inverseFactor, int rows, int padded)
    {
        FillQuadratic(inverseFactor, padded);
        if (_kind == InformationKind.Categorical) RowInformation<TLane>.SoftmaxSlopes(padded, _probability, _quadratic, _slopes);
        else RowInformation<TLane>.HalfProduct(padded, _slope, (double*)_quadratic[0], (double*)_slopes[0]);
        for (int k = 0; k < _eta.Length; k++)
        {
            Predictor predictor = _objective.Predictors[k];
            Weigh((double*)_slopes[k], rows, padded);
            for (int j = predictor.Start; j < predictor.Start + predictor.Count; j++)
                ColumnLoops<TLane>.AccumulateProduct(_accumulators + (8 * j), padded, _packer.Pointers[j], (double*)_slopes[k]);
        }
    }

    private void FillQuadratic(double[] inverseFactor, int padded)
    {
        int size = _objective.CoefficientCount, classes = _eta.Length;
        foreach (nint column in _quadratic) new Span<double>((double*)column, padded).Clear();
        for (int r = 0; r < size; r++)
        {
            for (int k = 0; k < classes; k++)
            {
                Predictor predictor = _objective.Predictors[k];
                double* v = (double*)_whitened[k];
                new Span<double>(v, padded).Clear();
                for (int j = predictor.Start; j < Math.Min(predictor.Start + predictor.Count, r + 1); j++)
                    ColumnLoops<TLane>.AddScaled(v, padded, inverseFactor[(r * size) + j], _packer.Pointers[j]);
            }

            for (int k = 0, h = 0; k < classes; k++)
            {
                // Predictors from this one on start after row r: their columns have no share in it.
                for (int l = k; l < classes; l++, h++)
                {
                    if (_objective.Predictors[l].Start <= r) RowInformation<TLane>.AddProduct((double*)_quadratic[h], padded, (double*)_whitened[k], (double*)_whitened[l]);
                }
            }
        }
    }

    /// <summary>Times the rows' weights; nothing in the padding, where the column of ones is not zero.</summary>
    private void Weigh(double* column, int rows, int padded)
    {
        if (!_objective.Weights.IsEmpty) ColumnLoops<TLane>.Multiply(column, padded, column, _weights);
        new Span<double>(column + rows, padded - rows).Clear();
    }
}
