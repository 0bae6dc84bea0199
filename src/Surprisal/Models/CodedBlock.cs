using Surprisal.Numerics.Kernels;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Models;

/// <summary>A thread's codings: the slots of a block's rows, what they add to η, and the sums over levels of a run.</summary>
internal sealed unsafe class CodedBlock<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    private readonly Objective _objective;
    private readonly List<Packed> _groups = [];
    private readonly Dictionary<CodedGroup, Packed> _packed = new(ReferenceEqualityComparer.Instance);
    private readonly AlignedMemory _memory;
    private readonly double* _weighted;
    private readonly double* _lines;
    private AlignedMemory? _sums;
    private int _length;

    /// <summary>Makes room for the codings of an objective.</summary>
    public CodedBlock(Objective objective)
    {
        _objective = objective;
        int rows = objective.Plan.BlockRows, widest = objective.Coded.AllBins.Select(static b => b.Stride).DefaultIfEmpty(0).Max();
        nint levels = (nint)objective.Parts.SelectMany(static p => p.Groups).Sum(static g => (long)RoundUp(g.Count + 1));
        int groups = objective.Parts.Sum(static p => p.Groups.Count);
        _memory = new AlignedMemory((2 * levels) + ((nint)rows * ((2 * groups) + 1 + widest)));
        double* next = _memory.Pointer;
        for (int k = 0; k < objective.Parts.Count; k++)
        {
            foreach (CodedGroup group in objective.Parts[k].Groups)
            {
                // Slots are half as large as doubles, and take the room of as many, so that everything begins at a whole line of the cache.
                Packed packed = new(group, k, (int*)next, next + rows, next + (2 * rows), next + (2 * rows) + RoundUp(group.Count + 1));
                next += (2 * rows) + (2 * RoundUp(group.Count + 1));
                _groups.Add(packed);
                _packed.Add(group, packed);
            }
        }

        // Loops of whole registers read past the last row of an odd block.
        new Span<double>(_memory.Pointer, (int)(next - _memory.Pointer)).Clear();
        _weighted = next;
        _lines = next + rows;
        new Span<double>(_lines, rows * widest).Clear();
    }

    /// <summary>The sums of the run.</summary>
    public ReadOnlySpan<double> Sums => _sums is null ? default : new ReadOnlySpan<double>(_sums.Pointer, _length);

    private double* Totals => _sums!.Pointer;

    /// <summary>Begins a run.</summary>
    /// <param name="coefficients">The coefficients.</param>
    /// <param name="order">The order of the pass.</param>
    /// <param name="direction">A direction in them; empty for none.</param>
    public void Begin(double[] coefficients, int order, double[] direction)
    {
        _length = _objective.Coded.Length(order);
        if (_sums is null || Capacity < _length)
        {
            _sums = new AlignedMemory(_length);
            Capacity = _length;
        }

        new Span<double>(_sums.Pointer, _length).Clear();
        foreach (Packed packed in _groups)
        {
            for (int k = 0; k < packed.Group.Count; k++) packed.Levels[k] = coefficients[packed.Group.Coefficients[k]];
            packed.Levels[packed.Group.Count] = 0;
            for (int k = 0; k < packed.Group.Count && direction.Length > 0; k++) packed.Directions[k] = direction[packed.Group.Coefficients[k]];
            packed.Directions[packed.Group.Count] = 0;
        }
    }

    private int Capacity { get; set; }

    /// <summary>Packs a block's codes.</summary>
    public void Pack(int firstRow, int rows)
    {
        foreach (Packed packed in _groups)
        {
            packed.Group.Fill(firstRow, new Span<int>(packed.Slots, rows));
            if (packed.Group.Multiplier is { } multiplier) multiplier.Span.Slice(firstRow, rows).CopyTo(new Span<double>(packed.Multiplier, rows));
        }
    }

    /// <summary>Adds to η what the levels give.</summary>
    /// <param name="predictor">Whose η.</param>
    /// <param name="eta">What it is added to.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="ofDirection">Whether the levels' part of the direction is meant, not of the coefficients.</param>
    public void AddEta(int predictor, double* eta, int rows, bool ofDirection = false)
    {
        foreach (Packed packed in _groups)
        {
            if (packed.Predictor != predictor) continue;
            double* levels = ofDirection ? packed.Directions : packed.Levels;
            if (packed.IsScaled) LevelLoops.GatherScaled(eta, rows, packed.Slots, levels, packed.Multiplier);
            else LevelLoops.Gather(eta, rows, packed.Slots, levels);
        }
    }

    /// <summary>Adds slopes to their levels, in a pass without curvature.</summary>
    /// <param name="predictor">Whose.</param>
    /// <param name="g">The rows' slopes.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="squared">Whether they are curvatures, which take the multiplier twice.</param>
    public void AddGradient(int predictor, double* g, int rows, bool squared = false)
    {
        foreach (CodedSums.Gradient part in _objective.Coded.AllGradients)
        {
            if (part.Predictor != predictor) continue;
            Packed packed = _packed[part.Group];
            double* x = g;
            if (packed.IsScaled && squared)
            {
                ColumnLoops<TLane>.Multiply(_weighted, (rows + 7) & ~7, g, packed.Multiplier);
                x = _weighted;
            }

            if (packed.IsScaled) LevelLoops.ScatterScaled(Totals + part.Offset, rows, packed.Slots, x, packed.Multiplier);
            else LevelLoops.Scatter(Totals + part.Offset, rows, packed.Slots, g);
        }
    }

    /// <summary>Adds the curvature between two predictors, and on the way along its diagonal the slopes.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    /// <param name="weights">The rows' curvature; null for none.</param>
    /// <param name="gradient">The rows' slopes where both are one; null for none.</param>
    /// <param name="columns">The packed dense columns of all predictors.</param>
    /// <param name="rows">Rows.</param>
    public void AddCurvature(int left, int right, double* weights, double* gradient, double*[] columns, int rows)
    {
        int lines = -1;
        foreach (CodedSums.Bins bins in _objective.Coded.AllBins)
        {
            if (bins.Left != left || bins.Right != right) continue;
            Packed packed = _packed[bins.Group];
            if (lines != bins.Other)
            {
                lines = bins.Other;
                FillLines(bins, weights, gradient, columns, rows);
            }

            if (packed.IsScaled)
            {
                if (bins.Lead > 0) SpreadOwn(bins.Stride, rows, weights, packed.Multiplier);
                LevelLoops<TLane>.ScatterRowsScaled(Totals + bins.Offset, bins.Stride, rows, packed.Slots, _lines, packed.Multiplier);
            }
            else
            {
                if (bins.Lead > 0) SpreadOwn(bins.Stride, rows, weights, null);
                LevelLoops<TLane>.ScatterRows(Totals + bins.Offset, bins.Stride, rows, packed.Slots, _lines);
            }
        }

        if (weights is null) return;
        foreach (CodedSums.Cross cross in _objective.Coded.AllCrosses)
        {
            if (cross.Left == left && cross.Right == right) AddCross(cross, weights, rows);
        }
    }

    private static nint RoundUp(int count) => (count + 7) & ~7;

    /// <summary>A level's own curvature has the multiplier twice; the second time with the rest of the line.</summary>
    private void SpreadOwn(int stride, int rows, double* weights, double* multiplier)
    {
        if (weights is null) return;
        if (multiplier is null) LevelLoops.Spread(_lines + 1, stride, rows, weights);
        else LevelLoops.Spread(_lines + 1, stride, rows, weights, multiplier);
    }

    private void FillLines(CodedSums.Bins bins, double* weights, double* gradient, double*[] columns, int rows)
    {
        PredictorParts other = _objective.Parts[bins.Other];
        int width = bins.Lead + other.Count;
        for (int j = weights is null || gradient is null ? 0 : width; j < bins.Stride; j++)
        {
            for (int i = 0; i < rows; i++) _lines[(i * (nint)bins.Stride) + j] = 0;
        }

        if (bins.Lead > 0 && gradient is not null) LevelLoops.Spread(_lines, bins.Stride, rows, gradient);
        if (weights is null) return;
        for (int j = 0; j < other.Count; j++) LevelLoops.Spread(_lines + bins.Lead + j, bins.Stride, rows, columns[other.DenseStart + j], weights);
    }

    private void AddCross(CodedSums.Cross cross, double* weights, int rows)
    {
        Packed first = _packed[cross.First], second = _packed[cross.Second];
        double* sums = Totals + cross.Offset, w = weights;
        Packed? scaled = first.IsScaled ? first : second.IsScaled ? second : null;
        if (first.IsScaled && second.IsScaled)
        {
            ColumnLoops<TLane>.Multiply(_weighted, (rows + 7) & ~7, weights, first.Multiplier);
            w = _weighted;
            scaled = second;
        }

        if (cross.IsPaired)
        {
            if (scaled is null) LevelLoops.Scatter(sums, rows, first.Slots, w);
            else LevelLoops.ScatterScaled(sums, rows, first.Slots, w, scaled.Multiplier);
            return;
        }

        nint stride = cross.Second.Count + 1;
        if (scaled is null) LevelLoops.ScatterPairs(sums, stride, rows, first.Slots, second.Slots, w);
        else LevelLoops.ScatterPairsScaled(sums, stride, rows, first.Slots, second.Slots, w, scaled.Multiplier);
    }

    private sealed class Packed(CodedGroup group, int predictor, int* slots, double* multiplier, double* levels, double* directions)
    {
        public CodedGroup Group { get; } = group;

        public int Predictor { get; } = predictor;

        public bool IsScaled { get; } = group.Multiplier is not null;

        public int* Slots { get; } = slots;

        public double* Multiplier { get; } = multiplier;

        /// <summary>The coefficient of each slot.</summary>
        public double* Levels { get; } = levels;

        /// <summary>The part of a direction of each slot.</summary>
        public double* Directions { get; } = directions;
    }
}
