using Surprisal.Links;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Noise;

/// <summary>A noise model with a link for every parameter, and the parameters that are held at a number. Immutable.</summary>
internal sealed class BoundNoise
{
    private readonly double?[] _held;
    private readonly int[] _slots;
    private readonly Lazy<BoundNoise> _unlinked;

    /// <summary>Binds.</summary>
    /// <param name="model">The noise model.</param>
    /// <param name="links">One a parameter, in the order of the noise model's parameters.</param>
    /// <param name="held">The natural value of each parameter that is held; null where it has a predictor.</param>
    public BoundNoise(NoiseModel model, IReadOnlyList<Link> links, IReadOnlyList<double?> held)
    {
        Model = model;
        Links = [.. links];
        _held = [.. held];
        Free = [.. Enumerable.Range(0, _held.Length).Where(k => _held[k] is null)];
        _slots = new int[_held.Length];
        for (int k = 0, free = 0; k < _slots.Length; k++) _slots[k] = _held[k] is null ? free++ : -1;
        _unlinked = new(() => new(model, [.. model.Parameters.Select(static p => LinkRegistry.OfFormula(p.Domain))], new double?[model.Parameters.Count]));
        if (model is CombinedNoise combined) Parts = [.. combined.PartRanges.Select((range, p) => PartOf(combined, p, range))];
    }

    public NoiseModel Model { get; }

    /// <summary>One a parameter.</summary>
    public IReadOnlyList<Link> Links { get; }

    /// <summary>The indices of the parameters that have a predictor.</summary>
    public IReadOnlyList<int> Free { get; }

    /// <summary>The parts of a combined noise model, bound alike; empty for any other.</summary>
    public IReadOnlyList<BoundPart> Parts { get; } = [];

    /// <summary>The same noise model with all its parameters free and taken as formulas take them: to be evaluated at parameters that are not its own.</summary>
    public BoundNoise Unlinked => _unlinked.Value;

    /// <summary>The natural value a parameter is held at; null where it has a predictor.</summary>
    public double? Held(int parameter) => _held[parameter];

    /// <summary>Where a parameter stands among the free ones; -1 for one that is held.</summary>
    public int Slot(int parameter) => _slots[parameter];

    /// <summary>Surprisal, gradient and curvature of a block of rows.</summary>
    public void Evaluate<TLane>(NoiseBlock<TLane> block)
        where TLane : unmanaged, ILane<TLane> => Model.EvaluateBlock(this, block);

    /// <summary>A parameter on the scale that formulas take: the one place where links are composed with formulas and the chain rule is applied.</summary>
    public Jet<TLane> FormulaScale<TLane>(NoiseBlock<TLane> block, int parameter)
        where TLane : unmanaged, ILane<TLane>
    {
        ParameterDomain domain = Model.Parameters[parameter].Domain;
        if (Held(parameter) is { } value) return Links[parameter].ToFormulaScale<Jet<TLane>>(Links[parameter].Apply(value), domain);
        int slot = Slot(parameter);
        return Links[parameter].ToFormulaScale(block.Arena.Variable(slot, block.Predictors[slot]), domain);
    }

    private BoundPart PartOf(CombinedNoise combined, int part, Range range)
    {
        (int first, int count) = range.GetOffsetAndLength(_held.Length);
        BoundNoise bound = new(combined.Parts[part], Links.Skip(first).Take(count).ToArray(), _held.AsSpan(first, count).ToArray());
        return new BoundPart(bound, [.. bound.Free.Select(k => Slot(first + k))]);
    }
}

/// <summary>A part of a combined noise model.</summary>
/// <param name="Noise">The part, bound as the whole is.</param>
/// <param name="Slots">Where each of the part's free parameters stands among those of the whole.</param>
internal sealed record BoundPart(BoundNoise Noise, IReadOnlyList<int> Slots);
