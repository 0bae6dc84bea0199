using System.Text;

namespace Surprisal.Data;

/// <summary>What the text of a cell means under some options: missing, a number, or neither.</summary>
internal sealed class CsvTexts
{
    private readonly byte[][] _missing;
    private readonly byte _point;
    private readonly bool _numbersMayBeMissing;

    /// <summary>Prepares the options.</summary>
    public CsvTexts(CsvOptions options)
    {
        _point = (byte)options.DecimalMark;
        _missing = [.. options.MissingTexts.Select(Encoding.UTF8.GetBytes)];
        _numbersMayBeMissing = Array.Exists(_missing, text => CsvNumber.TryParse(text, _point, out _));
    }

    /// <summary>Whether the cell is missing.</summary>
    public bool IsMissing(ReadOnlySpan<byte> cell)
    {
        foreach (byte[] text in _missing)
        {
            if (cell.SequenceEqual(text)) return true;
        }

        return false;
    }

    /// <summary>The cell's number: NaN where missing.</summary>
    /// <returns>Whether the cell is missing or a number.</returns>
    public bool TryNumber(ReadOnlySpan<byte> cell, out double value)
    {
        if (CsvNumber.TryParse(cell, _point, out value))
        {
            if (_numbersMayBeMissing && IsMissing(cell)) value = double.NaN;
            return true;
        }

        value = double.NaN;
        // Only a quoted cell still has spaces around it.
        return IsMissing(cell) || CsvNumber.TryParse(cell.Trim((byte)' '), _point, out value);
    }

    /// <summary>Whether a text that is not missing is a number, and if not, whether it would be with the other decimal mark.</summary>
    public (bool Number, bool Otherwise) Judge(string text)
    {
        byte[] cell = Encoding.UTF8.GetBytes(text.Trim(' '));
        if (CsvNumber.TryParse(cell, _point, out _)) return (true, false);
        return (false, CsvNumber.TryParse(cell, OtherDecimal(_point), out _));
    }

    /// <summary>The decimal mark that was not chosen.</summary>
    public static byte OtherDecimal(byte point) => point == (byte)'.' ? (byte)',' : (byte)'.';
}
