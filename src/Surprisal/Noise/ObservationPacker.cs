using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Noise;

/// <summary>Copies the observations of one block of rows after another to where a noise model's kernel reads them.</summary>
internal sealed unsafe class ObservationPacker<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    private const int Modifiers = 5;
    private readonly Observations _observations;
    private readonly AlignedMemory _memory;
    private readonly nint _stride;

    /// <summary>Makes room.</summary>
    /// <param name="observations">The rows.</param>
    /// <param name="capacity">The most rows of a block.</param>
    public ObservationPacker(Observations observations, int capacity)
    {
        _observations = observations;
        _stride = (capacity + 7) & ~7;
        _memory = new AlignedMemory(_stride * (observations.Responses.Count + Modifiers));
    }

    /// <summary>Copies rows to a block, and fills up to a multiple of 8 with the first of them: values that the noise model can take.</summary>
    public void Pack(NoiseBlock<TLane> block, int first, int count)
    {
        int place = 0;
        if (block.Responses.Length != _observations.Responses.Count) block.Responses = new Field[_observations.Responses.Count];
        for (int j = 0; j < block.Responses.Length; j++) block.Responses[j] = Copy(_observations.Responses[j], place++, first, count, 0.0);
        block.Trials = Copy(_observations.Trials, place++, first, count, 1.0);
        block.Censoring = Copy(_observations.Censoring, place++, first, count, 0.0);
        block.CensoringUpper = Copy(_observations.CensoringUpper, place++, first, count, double.PositiveInfinity);
        block.TruncationLower = Copy(_observations.TruncationLower, place++, first, count, double.NegativeInfinity);
        block.TruncationUpper = Copy(_observations.TruncationUpper, place, first, count, double.PositiveInfinity);
    }

    private Field Copy(ReadOnlyMemory<double> source, int place, int first, int count, double absent)
    {
        if (source.IsEmpty) return new Field(absent);
        double* destination = _memory.Pointer + (_stride * place);
        source.Span.Slice(first, count).CopyTo(new Span<double>(destination, count));
        new Span<double>(destination + count, ((count + 7) & ~7) - count).Fill(*destination);
        return new Field(destination);
    }
}
