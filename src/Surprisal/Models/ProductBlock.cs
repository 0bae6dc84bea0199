using Surprisal.Numerics.Kernels;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Models;

/// <summary>
/// A thread's products of a block's curvature with a direction: η's part of the direction, times the rows' curvature, times the columns. Without a direction,
/// the products of each column with itself.
/// </summary>
internal sealed unsafe class ProductBlock<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    private readonly Objective _objective;
    private readonly BlockPacker<TLane> _packer;
    private readonly CodedBlock<TLane>? _coded;
    private readonly nint _stride;
    private readonly AlignedMemory _memory;
    private bool _isDiagonal;

    /// <summary>Makes room.</summary>
    public ProductBlock(Objective objective, BlockPacker<TLane> packer, CodedBlock<TLane>? coded)
    {
        _objective = objective;
        _packer = packer;
        _coded = coded;
        _stride = objective.Plan.BlockRows;
        _memory = new AlignedMemory(2 * _stride * Math.Max(1, objective.Parts.Count));
    }

    /// <summary>Begins a block whose columns are packed.</summary>
    public void Begin(double[] direction, int rows, int padded)
    {
        _isDiagonal = direction.Length == 0;
        for (int k = 0; k < _objective.Parts.Count; k++)
        {
            new Span<double>(Product(k), padded).Clear();
            if (_isDiagonal) continue;
            PredictorParts part = _objective.Parts[k];
            double* eta = Eta(k);
            if (part.IsConstant)
            {
                new Span<double>(eta, padded).Fill(direction[part.Coefficients[0]]);
                continue;
            }

            new Span<double>(eta, padded).Clear();
            for (int j = 0; j < part.Count; j++) ColumnLoops<TLane>.AddScaled(eta, padded, direction[part.Coefficients[j]], _packer.Pointers[part.DenseStart + j]);
            _coded?.AddEta(k, eta, rows, ofDirection: true);
        }
    }

    /// <summary>Takes the rows' curvature between two predictors, zero in the padding.</summary>
    public void Add(int left, int right, double* weights, int padded)
    {
        if (_isDiagonal)
        {
            if (left == right) new Span<double>(weights, padded).CopyTo(new Span<double>(Product(left), padded));
            return;
        }

        ColumnLoops<TLane>.AddProduct(Product(left), padded, weights, Eta(right));
        if (left != right) ColumnLoops<TLane>.AddProduct(Product(right), padded, weights, Eta(left));
    }

    /// <summary>Adds a predictor's products with its columns.</summary>
    public void Finish(int predictor, double* accumulators, int rows, int padded, double* scratch)
    {
        PredictorParts part = _objective.Parts[predictor];
        double* product = Product(predictor);
        for (int j = 0; j < part.Count; j++)
        {
            double* column = _packer.Pointers[part.DenseStart + j], x = product;
            if (_isDiagonal)
            {
                ColumnLoops<TLane>.Multiply(scratch, padded, product, column);
                x = scratch;
            }

            ColumnLoops<TLane>.AccumulateProduct(accumulators + (8 * j), padded, column, x);
        }

        _coded?.AddGradient(predictor, product, rows, _isDiagonal);
    }

    private double* Eta(int predictor) => _memory.Pointer + (2 * _stride * predictor);

    private double* Product(int predictor) => Eta(predictor) + _stride;
}
