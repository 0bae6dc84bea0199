using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Noise;

/// <summary>One block of rows on its way through a noise model: observations and predictors in; surprisal, gradient and curvature out.</summary>
/// <remarks>This is the block interface: a noise model that is not a fixed small number of scalars fills the outputs itself.</remarks>
internal sealed class NoiseBlock<TLane>(int capacity, int freeParameters)
    where TLane : unmanaged, ILane<TLane>
{
    private readonly List<NoiseBlock<TLane>> _children = [];

    /// <summary>The most rows of a block.</summary>
    public int Capacity => capacity;

    /// <summary>Scratch memory, emptied at the start of each block.</summary>
    public JetArena<TLane> Arena { get; } = new(capacity);

    /// <summary>The number of parameters that have a predictor.</summary>
    public int FreeParameters { get; } = freeParameters;

    /// <summary>0: surprisal only; 1: gradient too; 2: curvature too.</summary>
    public int Order { get; set; }

    /// <summary>
    /// Whether the curvature is that of the complete data of a mixture, each row's component taken for known with its probability: positive where that of
    /// the components is, which the observed one need not be.
    /// </summary>
    public bool CompleteData { get; set; }

    /// <summary>The responses: one, or several of a vector or joint noise model.</summary>
    public Field[] Responses { get; set; } = [default];

    /// <summary>The first response.</summary>
    public Field Response
    {
        get => Responses[0];
        set => Responses[0] = value;
    }

    /// <summary>The numbers of trials; 1 where the noise model has none.</summary>
    public Field Trials { get; set; }

    /// <summary>0 observed, 1 at least the response, −1 at most, 2 between it and <see cref="CensoringUpper"/>.</summary>
    public Field Censoring { get; set; }

    /// <summary>The upper end of what is interval-censored.</summary>
    public Field CensoringUpper { get; set; }

    /// <summary>What a response must reach to be seen.</summary>
    public Field TruncationLower { get; set; }

    /// <summary>What a response that is seen does not exceed.</summary>
    public Field TruncationUpper { get; set; }

    /// <summary>The lower end, included, of the event whose surprisal is asked for; −∞ for none.</summary>
    public Field EventLower { get; set; }

    /// <summary>The upper end, included, of the event whose surprisal is asked for; ∞ for none.</summary>
    public Field EventUpper { get; set; }

    /// <summary>η of each free parameter.</summary>
    public Field[] Predictors { get; } = new Field[freeParameters];

    /// <summary>−log p of each row, in nats.</summary>
    public Field Surprisal { get; set; }

    /// <summary>The derivative of the surprisal in each η.</summary>
    public Field[] Gradient { get; } = new Field[freeParameters];

    /// <summary>The second derivatives in pairs of η: (0,0), (0,1), ..., (1,1), ...</summary>
    public Field[] Curvature { get; } = new Field[freeParameters * (freeParameters + 1) / 2];

    /// <summary>The block of a part of a combined noise model; its memory is its own and lives as long as this block's.</summary>
    /// <param name="index">Which one: parts are counted up within one evaluation.</param>
    /// <param name="partParameters">The number of free parameters of the part.</param>
    public NoiseBlock<TLane> Child(int index, int partParameters)
    {
        while (_children.Count <= index) _children.Add(new NoiseBlock<TLane>(capacity, partParameters));
        if (_children[index].FreeParameters != partParameters) _children[index] = new NoiseBlock<TLane>(capacity, partParameters);
        NoiseBlock<TLane> child = _children[index];
        child.Arena.Begin((int)Arena.Rows, partParameters, Order);
        child.Order = Order;
        child.CompleteData = CompleteData;
        return child;
    }

    /// <summary>Takes the outputs from a jet of the arena.</summary>
    public void Take(Jet<TLane> surprisal)
    {
        Surprisal = surprisal.Value;
        if (Order == 0) return;
        for (int i = 0; i < FreeParameters; i++) Gradient[i] = surprisal[1 + i];
        if (Order == 1) return;
        for (int h = 0; h < Curvature.Length; h++) Curvature[h] = surprisal[1 + FreeParameters + h];
    }
}
