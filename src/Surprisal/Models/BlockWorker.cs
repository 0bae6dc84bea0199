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
    private const int SumsAtOnce = 4;
    private readonly Objective _objective;
    private readonly NoiseBlock<TLane> _block;
    private readonly (int Left, int Right)[] _pairs;
    private readonly BlockPacker<TLane> _packer;
    private readonly ObservationPacker<TLane> _observations;
    private readonly AlignedMemory _memory;
    private readonly double* _weights;
    private readonly double* _row;
    private readonly double* _gradientRow;
    private readonly double* _scratch;
    private readonly CodedBlock<TLane>? _coded;
    private ProductBlock<TLane>? _product;
    private AlignedMemory _accumulatorMemory = new(0);
    private double* _first;
    private double* _accumulators;
    private int _room;
    private int _length;
    private double[] _point = [];
    private readonly double*[] _sources = new double*[SumsAtOnce];
    private readonly double*[] _targets = new double*[SumsAtOnce];
    private readonly double*[] _four = new double*[SumsAtOnce];
    private int _waiting;
    private ObjectivePass _pass;
    private int _sums;

    public BlockWorker(ObjectivePass pass)
    {
        _pass = pass;
        _objective = pass.Objective;
        if (_objective.Parts.Any(static p => p.Groups.Count > 0)) _coded = new CodedBlock<TLane>(_objective);
        _packer = new BlockPacker<TLane>(_objective, _coded);
        int predictors = _objective.Predictors.Count, rows = _objective.Plan.BlockRows;
        _block = new NoiseBlock<TLane>(rows, predictors);
        _observations = new ObservationPacker<TLane>(_objective.Observations, rows);
        _pairs = [.. SumLayout.Pairs(predictors)];
        _memory = new AlignedMemory((4 * (nint)rows) + CrossProducts<TLane>.ScratchDoubles);
        _weights = _memory.Pointer;
        _row = _weights + rows;
        _gradientRow = _row + rows;
        _scratch = _gradientRow + rows;
    }

    /// <summary>The sums over one run of blocks.</summary>
    public double[] Sum(ObjectivePass pass, int run)
    {
        _pass = pass;
        _block.Order = pass.Look == PassLook.Slopes ? pass.Order : 2;
        _block.CompleteData = pass.Kind == CurvatureKind.CompleteData;
        _length = SumLayout.Length(_objective.Parts, pass.SumOrder);
        _sums = _length * pass.Points.Count;
        if (_sums > _room)
        {
            // The room for curvature is large: it is made when the first curvature is asked for.
            _room = _sums;
            _accumulatorMemory = new AlignedMemory(8 * (nint)_room);
            _first = _accumulatorMemory.Pointer;
        }

        _coded?.Begin(pass.Points[0], pass.SumOrder, pass.Direction);
        if (pass.Look != PassLook.Slopes && _product is null) _product = new ProductBlock<TLane>(_objective, _packer, _coded);
        BlockPlan plan = _objective.Plan;
        new Span<double>(_first, 8 * _sums).Clear();
        int perRun = plan.SampledBlocksPerRun(pass.EveryBlock), first = run * perRun, last = Math.Min(first + perRun, plan.SampledBlocks(pass.EveryBlock));
        for (int sampled = first; sampled < last; sampled++)
        {
            int block = sampled * pass.EveryBlock;
            Add(block * plan.BlockRows, Math.Min(plan.BlockRows, plan.Rows - (block * plan.BlockRows)));
        }

        double[] sums = new double[_sums + _objective.Coded.Length(pass.SumOrder)];
        if (_coded is not null) _coded.Sums.CopyTo(sums.AsSpan(_sums));
        for (int k = 0; k < _sums; k++)
        {
            double* a = _first + (8 * k);
            sums[k] = ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
        }

        return sums;
    }

    private void Add(int firstRow, int rows)
    {
        int padded = (rows + 7) & ~7;
        _observations.Pack(_block, firstRow, rows);
        if (!_objective.Weights.IsEmpty) BlockPacker<TLane>.Copy(_objective.Weights, _weights, firstRow, rows, padded);
        for (int k = 0; k < _pass.Points.Count; k++)
        {
            _point = _pass.Points[k];
            _accumulators = _first + (8 * (nint)_length * k);
            if (k == 0) _packer.Pack(firstRow, rows, padded, _point);
            else _packer.PackAgain(firstRow, rows, padded, _point);
            AddPoint(firstRow, rows, padded);
        }
    }

    /// <summary>Adds what a packed block has at one point.</summary>
    private void AddPoint(int firstRow, int rows, int padded)
    {
        _block.Arena.Begin(padded, _block.FreeParameters, _block.Order);
        for (int k = 0; k < _block.FreeParameters; k++)
        {
            Predictor predictor = _objective.Predictors[k];
            _block.Predictors[k] = predictor.IsConstant ? new Field(_point[predictor.Start]) : new Field(_packer.Eta(k));
        }

        _objective.Noise.Evaluate(_block);
        AddSum(_block.Surprisal, _accumulators, rows, padded);
        if (_pass.RowCurvature is { } kept) KeepCurvature(kept, firstRow, rows, padded);
        else if (_pass.Order > 1) AddCurvature(rows, padded);
        for (int k = 0; k < _block.FreeParameters && _pass.SumOrder == 1 && _pass.Look == PassLook.Slopes; k++) AddGradient(k, rows, padded);
        if (_pass.Look != PassLook.Slopes) AddProducts(rows, padded);
        FinishSums(padded);
    }

    /// <summary>Adds a field's weighted rows to accumulators: what is left of a product with columns of ones.</summary>
    private void AddSum(Field field, double* accumulators, int rows, int padded)
    {
        if (field.IsZero) return;
        double* source = Weigh(field, rows, padded, _row);
        if (source == _row)
        {
            ColumnLoops<TLane>.Accumulate(accumulators, padded, source);
            return;
        }

        _sources[_waiting] = source;
        _targets[_waiting++] = accumulators;
        if (_waiting < SumsAtOnce) return;
        fixed (double** sources = _sources, targets = _targets) ColumnLoops<TLane>.Accumulate4(targets, padded, sources);
        _waiting = 0;
    }

    private void FinishSums(int padded)
    {
        for (int k = 0; k < _waiting; k++) ColumnLoops<TLane>.Accumulate(_targets[k], padded, _sources[k]);
        _waiting = 0;
    }

    /// <summary>A field times the rows' weights as an array whose padding is zero: the field's own, or the room given.</summary>
    private double* Weigh(Field field, int rows, int padded, double* room)
    {
        double* source = field.Pointer;
        if (field.IsUniform)
        {
            new Span<double>(room, padded).Fill(field.Uniform);
            source = room;
        }

        if (!_objective.Weights.IsEmpty)
        {
            ColumnLoops<TLane>.Multiply(room, padded, source, _weights);
            source = room;
        }

        if (rows == padded) return source;
        if (source != room) new Span<double>(source, rows).CopyTo(new Span<double>(room, rows));
        new Span<double>(room + rows, padded - rows).Clear();
        return room;
    }

    private double* GradientAccumulators(int predictor) => _accumulators + (8 * (1 + _objective.Parts[predictor].DenseStart));

    private void AddGradient(int k, int rows, int padded)
    {
        if (_block.Gradient[k].IsZero) return;
        PredictorParts predictor = _objective.Parts[k];
        if (predictor.IsConstant)
        {
            AddSum(_block.Gradient[k], GradientAccumulators(k), rows, padded);
            return;
        }

        double* g = Weigh(_block.Gradient[k], rows, padded, _gradientRow);
        int j = 0;
        for (; j + SumsAtOnce <= predictor.Count; j += SumsAtOnce)
        {
            for (int c = 0; c < SumsAtOnce; c++) _four[c] = GradientAccumulators(k) + (8 * (j + c));
            fixed (double** targets = _four, columns = _packer.Pointers) ColumnLoops<TLane>.AccumulateProduct4(targets, padded, columns + predictor.DenseStart + j, g);
        }

        for (; j < predictor.Count; j++)
            ColumnLoops<TLane>.AccumulateProduct(GradientAccumulators(k) + (8 * j), padded, _packer.Pointers[predictor.DenseStart + j], g);
        if (_pass.SumOrder == 1) _coded?.AddGradient(k, g, rows);
    }

    /// <summary>Adds products with the curvature, of a direction or of each column with itself, where slopes would stand.</summary>
    private void AddProducts(int rows, int padded)
    {
        _product!.Begin(_pass.Direction, rows, padded);
        for (int h = 0; h < _pairs.Length; h++)
        {
            if (!_block.Curvature[h].IsZero) _product.Add(_pairs[h].Left, _pairs[h].Right, Weigh(_block.Curvature[h], rows, padded, _row), padded);
        }

        for (int k = 0; k < _block.FreeParameters; k++) _product.Finish(k, GradientAccumulators(k), rows, padded, _scratch);
    }

    /// <summary>Writes each row's curvature in its predictors, weights included.</summary>
    private void KeepCurvature(double[][] kept, int firstRow, int rows, int padded)
    {
        for (int h = 0; h < kept.Length; h++)
        {
            Span<double> destination = kept[h].AsSpan(firstRow, rows);
            if (_block.Curvature[h].IsZero) destination.Clear();
            else new Span<double>(Weigh(_block.Curvature[h], rows, padded, _row), rows).CopyTo(destination);
        }
    }

    /// <summary>Adds curvature, and on the way along its diagonal the gradient.</summary>
    private void AddCurvature(int rows, int padded)
    {
        double* accumulators = _accumulators + (8 * (nint)(1 + _objective.Parts.Sum(static p => p.Count)));
        for (int h = 0; h < _pairs.Length; h++)
        {
            (int a, int b) = _pairs[h];
            PredictorParts left = _objective.Parts[a], right = _objective.Parts[b];
            Field field = _pass.Kind == CurvatureKind.OuterProduct ? JetFields<TLane>.Multiply(_block.Arena, _block.Gradient[a], _block.Gradient[b]) : _block.Curvature[h];
            if (left.IsConstant && right.IsConstant)
            {
                if (a == b) AddGradient(a, rows, padded);
                AddSum(field, accumulators, rows, padded);
            }
            else if (!field.IsZero)
            {
                double* gradient = a == b && !_block.Gradient[a].IsZero ? Weigh(_block.Gradient[a], rows, padded, _gradientRow) : null;
                double* weights = Weigh(field, rows, padded, _row);
                fixed (double** columns = _packer.Pointers)
                {
                    CrossProducts<TLane>.Add(
                        columns + left.DenseStart,
                        left.Count,
                        columns + right.DenseStart,
                        right.Count,
                        weights,
                        padded,
                        _scratch,
                        a == b,
                        gradient,
                        GradientAccumulators(a),
                        accumulators);
                }

                _coded?.AddCurvature(a, b, weights, gradient, _packer.Pointers, rows);
            }
            else if (a == b)
            {
                AddGradient(a, rows, padded);
                if (_coded is not null && !_block.Gradient[a].IsZero) _coded.AddCurvature(a, b, null, Weigh(_block.Gradient[a], rows, padded, _gradientRow), _packer.Pointers, rows);
            }

            accumulators += 8 * (nint)left.Count * right.Count;
        }
    }
}
