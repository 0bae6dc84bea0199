using Surprisal.Formulas;
using Surprisal.Numerics.Kernels;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Models;

/// <summary>
/// Brings the columns of a block from wherever they are into cache, one after another, and forms the predictors on the way: the one time that
/// a pass touches main memory.
/// </summary>
internal sealed unsafe class BlockPacker<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    private readonly Objective _objective;
    private readonly CodedBlock<TLane>? _coded;
    private readonly nint _stride;
    private readonly AlignedMemory _memory;
    private readonly double* _etas;
    private readonly (int Predictor, int Coefficient)[][] _uses;

    /// <summary>Makes room for blocks of an objective.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="coded">Its codings; null for none.</param>
    public BlockPacker(Objective objective, CodedBlock<TLane>? coded)
    {
        _objective = objective;
        int bank = objective.Bank.Columns.Count, rows = objective.Plan.BlockRows;

        // One cache line more than the rows: columns a power of two apart would compete for the same few lines of the cache.
        _stride = rows + 8;
        _memory = new AlignedMemory(_stride * (bank + objective.Predictors.Count));
        _etas = _memory.Pointer + (_stride * bank);
        _coded = coded;
        Pointers = new double*[objective.Parts.Sum(static p => p.Count) + 1];
        List<(int, int)>[] uses = new List<(int, int)>[bank];
        for (int j = 0; j < bank; j++) uses[j] = [];
        for (int k = 0; k < objective.Predictors.Count; k++)
        {
            PredictorParts predictor = objective.Parts[k];
            for (int j = 0; j < predictor.Count; j++)
            {
                int place = objective.Bank.Places(k)[j];
                Pointers[predictor.DenseStart + j] = Column(place);
                if (!predictor.IsConstant) uses[place].Add((k, predictor.Coefficients[j]));
            }
        }

        _uses = [.. uses.Select(static u => u.ToArray())];
        for (int j = 0; j < bank; j++)
        {
            if (objective.Bank.Columns[j] is InterceptColumn) new Span<double>(Column(j), rows).Fill(1);
        }
    }

    /// <summary>Where the packed dense columns of all predictors are.</summary>
    public double*[] Pointers { get; }

    /// <summary>The packed η of a predictor.</summary>
    public double* Eta(int predictor) => _etas + (_stride * predictor);

    /// <summary>Packs rows and forms η; columns are filled up with zeros to a multiple of 8 rows, η with its first row.</summary>
    public void Pack(int firstRow, int rows, int padded, double[] coefficients)
    {
        for (int k = 0; k < _objective.Predictors.Count; k++) StartEta(k, firstRow, rows, padded);
        IReadOnlyList<DesignColumn> columns = _objective.Bank.Columns;
        for (int j = 0; j < columns.Count; j++)
        {
            if (rows == padded && IsQuad(j))
            {
                CopyAndAdd4(j, firstRow, rows, coefficients);
                j += 3;
            }
            else if (rows == padded && columns[j] is NumericColumn numeric && _uses[j].Length > 0)
            {
                CopyAndAdd(j, numeric, firstRow, rows, coefficients);
            }
            else
            {
                FillAndAdd(j, columns[j], firstRow, rows, padded, coefficients);
            }
        }

        _coded?.Pack(firstRow, rows);
        for (int k = 0; k < _objective.Predictors.Count; k++)
        {
            _coded?.AddEta(k, Eta(k), rows);
            new Span<double>(Eta(k) + rows, padded - rows).Fill(Eta(k)[0]);
        }
    }

    /// <summary>Forms η at another point from the columns that are packed.</summary>
    public void PackAgain(int firstRow, int rows, int padded, double[] coefficients)
    {
        double* factors = stackalloc double[4];
        for (int k = 0; k < _objective.Predictors.Count; k++)
        {
            Predictor predictor = _objective.Predictors[k];
            if (predictor.IsConstant) continue;
            StartEta(k, firstRow, rows, padded);
            int j = 0;
            fixed (double** columns = Pointers)
            {
                for (; j + 4 <= predictor.Count; j += 4)
                {
                    for (int c = 0; c < 4; c++) factors[c] = coefficients[predictor.Start + j + c];
                    ColumnLoops<TLane>.AddScaled4(Eta(k), padded, factors, columns + predictor.Start + j);
                }
            }

            for (; j < predictor.Count; j++) ColumnLoops<TLane>.AddScaled(Eta(k), padded, coefficients[predictor.Start + j], Pointers[predictor.Start + j]);
            new Span<double>(Eta(k) + rows, padded - rows).Fill(Eta(k)[0]);
        }
    }

    /// <summary>Copies rows, and fills up with the first of them: a value that the noise model can take.</summary>
    public static void Copy(ReadOnlyMemory<double> source, double* destination, int firstRow, int rows, int padded)
    {
        source.Span.Slice(firstRow, rows).CopyTo(new Span<double>(destination, rows));
        new Span<double>(destination + rows, padded - rows).Fill(destination[0]);
    }

    private double* Column(int place) => _memory.Pointer + (_stride * place);

    private void StartEta(int k, int firstRow, int rows, int padded)
    {
        Predictor predictor = _objective.Predictors[k];
        if (predictor.IsConstant) return;
        if (predictor.Offset is { } offset) Copy(offset, Eta(k), firstRow, rows, padded);
        else new Span<double>(Eta(k), padded).Clear();
    }

    private void CopyAndAdd(int place, NumericColumn column, int firstRow, int rows, double[] coefficients)
    {
        IReadOnlyList<DesignColumn> columns = _objective.Bank.Columns;
        (int first, int coefficient) = _uses[place][0];
        ReadOnlySpan<double> here = column.Values.Span;
        ReadOnlySpan<double> after = place + 3 < columns.Count && columns[place + 3] is NumericColumn following ? following.Values.Span : here;
        fixed (double* source = here, next = after)
            ColumnLoops<TLane>.CopyAndAdd(source + firstRow, Column(place), rows, coefficients[coefficient], Eta(first), next + firstRow);
        AddUses(place, 1, rows, coefficients);
    }

    /// <summary>Whether this column and the three after it are plain numbers that the same predictor uses first.</summary>
    private bool IsQuad(int place)
    {
        IReadOnlyList<DesignColumn> columns = _objective.Bank.Columns;
        if (place + 4 > columns.Count || _uses[place].Length == 0) return false;
        for (int k = 0; k < 4; k++)
        {
            if (columns[place + k] is not NumericColumn || _uses[place + k].Length == 0 || _uses[place + k][0].Predictor != _uses[place][0].Predictor) return false;
        }

        return true;
    }

    private void CopyAndAdd4(int place, int firstRow, int rows, double[] coefficients)
    {
        double** sources = stackalloc double*[8];
        double** destinations = stackalloc double*[4];
        double* factors = stackalloc double[4];
        for (int k = 0; k < 4; k++)
        {
            destinations[k] = Column(place + k);
            factors[k] = coefficients[_uses[place + k][0].Coefficient];
        }

        // Eight columns are held still by hand: nested fixed statements, the later four only to be fetched.
        fixed (double* s0 = Values(place), s1 = Values(place + 1), s2 = Values(place + 2), s3 = Values(place + 3))
        fixed (double* n0 = Values(place + 4), n1 = Values(place + 5), n2 = Values(place + 6), n3 = Values(place + 7))
        {
            sources[0] = s0 + firstRow;
            sources[1] = s1 + firstRow;
            sources[2] = s2 + firstRow;
            sources[3] = s3 + firstRow;
            sources[4] = n0 + firstRow;
            sources[5] = n1 + firstRow;
            sources[6] = n2 + firstRow;
            sources[7] = n3 + firstRow;
            ColumnLoops<TLane>.CopyAndAdd4(sources, destinations, rows, factors, Eta(_uses[place][0].Predictor), sources + 4);
        }

        for (int k = 0; k < 4; k++) AddUses(place + k, 1, rows, coefficients);
    }

    /// <summary>The cells of a plain column; those of the last plain one where there is no such column, so that there is something to fetch.</summary>
    private ReadOnlySpan<double> Values(int place)
    {
        IReadOnlyList<DesignColumn> columns = _objective.Bank.Columns;
        while (place >= columns.Count || columns[place] is not NumericColumn) place--;
        return ((NumericColumn)columns[place]).Values.Span;
    }

    private void FillAndAdd(int place, DesignColumn column, int firstRow, int rows, int padded, double[] coefficients)
    {
        if (column is not InterceptColumn)
        {
            column.Fill(firstRow, new Span<double>(Column(place), rows));
            new Span<double>(Column(place) + rows, padded - rows).Clear();
        }

        AddUses(place, 0, padded, coefficients);
    }

    private void AddUses(int place, int from, int rows, double[] coefficients)
    {
        (int Predictor, int Coefficient)[] uses = _uses[place];
        for (int u = from; u < uses.Length; u++) ColumnLoops<TLane>.AddScaled(Eta(uses[u].Predictor), rows, coefficients[uses[u].Coefficient], Column(place));
    }
}
