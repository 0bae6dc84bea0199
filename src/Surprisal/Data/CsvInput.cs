using CsvHelper;

namespace Surprisal.Data;

/// <summary>The bytes of a CSV text, which can be read more than once: a file that is opened again, or a stream held in memory.</summary>
internal sealed class CsvInput
{
    private const int HeadBytes = 1 << 16;
    private const int LongestHead = 1 << 24;
    private const int LongestRecord = 1 << 26;

    private readonly string? _path;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly DateTime _written;

    private CsvInput(string name, string? path, ReadOnlyMemory<byte> bytes, long length, DateTime written = default)
    {
        _written = written;
        Name = name;
        _path = path;
        _bytes = bytes;
        Length = length;
    }

    /// <summary>What messages call the input.</summary>
    public string Name { get; }

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>Whether the text is held in memory, and not read from a file whenever it is needed.</summary>
    public bool IsInMemory => _path is null;

    /// <summary>A file; one that cannot be read twice, such as a pipe, is read into memory.</summary>
    /// <exception cref="TableException">The file cannot be opened or is empty.</exception>
    public static CsvInput FromFile(string path, CancellationToken cancellation)
    {
        if (path.Contains('\0')) throw new TableException($"{Quoted.Text(path)}: no such file", "check the path: it has a NUL character");
        if (Directory.Exists(path)) throw new TableException($"{path}: is a directory", "name a CSV file");
        return Guard(path, () =>
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
            if (!file.CanSeek) return FromStream(file, path, cancellation);
            return file.Length == 0 ? throw Empty(path) : new CsvInput(path, path, default, file.Length, File.GetLastWriteTimeUtc(file.SafeFileHandle));
        });
    }

    /// <summary>A stream, read to its end into memory.</summary>
    /// <exception cref="TableException">The stream cannot be read, is empty or has 2 GB or more.</exception>
    public static CsvInput FromStream(Stream stream, string name, CancellationToken cancellation) => Guard(name, () =>
    {
        if (!stream.CanRead) throw new TableException($"{name}: cannot be read (closed)", "give data on it, or name a CSV file");
        using MemoryStream copy = new();
        byte[] part = new byte[1 << 16];
        for (int count = stream.Read(part); count > 0; count = stream.Read(part))
        {
            cancellation.ThrowIfCancellationRequested();
            if (copy.Length + count > Array.MaxLength) throw new TableException($"{name}: has more than 2 GB", "save the data as a file and name the file");
            copy.Write(part, 0, count);
        }

        return copy.Length == 0 ? throw Empty(name) : new CsvInput(name, null, copy.GetBuffer().AsMemory(0, (int)copy.Length), copy.Length);
    });

    /// <summary>Whether a file is still the one that was first opened.</summary>
    public bool IsUnchanged() => _path is null
        || (new FileInfo(_path) is { Exists: true } file && file.Length == Length && file.LastWriteTimeUtc == _written);

    /// <summary>The number of lines of an input in memory, empty ones included.</summary>
    public long CountLines() => _bytes.Span.Count((byte)'\n') + (_bytes.Span is [.., (byte)'\n'] ? 0 : 1);

    /// <summary>The first bytes, at least one line unless it is endless, and whether they are all there are.</summary>
    public ReadOnlyMemory<byte> Head(out bool whole)
    {
        if (_path is null)
        {
            whole = true;
            return _bytes;
        }

        byte[] head = [];
        bool all = false;
        for (int size = HeadBytes; size <= LongestHead && !all && head.AsSpan().IndexOf((byte)'\n') < 0; size *= 4)
        {
            byte[] bytes = new byte[size];
            int count = Guard(Name, () =>
            {
                using FileStream file = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
                return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            });
            all = count < bytes.Length;
            head = bytes[..count];
        }

        whole = all;
        return head;
    }

    /// <summary>Opens the input at its start.</summary>
    /// <param name="separator">The separator.</param>
    /// <param name="onMalformed">Called for broken quoting, in the order of the records; null to leave it undetected.</param>
    /// <param name="lines">Whether <see cref="CsvReader.LineNumber"/> is wanted.</param>
    public CsvReader Open(char separator, Action<CsvMalformedRecord>? onMalformed = null, bool lines = false)
    {
        CsvReaderOptions options = Options(separator) with { OnMalformedRecord = onMalformed, TrackLineNumbers = lines, BufferSize = 1 << 18 };
        return _path is null ? CsvReader.Create(_bytes, options) : Guard(Name, () => CsvReader.FromFile(_path, options));
    }

    /// <summary>The dialect, for whoever reads a part of the input.</summary>
    public static CsvReaderOptions Options(char separator) => new()
    {
        Separator = separator,
        TrimWhitespace = true,
        WhitespaceCharacters = " ",
        MaxRecordSize = LongestRecord,
    };

    /// <summary>The exception for an input without a header.</summary>
    public static TableException Empty(string name) => new($"{name}: is empty", "give a CSV file with a header line of column names and at least one row");

    /// <summary>Turns what the operating system and the splitter refuse into our exception.</summary>
    public static T Guard<T>(string name, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TableException($"{name}: no such file", "check the path and the directory you are in", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new TableException($"{name}: no permission to read it", "ask for permission, or copy the file to where you may read it", e);
        }
        catch (CsvFormatException e)
        {
            throw new TableException(
                $"{name}: a row is longer than 64 MB",
                "look for a cell whose opening quote is never closed, or check that the file is a CSV file",
                e);
        }
        catch (IOException e)
        {
            throw new TableException($"{name}: cannot be read ({e.Message.TrimEnd('.').ReplaceLineEndings(" ")})", "check the path and that the device works", e);
        }
    }
}
