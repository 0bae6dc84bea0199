using Surprisal.Links;
using Surprisal.Numerics;
using Surprisal.Numerics.Jets;

namespace Surprisal.Noise;

/// <summary>
/// A noise model with a fixed small number of scalar parameters, written as one formula: what one derives from to add a noise model.
/// </summary>
public abstract class ScalarNoise : NoiseModel
{
    /// <summary>
    /// −log p(y | parameters) in nats, all constants included, on the scale on which it is stable: the definition of the noise model. Value,
    /// gradient and curvature of every fit are derived from this one formula by running it on other number types.
    /// </summary>
    /// <param name="y">The observed response.</param>
    /// <param name="working">
    /// One number a parameter, in the order of <see cref="NoiseModel.Parameters"/>, on the scale of its domain: as it is
    /// (<see cref="ParameterDomain.Real"/>, <see cref="ParameterDomain.Angle"/>), its logarithm (<see cref="ParameterDomain.Positive"/>), its logit
    /// (<see cref="ParameterDomain.Probability"/>).
    /// </param>
    /// <remarks>A response outside the support never reaches it. Use only the operations of <typeparamref name="T"/>; there is nothing to branch on.</remarks>
    /// <typeparam name="T">The number type.</typeparam>
    public abstract T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
        where T : struct, IReal<T>;

    /// <summary>
    /// Whether <see cref="LogCdf"/> and <see cref="LogSurvival"/> are formulas in closed form; where they are not, censored, truncated and discretised
    /// responses integrate the density instead.
    /// </summary>
    public virtual bool HasTailFormulas => false;

    /// <summary>log P(Y ≤ y | parameters), accurate in both tails, on the scales that <see cref="Surprisal"/> takes.</summary>
    /// <param name="y">The response; within the closure of the support.</param>
    /// <param name="working">As for <see cref="Surprisal"/>.</param>
    /// <exception cref="NotSupportedException">There is no closed form: <see cref="HasTailFormulas"/> is false.</exception>
    /// <typeparam name="T">The number type.</typeparam>
    public virtual T LogCdf<T>(Outcome<T> y, ReadOnlySpan<T> working)
        where T : struct, IReal<T> => throw new NotSupportedException($"the cdf of '{Name}' has no closed form");

    /// <summary>log P(Y &gt; y | parameters), accurate in both tails, on the scales that <see cref="Surprisal"/> takes.</summary>
    /// <param name="y">The response; within the closure of the support.</param>
    /// <param name="working">As for <see cref="Surprisal"/>.</param>
    /// <exception cref="NotSupportedException">There is no closed form: <see cref="HasTailFormulas"/> is false.</exception>
    /// <typeparam name="T">The number type.</typeparam>
    public virtual T LogSurvival<T>(Outcome<T> y, ReadOnlySpan<T> working)
        where T : struct, IReal<T> => throw new NotSupportedException($"the survival function of '{Name}' has no closed form");

    /// <summary>The distribution at given parameters.</summary>
    /// <param name="parameters">One number a parameter on its natural scale, in the order of <see cref="NoiseModel.Parameters"/>.</param>
    /// <param name="trials">The number of trials; of use to noise models with trials only.</param>
    /// <exception cref="ArgumentException">The number of parameters is wrong, or one is outside its domain.</exception>
    public abstract Distribution At(ReadOnlySpan<double> parameters, double trials = 1);

    /// <summary>The formula on jets: the one place where links are composed with the formula and the chain rule is applied.</summary>
    internal sealed override void EvaluateBlock<TLane>(BoundNoise bound, NoiseBlock<TLane> block)
    {
        JetArena<TLane> arena = block.Arena;
        Jet<TLane>[] working = new Jet<TLane>[Parameters.Count];
        for (int k = 0, free = 0; k < working.Length; k++)
        {
            ParameterDomain domain = Parameters[k].Domain;
            working[k] = bound.Held(k) is { } value
                ? bound.Links[k].ToFormulaScale<Jet<TLane>>(bound.Links[k].Apply(value), domain)
                : bound.Links[k].ToFormulaScale(arena.Variable(free, block.Predictors[free++]), domain);
        }

        Jet<TLane> surprisal = Surprisal(new Outcome<Jet<TLane>>(arena.Data(block.Response), arena.Data(block.Trials)), working);
        block.Surprisal = surprisal.Value;
        if (block.Order == 0) return;
        int m = block.FreeParameters;
        for (int i = 0; i < m; i++) block.Gradient[i] = surprisal[1 + i];
        if (block.Order == 1) return;
        for (int h = 0; h < block.Curvature.Length; h++) block.Curvature[h] = surprisal[1 + m + h];
    }
}
