using Surprisal.Noise;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Kernels;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Models;

/// <summary>
/// A thread's share of a pass: packs the columns of a block, forms η, runs the noise model, and adds surprisal, gradient and curvature to
/// accumulators, all while the block is in cache. Its memory is that of one block.
/// </summary>
internal sealed unsafe class BlockWorker<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    private readonly Objective _objective;
    private readonly NoiseBlock<TLane> _block;
    private readonly (int Left, int Right)[] _pairs;
    private readonly int _capacity;
    private readonly AlignedMemory _memory;
    private readonly double*[] _pointers;
    private readonly double* _columns;
    private readonly double* _etas;
    private readonly double* _response;
    private readonly double* _trials;
    private readonly double* _weights;
    private readonly double* _row;
    private readonly double* _scratch;
    private readonly double* _accumulators;
    private ObjectivePass _pass;
    private int _sums;

    public BlockWorker(ObjectivePass pass)
    {
        _pass = pass;
        _objective = pass.Objective;
        _capacity = _objective.Plan.BlockRows;
        int predictors = _objective.Predictors.Count, bank = _objective.Bank.Columns.Count;
        _block = new NoiseBlock<TLane>(_capacity, predictors);
        _pairs = [.. SumLayout.Pairs(predictors)];
        nint rows = _capacity;
        nint doubles = (rows * (bank + predictors + 8)) + (8 * (nint)SumLayout.Length(_objective.Predictors, 2));
        _memory = new AlignedMemory(doubles);
        _columns = _memory.Pointer;
        _etas = _columns + (rows * bank);
        _response = _etas + (rows * predictors);
        _trials = _response + rows;
        _weights = _trials + rows;
        _row = _weights + rows;
        _scratch = _row + rows;
        _accumulators = _scratch + (4 * rows);
        _pointers = new double*[_objective.CoefficientCount + 1];
        for (int k = 0; k < predictors; k++)
        {
            Predictor predictor = _objective.Predictors[k];
            for (int j = 0; j < predictor.Count; j++) _pointers[predictor.Start + j] = _columns + (rows * _objective.Bank.Places(k)[j]);
        }
    }

    /// <summary>The sums over one run of blocks.</summary>
    public double[] Sum(ObjectivePass pass, int run)
    {
        _pass = pass;
        _block.Order = pass.Order;
        _sums = SumLayout.Length(_objective.Predictors, pass.Order);
        BlockPlan plan = _objective.Plan;
        new Span<double>(_accumulators, 8 * _sums).Clear();
        int first = run * plan.BlocksPerRun, last = Math.Min(first + plan.BlocksPerRun, plan.Blocks);
        for (int block = first; block < last; block++)
        {
            if (block % _pass.EveryBlock == 0) Add(block * plan.BlockRows, Math.Min(plan.BlockRows, plan.Rows - (block * plan.BlockRows)));
        }

        double[] sums = new double[_sums];
        for (int k = 0; k < _sums; k++)
        {
            double* a = _accumulators + (8 * k);
            sums[k] = ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
        }

        return sums;
    }

    private void Add(int firstRow, int rows)
    {
        int padded = (rows + 7) & ~7;
        Pack(firstRow, rows, padded);
        _block.Arena.Begin(padded, _block.FreeParameters, _pass.Order);
        for (int k = 0; k < _block.FreeParameters; k++) _block.Predictors[k] = Predict(k, firstRow, rows, padded);
        _objective.Noise.Evaluate(_block);
        ColumnLoops<TLane>.Accumulate(_accumulators, padded, Weigh(_block.Surprisal, rows, padded));
        if (_pass.Order > 0) AddGradient(rows, padded);
        if (_pass.Order > 1) AddCurvature(rows, padded);
    }

    private void Pack(int firstRow, int rows, int padded)
    {
        for (int j = 0; j < _objective.Bank.Columns.Count; j++)
        {
            double* column = _columns + ((nint)_capacity * j);
            _objective.Bank.Columns[j].Fill(firstRow, new Span<double>(column, rows));
            new Span<double>(column + rows, padded - rows).Clear();
        }

        Copy(_objective.Response, _response, firstRow, rows, padded);
        _block.Response = new Field(_response);
        _block.Trials = new Field(1.0);
        if (!_objective.Trials.IsEmpty)
        {
            Copy(_objective.Trials, _trials, firstRow, rows, padded);
            _block.Trials = new Field(_trials);
        }

        if (!_objective.Weights.IsEmpty) Copy(_objective.Weights, _weights, firstRow, rows, padded);
    }

    /// <summary>Copies rows, and fills up with the first of them: a value that the noise model can take.</summary>
    private static void Copy(ReadOnlyMemory<double> source, double* destination, int firstRow, int rows, int padded)
    {
        source.Span.Slice(firstRow, rows).CopyTo(new Span<double>(destination, rows));
        new Span<double>(destination + rows, padded - rows).Fill(destination[0]);
    }

    private Field Predict(int k, int firstRow, int rows, int padded)
    {
        Predictor predictor = _objective.Predictors[k];
        if (predictor.IsConstant) return new Field(_pass.Coefficients[predictor.Start]);
        double* eta = _etas + ((nint)_capacity * k);
        if (predictor.Offset is { } offset) Copy(offset, eta, firstRow, rows, padded);
        else new Span<double>(eta, padded).Clear();
        fixed (double* b = _pass.Coefficients)
        fixed (double** columns = _pointers)
            ColumnLoops<TLane>.AddCombination(eta, padded, columns + predictor.Start, b + predictor.Start, predictor.Count);
        new Span<double>(eta + rows, padded - rows).Fill(eta[0]);
        return new Field(eta);
    }

    /// <summary>A field times the rows' weights as an array whose padding is zero.</summary>
    private double* Weigh(Field field, int rows, int padded)
    {
        double* source = field.Pointer;
        if (field.IsUniform)
        {
            new Span<double>(_row, padded).Fill(field.Uniform);
            source = _row;
        }

        if (!_objective.Weights.IsEmpty)
        {
            ColumnLoops<TLane>.Multiply(_row, padded, source, _weights);
            source = _row;
        }

        if (rows == padded) return source;
        if (source != _row) new Span<double>(source, rows).CopyTo(new Span<double>(_row, rows));
        new Span<double>(_row + rows, padded - rows).Clear();
        return _row;
    }

    private void AddGradient(int rows, int padded)
    {
        for (int k = 0; k < _block.FreeParameters; k++)
        {
            if (_block.Gradient[k].IsZero) continue;
            double* g = Weigh(_block.Gradient[k], rows, padded);
            Predictor predictor = _objective.Predictors[k];
            for (int j = 0; j < predictor.Count; j++)
                ColumnLoops<TLane>.AccumulateProduct(_accumulators + (8 * (1 + predictor.Start + j)), padded, _pointers[predictor.Start + j], g);
        }
    }

    private void AddCurvature(int rows, int padded)
    {
        double* accumulators = _accumulators + (8 * (nint)(1 + _objective.CoefficientCount));
        for (int h = 0; h < _pairs.Length; h++)
        {
            Predictor left = _objective.Predictors[_pairs[h].Left], right = _objective.Predictors[_pairs[h].Right];
            Field field = _pass.Kind == CurvatureKind.Observed
                ? _block.Curvature[h]
                : JetFields<TLane>.Multiply(_block.Arena, _block.Gradient[_pairs[h].Left], _block.Gradient[_pairs[h].Right]);
            if (!field.IsZero)
            {
                fixed (double** columns = _pointers)
                {
                    CrossProducts<TLane>.Add(
                        columns + left.Start, left.Count, columns + right.Start, right.Count, Weigh(field, rows, padded), padded, _scratch, left == right, accumulators);
                }
            }

            accumulators += 8 * (nint)left.Count * right.Count;
        }
    }
}
