using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Unicode;

namespace Surprisal.Data;

/// <summary>The distinct texts of one column while it is read, numbered as they arrive. Any number of threads may ask.</summary>
internal sealed class TextLevels
{
    /// <summary>The code of a missing cell.</summary>
    public const int Missing = -1;

    /// <summary>The answer to bytes that are not UTF-8.</summary>
    public const int NotUtf8 = -2;

    /// <summary>The answer to a text with a NUL character.</summary>
    public const int HasNul = -3;

    private const int StackChars = 256;

    private readonly ConcurrentDictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _byChars;
    private readonly List<string> _levels = [];
    private readonly Lock _lock = new();

    /// <summary>Starts with the declared levels, which win over missing texts that are spelt alike.</summary>
    /// <param name="missing">The texts that mean a missing cell.</param>
    /// <param name="declared">Levels known beforehand, in their order.</param>
    public TextLevels(IEnumerable<string> missing, IReadOnlyList<string>? declared)
    {
        _byChars = _codes.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (string level in declared ?? []) Add(level);
        foreach (string text in missing) _codes.TryAdd(text, Missing);
    }

    /// <summary>The levels so far, in the order of their codes.</summary>
    public IReadOnlyList<string> Levels => _levels;

    /// <summary>The code of a text.</summary>
    public int CodeOf(string text) => _codes.TryGetValue(text, out int code) ? code : Add(text);

    /// <summary>The code of a text in UTF-8.</summary>
    /// <returns>A code, or one of <see cref="Missing"/>, <see cref="NotUtf8"/>, <see cref="HasNul"/>.</returns>
    public int CodeOf(ReadOnlySpan<byte> text)
    {
        Span<char> chars = text.Length <= StackChars ? stackalloc char[StackChars] : new char[text.Length];
        if (Utf8.ToUtf16(text, chars, out _, out int length, replaceInvalidSequences: false) != OperationStatus.Done) return NotUtf8;
        chars = chars[..length];
        if (_byChars.TryGetValue(chars, out int code)) return code;
        return chars.Contains('\0') ? HasNul : Add(chars.ToString());
    }

    /// <summary>The levels in ordinal order.</summary>
    /// <param name="levels">Distinct texts.</param>
    /// <param name="codes">For each of the texts its place in the result.</param>
    public static string[] Sort(IReadOnlyList<string> levels, out int[] codes)
    {
        string[] sorted = [.. levels];
        int[] order = new int[sorted.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(sorted, order, StringComparer.Ordinal);
        codes = new int[order.Length];
        for (int i = 0; i < order.Length; i++) codes[order[i]] = i;
        return sorted;
    }

    private int Add(string text)
    {
        lock (_lock)
        {
            if (_codes.TryGetValue(text, out int code)) return code;
            code = _levels.Count;
            _levels.Add(text);
            _codes[text] = code;
            return code;
        }
    }
}
