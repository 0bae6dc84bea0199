using Surprisal.Links;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Noise;

/// <summary>A noise model with a link for every parameter, and the parameters that are held at a number. Immutable.</summary>
internal sealed class BoundNoise
{
    private readonly double?[] _held;

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
    }

    public NoiseModel Model { get; }

    /// <summary>One a parameter.</summary>
    public IReadOnlyList<Link> Links { get; }

    /// <summary>The indices of the parameters that have a predictor.</summary>
    public IReadOnlyList<int> Free { get; }

    /// <summary>The natural value a parameter is held at; null where it has a predictor.</summary>
    public double? Held(int parameter) => _held[parameter];

    /// <summary>Surprisal, gradient and curvature of a block of rows.</summary>
    public void Evaluate<TLane>(NoiseBlock<TLane> block)
        where TLane : unmanaged, ILane<TLane> => Model.EvaluateBlock(this, block);
}
