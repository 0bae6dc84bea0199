using Surprisal.Links;
using Surprisal.Numerics;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Noise;

/// <summary>log P(lower ≤ Y ≤ upper) of a noise model whose tails are no formulas: the value from its distribution, derivatives by integrating its kernel's.</summary>
/// <remarks>
/// With E the expectation given the event: ∇ log P = −E[∇s] and ∇² log P = E[∇s∇sᵀ − ∇²s] − E[∇s]E[∇s]ᵀ, s the surprisal. No difference of nearby values is
/// taken. Nodes and weights: <see cref="EventNodes"/>. Cost: one to three values of the distribution function and
/// some sixty kernel evaluations a row.
/// </remarks>
internal static unsafe class EventQuadrature<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    /// <summary>The logarithm of the event's probability as a jet.</summary>
    /// <param name="noise">The noise model.</param>
    /// <param name="unlinked">The noise model as formulas take its parameters.</param>
    /// <param name="block">The block with its event's ends.</param>
    /// <param name="working">The parameters on the scale that formulas take.</param>
    public static Jet<TLane> LogProbability(ScalarNoise noise, BoundNoise unlinked, NoiseBlock<TLane> block, Jet<TLane>[] working)
    {
        JetArena<TLane> arena = block.Arena;
        int count = working.Length, pairs = count * (count + 1) / 2, rows = (int)arena.Rows;
        NoiseBlock<TLane> part = block.Child(0, count);
        double* value = arena.NewArray();
        double** sums = stackalloc double*[count + pairs];
        for (int k = 0; k < count + pairs; k++) sums[k] = arena.NewArray();
        EventNodes nodes = new(noise.Support, noise.Atoms);
        NodeKernel<TLane> kernel = new(unlinked, part);
        double[] natural = new double[count], scales = new double[count];
        double[] totals = new double[count + pairs];
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < count; k++)
            {
                scales[k] = working[k].Value[i];
                natural[k] = Natural(noise.Parameters[k].Domain, scales[k]);
            }

            value[i] = nodes.Place(noise.At(natural, block.Trials[i]), block.EventLower[i], block.EventUpper[i], block.Order > 0);
            if (block.Order == 0) continue;
            while (!nodes.Suffices(kernel.Sum(nodes, scales, block.Trials[i], value[i], totals), value[i])) nodes.Refine();
            for (int k = 0; k < totals.Length; k++) sums[k][i] = totals[k];
        }

        part.Surprisal = new Field(value);
        for (int k = 0; k < count; k++) part.Gradient[k] = new Field(sums[k]);
        for (int h = 0; h < pairs; h++) part.Curvature[h] = new Field(sums[count + h]);
        return JetComposition<TLane>.Of(arena, part, working);
    }

    private static double Natural(ParameterDomain domain, double working) => domain switch
    {
        ParameterDomain.Positive => Elementary.Exp(working),
        ParameterDomain.Probability => Elementary.Sigmoid(working),
        _ => working,
    };
}
