using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Jets;

/// <summary>
/// The scratch memory in which the jets of one block of rows live, and the table of their fields. One arena a thread; reused block after
/// block, so a fit allocates a few dozen kilobytes however many rows it has.
/// </summary>
internal sealed unsafe class JetArena<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    // A chunk holds 64 arrays of the largest block; fields never move, so a full chunk is followed by another.
    private const int ArraysPerChunk = 64;
    private readonly List<AlignedMemory> _chunks = [];
    private readonly int _capacity;
    private Field[] _fields = new Field[256];
    private int _fieldCount;
    private int _chunk;
    private nint _used;

    /// <summary>Creates an arena for blocks of at most <paramref name="capacity"/> rows (rounded up to a multiple of 8).</summary>
    public JetArena(int capacity)
    {
        _capacity = (capacity + 7) & ~7;
        AddChunk();
    }

    /// <summary>Rows of the current block, a multiple of 8.</summary>
    public nint Rows { get; private set; }

    /// <summary>The number of variables that derivatives are taken in.</summary>
    public int Variables { get; private set; }

    /// <summary>0: values only; 1: first derivatives too; 2: second derivatives too.</summary>
    public int Order { get; private set; }

    /// <summary>Fields of a jet: value, first derivatives, then second derivatives (i ≤ j) in the order of <see cref="Pair"/>.</summary>
    public int FieldsPerJet { get; private set; }

    /// <summary>Forgets all jets and starts a block.</summary>
    public void Begin(int rows, int variables, int order)
    {
        Rows = (rows + 7) & ~7;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, _capacity);
        Variables = variables;
        Order = order;
        FieldsPerJet = 1 + (order > 0 ? variables : 0) + (order > 1 ? variables * (variables + 1) / 2 : 0);
        _fieldCount = 0;
        _chunk = 0;
        _used = 0;
    }

    /// <summary>A variable's jet: its value, and 1 as derivative in itself.</summary>
    public Jet<TLane> Variable(int index, Field value)
    {
        int jet = NewJet();
        this[jet, 0] = value;
        if (Order > 0) this[jet, 1 + index] = new Field(1.0);
        return new Jet<TLane>(this, jet);
    }

    /// <summary>Data: a jet without derivatives.</summary>
    public Jet<TLane> Data(Field value)
    {
        int jet = NewJet();
        this[jet, 0] = value;
        return new Jet<TLane>(this, jet);
    }

    /// <summary>A field of a jet: 0 the value, then first, then second derivatives.</summary>
    public ref Field this[int jet, int field] => ref _fields[jet + field];

    /// <summary>Where the second derivative in variables i ≤ j stands among a jet's fields.</summary>
    public int Pair(int i, int j) => 1 + Variables + (i * Variables) - (i * (i - 1) / 2) + (j - i);

    /// <summary>Room for a jet; all its fields are zero.</summary>
    public int NewJet()
    {
        int jet = _fieldCount;
        _fieldCount += FieldsPerJet;
        if (_fieldCount > _fields.Length) Array.Resize(ref _fields, Math.Max(_fieldCount, 2 * _fields.Length));
        _fields.AsSpan(jet, FieldsPerJet).Clear();
        return jet;
    }

    /// <summary>Room for one number a row.</summary>
    public double* NewArray() => Allocate(Rows);

    /// <summary>A field as an operand of a loop.</summary>
    public Operand AsOperand(Field field)
    {
        if (!field.IsUniform) return new Operand(field.Pointer, TLane.Width);
        double* cell = Allocate(8);
        for (int i = 0; i < 8; i++) cell[i] = field.Uniform;
        return new Operand(cell, 0);
    }

    private double* Allocate(nint count)
    {
        if (_used + count > (nint)_capacity * ArraysPerChunk)
        {
            _chunk++;
            _used = 0;
            if (_chunk == _chunks.Count) AddChunk();
        }

        double* result = _chunks[_chunk].Pointer + _used;
        _used += count;
        return result;
    }

    private void AddChunk() => _chunks.Add(new AlignedMemory((nint)_capacity * ArraysPerChunk));
}
