using System.Collections.ObjectModel;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Noise;

/// <summary>
/// A family of conditional distributions p(y | parameters). Its surprisal −log p is the loss that it is known by. Immutable; no data in it.
/// </summary>
public abstract class NoiseModel
{
    /// <summary>The name on the command line: lower case, words joined by hyphens.</summary>
    public abstract string Name { get; }

    /// <summary>The names of the losses that minimising this surprisal amounts to (<c>mse</c>, <c>l2</c>); empty where there is none.</summary>
    public virtual IReadOnlyList<string> LossNames => [];

    /// <summary>One sentence for a list: what data it is for.</summary>
    public abstract string Description { get; }

    /// <summary>The density as a line of text, in the parameters' names.</summary>
    public abstract string Density { get; }

    /// <summary>What the first parameter's predictor estimates: <c>the mean of the response</c>.</summary>
    public abstract string Estimates { get; }

    /// <summary>The parameters, the first being the one whose formula has the response.</summary>
    public abstract IReadOnlyList<NoiseParameter> Parameters { get; }

    /// <summary>Values that belong to the noise model's definition and are never estimated, such as huber's k.</summary>
    public virtual IReadOnlyDictionary<string, double> HyperValues => ReadOnlyDictionary<string, double>.Empty;

    /// <summary>The responses that have a density.</summary>
    public abstract Support Support { get; }

    /// <summary>
    /// Responses that have a probability of their own although the support is otherwise a continuum, in order: 0 of tweedie. Empty elsewhere.
    /// </summary>
    public virtual IReadOnlyList<double> Atoms => [];

    /// <summary>
    /// Whether the surprisal's slope jumps at some responses (laplace at its median), so that an optimum may lie on rows where no gradient exists and
    /// Newton's method does not find it.
    /// </summary>
    public virtual bool HasKink => false;

    /// <summary>The same noise model with another hyper-value.</summary>
    /// <param name="name">One of <see cref="HyperValues"/>.</param>
    /// <param name="value">Its value.</param>
    /// <exception cref="InputException">There is no such hyper-value, or the value is out of range.</exception>
    public virtual NoiseModel WithHyperValue(string name, double value) =>
        throw new InputException($"noise model '{Name}' has no value '{name}'");

    /// <summary>The noise model for a response of certain classes; itself where it has no classes.</summary>
    /// <param name="levels">The classes in order, at least two.</param>
    public virtual NoiseModel ForLevels(IReadOnlyList<string> levels) => this;

    /// <summary>Parameters that describe a sample roughly, whatever the sample: where a fit starts.</summary>
    /// <param name="y">Responses, all within the support.</param>
    /// <param name="trials">Their numbers of trials; empty where the noise model has none.</param>
    /// <param name="weights">Frequency weights; empty for ones.</param>
    /// <param name="parameters">Receives natural-scale parameters, finite and strictly inside their domains.</param>
    public abstract void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters);

    /// <summary>The index of a parameter by name; -1 where there is none.</summary>
    /// <param name="parameter">The name.</param>
    public int IndexOf(string parameter)
    {
        for (int k = 0; k < Parameters.Count; k++)
        {
            if (string.Equals(Parameters[k].Name, parameter, StringComparison.Ordinal)) return k;
        }

        return -1;
    }

    /// <summary>Surprisal, gradient and curvature of a block of rows in the working values of the free parameters.</summary>
    /// <param name="bound">This noise model with its links and held values.</param>
    /// <param name="block">Inputs, and where the outputs go.</param>
    internal abstract void EvaluateBlock<TLane>(BoundNoise bound, NoiseBlock<TLane> block)
        where TLane : unmanaged, ILane<TLane>;
}
