using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Noise;

/// <summary>One block of rows on its way through a noise model: responses and predictors in; surprisal, gradient and curvature out.</summary>
/// <remarks>This is the block interface: a noise model that is not a fixed small number of scalars fills the outputs itself.</remarks>
internal sealed class NoiseBlock<TLane>(int capacity, int freeParameters)
    where TLane : unmanaged, ILane<TLane>
{
    /// <summary>Scratch memory, emptied at the start of each block.</summary>
    public JetArena<TLane> Arena { get; } = new(capacity);

    /// <summary>The number of parameters that have a predictor.</summary>
    public int FreeParameters { get; } = freeParameters;

    /// <summary>0: surprisal only; 1: gradient too; 2: curvature too.</summary>
    public int Order { get; set; }

    /// <summary>The responses.</summary>
    public Field Response { get; set; }

    /// <summary>The numbers of trials; 1 where the noise model has none.</summary>
    public Field Trials { get; set; }

    /// <summary>η of each free parameter.</summary>
    public Field[] Predictors { get; } = new Field[freeParameters];

    /// <summary>−log p of each row, in nats.</summary>
    public Field Surprisal { get; set; }

    /// <summary>The derivative of the surprisal in each η.</summary>
    public Field[] Gradient { get; } = new Field[freeParameters];

    /// <summary>The second derivatives in pairs of η: (0,0), (0,1), ..., (1,1), ...</summary>
    public Field[] Curvature { get; } = new Field[freeParameters * (freeParameters + 1) / 2];
}
