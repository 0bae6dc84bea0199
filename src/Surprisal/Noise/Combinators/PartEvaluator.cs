using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Noise;

/// <summary>What a combined noise model asks of its parts while it evaluates a block of rows.</summary>
/// <remarks>Each question runs the part's own kernel on a block of its own; the answer is a jet in the variables of the whole.</remarks>
internal ref struct PartEvaluator<TLane>(BoundNoise bound, NoiseBlock<TLane> block)
    where TLane : unmanaged, ILane<TLane>
{
    private int _children;

    /// <summary>The block of the whole.</summary>
    public readonly NoiseBlock<TLane> Block => block;

    /// <summary>The arena of the answers.</summary>
    public readonly JetArena<TLane> Arena => block.Arena;

    /// <summary>The (first) response as data.</summary>
    public readonly Jet<TLane> Response => block.Arena.Data(block.Response);

    /// <summary>One of the combination's own parameters on the scale that formulas take: identity, log or logit by its domain.</summary>
    public readonly Jet<TLane> Own(int own) => bound.FormulaScale(block, ((CombinedNoise)bound.Model).OwnIndex(own));

    /// <summary>A part's surprisal of the block's own observations.</summary>
    public Jet<TLane> Surprisal(int part) => Surprisal(part, block.Responses);

    /// <summary>A part's surprisal of other responses, all of which must be within its support.</summary>
    public Jet<TLane> Surprisal(int part, params ReadOnlySpan<Field> responses)
    {
        NoiseBlock<TLane> child = Child(part);
        if (child.Responses.Length != responses.Length) child.Responses = new Field[responses.Length];
        responses.CopyTo(child.Responses);
        BoundNoise noise = bound.Parts[part].Noise;
        noise.Model.EvaluateBlock(noise, child);
        return Answer(part, child);
    }

    /// <summary>A part's parameters on the scale that formulas take.</summary>
    public readonly Jet<TLane>[] OfPart(int part)
    {
        int first = ((CombinedNoise)bound.Model).PartRanges[part].Start.Value;
        Jet<TLane>[] working = new Jet<TLane>[bound.Parts[part].Noise.Model.Parameters.Count];
        for (int k = 0; k < working.Length; k++) working[k] = bound.FormulaScale(block, first + k);
        return working;
    }

    /// <summary>A part's surprisal of the block's own observations at other parameters than its own.</summary>
    /// <param name="part">The part.</param>
    /// <param name="working">All its parameters on the scale that formulas take.</param>
    public Jet<TLane> Surprisal(int part, Jet<TLane>[] working)
    {
        BoundNoise noise = bound.Parts[part].Noise.Unlinked;
        NoiseBlock<TLane> child = Child(noise, working);
        noise.Model.EvaluateBlock(noise, child);
        return JetComposition<TLane>.Of(block.Arena, child, working);
    }

    /// <summary>A part's −log P(lower ≤ Y ≤ upper) at other parameters than its own.</summary>
    public Jet<TLane> Event(int part, Jet<TLane>[] working, Field lower, Field upper)
    {
        BoundNoise noise = bound.Parts[part].Noise.Unlinked;
        NoiseBlock<TLane> child = Child(noise, working);
        child.EventLower = lower;
        child.EventUpper = upper;
        noise.Model.EvaluateEvent(noise, child);
        return JetComposition<TLane>.Of(block.Arena, child, working);
    }

    /// <summary>A part's −log P(lower ≤ Y ≤ upper); a bound may be infinite.</summary>
    public Jet<TLane> Event(int part, Field lower, Field upper)
    {
        NoiseBlock<TLane> child = Child(part);
        if (child.Responses.Length != block.Responses.Length) child.Responses = new Field[block.Responses.Length];
        block.Responses.CopyTo(child.Responses, 0);
        child.EventLower = lower;
        child.EventUpper = upper;
        BoundNoise noise = bound.Parts[part].Noise;
        noise.Model.EvaluateEvent(noise, child);
        return Answer(part, child);
    }

    private NoiseBlock<TLane> Child(int part)
    {
        BoundPart of = bound.Parts[part];
        NoiseBlock<TLane> child = block.Child(_children++, of.Slots.Count);
        for (int k = 0; k < of.Slots.Count; k++) child.Predictors[k] = block.Predictors[of.Slots[k]];
        return WithObservations(child);
    }

    private NoiseBlock<TLane> Child(BoundNoise unlinked, Jet<TLane>[] working)
    {
        NoiseBlock<TLane> child = block.Child(_children++, unlinked.Free.Count);
        for (int k = 0; k < working.Length; k++) child.Predictors[k] = working[k].Value;
        if (child.Responses.Length != block.Responses.Length) child.Responses = new Field[block.Responses.Length];
        block.Responses.CopyTo(child.Responses, 0);
        return WithObservations(child);
    }

    private readonly NoiseBlock<TLane> WithObservations(NoiseBlock<TLane> child)
    {
        child.Trials = block.Trials;
        child.Censoring = block.Censoring;
        child.CensoringUpper = block.CensoringUpper;

        // A row's bounds belong to the outermost truncation.
        bool taken = bound.Model is TruncatedNoise;
        child.TruncationLower = taken ? new Field(double.NegativeInfinity) : block.TruncationLower;
        child.TruncationUpper = taken ? new Field(double.PositiveInfinity) : block.TruncationUpper;
        return child;
    }

    /// <summary>The part's outputs as a jet: its derivatives stand where its parameters do among those of the whole, all others are zero.</summary>
    private readonly Jet<TLane> Answer(int part, NoiseBlock<TLane> child)
    {
        JetArena<TLane> arena = block.Arena;
        IReadOnlyList<int> slots = bound.Parts[part].Slots;
        int jet = arena.NewJet();
        arena[jet, 0] = child.Surprisal;
        for (int i = 0; i < slots.Count && block.Order > 0; i++) arena[jet, 1 + slots[i]] = child.Gradient[i];
        if (block.Order < 2) return new Jet<TLane>(arena, jet);
        for (int i = 0, h = 0; i < slots.Count; i++)
        {
            for (int j = i; j < slots.Count; j++, h++) arena[jet, arena.Pair(slots[i], slots[j])] = child.Curvature[h];
        }

        return new Jet<TLane>(arena, jet);
    }
}
