using System.Runtime.CompilerServices;
using CsvHelper;

namespace Surprisal.Data;

/// <summary>How a pass over a CSV text treats a column.</summary>
internal enum CsvColumnMode
{
    /// <summary>The cells are passed over.</summary>
    Skip,

    /// <summary>The cells are numbers; the first that is not turns the column broken.</summary>
    Number,

    /// <summary>The cells are texts.</summary>
    Text,
}

/// <summary>A row that ends the reading. Row is zero-based.</summary>
internal sealed record CsvProblem(long Row, string What, string Remedy);

/// <summary>
/// The cells of one pass over a CSV text, stored by row number, so that several threads can store different rows at once.
/// </summary>
internal sealed class CsvCells
{
    private const int CellsOfBlock = 1 << 17;

    private readonly string[] _names;
    private readonly CsvColumnMode[] _modes;
    private readonly CsvTexts _texts;
    private readonly TextLevels?[] _levels;
    private readonly bool[] _broken;
    private readonly int[] _slots;
    private readonly int _numbers;
    private readonly int _codes;
    private readonly int _shift;
    private readonly int _stride;
    private readonly Lock _lock = new();
    private Block?[] _blocks = new Block?[64];

    /// <summary>Prepares a pass.</summary>
    /// <param name="names">The columns' names.</param>
    /// <param name="modes">How each is treated.</param>
    /// <param name="options">The options.</param>
    public CsvCells(string[] names, CsvColumnMode[] modes, CsvOptions options)
    {
        _names = names;
        _modes = modes;
        _texts = new CsvTexts(options);
        _broken = new bool[modes.Length];
        _levels = new TextLevels?[modes.Length];
        _slots = new int[modes.Length];
        for (int j = 0; j < modes.Length; j++)
        {
            if (modes[j] == CsvColumnMode.Number) _slots[j] = _numbers++;
            if (modes[j] != CsvColumnMode.Text) continue;
            _slots[j] = _codes++;
            _levels[j] = new TextLevels(options.MissingTexts, options.LevelOrders.GetValueOrDefault(names[j]));
        }

        _shift = int.Clamp(int.Log2(CellsOfBlock / int.Max(1, _numbers + _codes) | 1), 3, 14);
        // Off a power of two, or the cells of a row would fall into the same few cache sets.
        _stride = (1 << _shift) + 8;
    }

    /// <summary>Whether a column of mode <see cref="CsvColumnMode.Number"/> has a cell that is no number.</summary>
    public bool IsBroken(int column) => Volatile.Read(ref _broken[column]);

    /// <summary>The texts of a column of mode <see cref="CsvColumnMode.Text"/>.</summary>
    public TextLevels Levels(int column) => _levels[column]!;

    /// <summary>Stores the reader's current row.</summary>
    /// <returns>Null, or what is wrong with the row.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public CsvProblem? Store(CsvReader reader)
    {
        long row = reader.RowNumber - 1;
        CsvColumnMode[] modes = _modes;
        if (reader.FieldCount != modes.Length) return Ragged(row, reader.FieldCount);
        Block block = BlockOf(row);
        int at = (int)row & ((1 << _shift) - 1);
        for (int j = 0; j < modes.Length; j++)
        {
            if (modes[j] == CsvColumnMode.Number)
            {
                if (!_texts.TryNumber(reader.GetSpan(j), out double value)) Volatile.Write(ref _broken[j], true);
                block.Numbers[(_slots[j] * _stride) + at] = value;
            }
            else if (modes[j] == CsvColumnMode.Text)
            {
                int code = _levels[j]!.CodeOf(reader.GetSpan(j));
                if (code < TextLevels.Missing) return Unreadable(row, j, code, reader.GetSpan(j));
                block.Codes[(_slots[j] * _stride) + at] = code;
            }
        }

        return null;
    }

    /// <summary>A numeric column of the first rows.</summary>
    public double[] Numbers(int column, int rowCount)
    {
        double[] all = GC.AllocateUninitializedArray<double>(rowCount);
        for (int done = 0, b = 0; done < rowCount; b++, done += 1 << _shift)
            _blocks[b]!.Numbers.AsSpan(_slots[column] * _stride, int.Min(1 << _shift, rowCount - done)).CopyTo(all.AsSpan(done));
        return all;
    }

    /// <summary>The codes of a text column of the first rows.</summary>
    public int[] Codes(int column, int rowCount)
    {
        int[] all = GC.AllocateUninitializedArray<int>(rowCount);
        for (int done = 0, b = 0; done < rowCount; b++, done += 1 << _shift)
            _blocks[b]!.Codes.AsSpan(_slots[column] * _stride, int.Min(1 << _shift, rowCount - done)).CopyTo(all.AsSpan(done));
        return all;
    }

    private Block BlockOf(long row)
    {
        int index = (int)(row >> _shift);
        Block?[] blocks = Volatile.Read(ref _blocks);
        return (index < blocks.Length ? Volatile.Read(ref blocks[index]) : null) ?? MakeBlock(index);
    }

    private Block MakeBlock(int index)
    {
        lock (_lock)
        {
            if (index >= _blocks.Length)
            {
                Block?[] grown = new Block?[int.Max(index + 1, 2 * _blocks.Length)];
                _blocks.CopyTo(grown, 0);
                Volatile.Write(ref _blocks, grown);
            }

            return _blocks[index] ??= new Block(
                GC.AllocateUninitializedArray<double>(_numbers * _stride),
                GC.AllocateUninitializedArray<int>(_codes * _stride));
        }
    }

    private CsvProblem Ragged(long row, int found)
    {
        string remedy = found == _names.Length + 1
            ? "a cell with the separator in it must stand in quotes; if the rows start with row names, give their column a name"
            : "give every row a cell for each column; a cell with the separator in it must stand in quotes";
        return new CsvProblem(row, FormattableString.Invariant($": {found} {(found == 1 ? "cell" : "cells")} found, {_names.Length} expected as in the header"), remedy);
    }

    private CsvProblem Unreadable(long row, int column, int code, ReadOnlySpan<byte> cell)
    {
        string place = $", column {Quoted.Name(_names[column])}: ";
        if (code == TextLevels.HasNul) return new CsvProblem(row, place + "a NUL character", "check that the file is a text file");
        int valid = 0;
        while (System.Text.Rune.DecodeFromUtf8(cell[valid..], out _, out int length) == System.Buffers.OperationStatus.Done) valid += length;
        return new CsvProblem(row, FormattableString.Invariant($"{place}byte 0x{cell[valid]:X2} is not UTF-8 text"), "save the file as UTF-8");
    }

    private sealed record Block(double[] Numbers, int[] Codes);
}
