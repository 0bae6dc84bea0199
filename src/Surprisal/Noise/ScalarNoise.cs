using Surprisal.Links;
using Surprisal.Noise.Distributions;
using Surprisal.Numerics;
using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Noise;

/// <summary>
/// A noise model with a small number of scalar parameters, written as one formula: what one derives from to add a noise model.
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

    /// <summary>
    /// The distribution at given parameters. Where a noise model says nothing of its own, everything is computed from <see cref="Surprisal"/>: tails
    /// and moments by adaptive quadrature or summation, quantiles by root finding, draws by inversion; <see cref="Distribution.IsNumerical"/> and
    /// <see cref="Distribution.Accuracy"/> say so.
    /// </summary>
    /// <param name="parameters">One number a parameter on its natural scale, in the order of <see cref="NoiseModel.Parameters"/>.</param>
    /// <param name="trials">The number of trials; of use to noise models with trials only.</param>
    /// <exception cref="ArgumentException">The number of parameters is wrong, or one is outside its domain.</exception>
    public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1)
    {
        if (!IsUnivariate) return base.At(parameters, trials);
        ParameterCheck.Require(this, parameters);
        if (Support == Support.CountsUpToTrials) ParameterCheck.RequireTrials(trials);
        return NumericalDistribution.Of(this, parameters, trials);
    }

    /// <summary>
    /// Parameters that describe a sample roughly, whatever the sample: where a fit starts. Where a noise model says nothing of its own, a search for
    /// parameters that make a part of the sample likely.
    /// </summary>
    /// <exception cref="InvalidOperationException">A row has several responses: they are given as <see cref="Observations"/>.</exception>
    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        if (!IsUnivariate && Support != Support.Classes) throw new InvalidOperationException("several responses are given as observations");
        NumericalStart.Fill(this, y, trials, weights, parameters);
    }

    /// <summary>The formula on jets.</summary>
    internal sealed override void EvaluateBlock<TLane>(BoundNoise bound, NoiseBlock<TLane> block)
    {
        Jet<TLane> first = block.Arena.Data(block.Response);
        if (block.Responses.Length == 1)
        {
            block.Take(Surprisal(new Outcome<Jet<TLane>>(first, block.Arena.Data(block.Trials)), Working(bound, block)));
            return;
        }

        Jet<TLane>[] responses = new Jet<TLane>[block.Responses.Length];
        responses[0] = first;
        for (int j = 1; j < responses.Length; j++) responses[j] = block.Arena.Data(block.Responses[j]);
        block.Take(Surprisal(new Outcome<Jet<TLane>>(responses, block.Arena.Data(block.Trials)), Working(bound, block)));
    }

    /// <inheritdoc/>
    internal sealed override void EvaluateEvent<TLane>(BoundNoise bound, NoiseBlock<TLane> block)
    {
        Jet<TLane>[] working = Working(bound, block);
        block.Take(-(HasTailFormulas ? EventFormula<TLane>.LogProbability(this, block, working) : EventQuadrature<TLane>.LogProbability(this, bound.Unlinked, block, working)));
    }

    private Jet<TLane>[] Working<TLane>(BoundNoise bound, NoiseBlock<TLane> block)
        where TLane : unmanaged, ILane<TLane>
    {
        Jet<TLane>[] working = new Jet<TLane>[Parameters.Count];
        for (int k = 0; k < working.Length; k++) working[k] = bound.FormulaScale(block, k);
        return working;
    }
}
