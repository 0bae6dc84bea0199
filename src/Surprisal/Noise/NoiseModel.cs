using System.Collections.ObjectModel;
using Surprisal.Numerics.Lanes;
using Surprisal.Numerics.Random;

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

    /// <summary>What the definition leaves open and a word decides, by name (<c>coding</c> of categorical), with the word.</summary>
    public virtual IReadOnlyDictionary<string, string> Choices => ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The same noise model with another word.</summary>
    /// <param name="name">One of <see cref="Choices"/>.</param>
    /// <param name="word">The word.</param>
    /// <exception cref="InputException">There is no such choice.</exception>
    public virtual NoiseModel WithChoice(string name, string word) => throw new InputException($"noise model '{Name}' has no choice '{Words.Shorten(name)}'", "leave it out");

    /// <summary>The responses that have a density.</summary>
    public abstract Support Support { get; }

    /// <summary>Whether a response has a density: it belongs to the support, and lies between the bounds where there are some.</summary>
    /// <param name="y">The response.</param>
    /// <param name="trials">The row's number of trials; of use to noise models with trials only.</param>
    public virtual bool Contains(double y, double trials = 1) => Support.Contains(y, trials);

    /// <summary>The least and the greatest response that have a density, infinite where there is none.</summary>
    public virtual (double Least, double Greatest) Bounds => Support.Ends();

    /// <summary>
    /// Whether a row's response is a single number, so that there is a <see cref="Distribution"/> of it (<see cref="At"/>); not so for classes and for
    /// several responses at once.
    /// </summary>
    public virtual bool IsUnivariate => true;

    /// <summary>Whether rows have a number of trials.</summary>
    public virtual bool TakesTrials => Support == Support.CountsUpToTrials;

    /// <summary>Whether it is a noise model of classes that does not know them yet (<see cref="ForLevels"/>).</summary>
    public virtual bool NeedsLevels => false;

    /// <summary>How many responses a row has; 0 before a noise model of several knows them (<see cref="ForResponses"/>).</summary>
    public virtual int ResponseCount => 1;

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

    /// <summary>The noise model with another link where the link belongs to the noise model (ordinal's cumulative probit); null where links are those of predictors.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="link">The link's name.</param>
    internal virtual NoiseModel? WithOwnLink(string parameter, string link) => null;

    /// <summary>What is wrong with the responses of a row taken together, where each alone is within its support; null where nothing is.</summary>
    /// <param name="row">The responses.</param>
    internal virtual string? Objection(ReadOnlySpan<double> row) => null;

    /// <summary>What to do about rows that are objected to.</summary>
    internal virtual string? ObjectionRemedy => null;

    /// <summary>The support of one of several responses.</summary>
    /// <param name="response">Its index.</param>
    public virtual Support SupportOf(int response) => Support;

    /// <summary>The noise model for the classes of each of its responses; itself where none has classes.</summary>
    /// <param name="levels">The levels of each response; empty for numbers.</param>
    internal virtual NoiseModel ForLevelsOf(IReadOnlyList<IReadOnlyList<string>> levels) => levels[0].Count == 0 ? this : ForLevels(levels[0]);

    /// <summary>The noise model for responses of certain names; itself where the number of responses does not depend on the data.</summary>
    /// <param name="names">The names, as the formula has them.</param>
    /// <exception cref="InputException">There are too few or too many.</exception>
    public virtual NoiseModel ForResponses(IReadOnlyList<string> names) => this;

    /// <summary>The distribution at given parameters.</summary>
    /// <param name="parameters">One number a parameter on its natural scale, in the order of <see cref="Parameters"/>.</param>
    /// <param name="trials">The number of trials; of use to noise models with trials only.</param>
    /// <exception cref="ArgumentException">The number of parameters is wrong, or one is outside its domain.</exception>
    /// <exception cref="InvalidOperationException">A row's response is not a single number (<see cref="IsUnivariate"/>).</exception>
    public virtual Distribution At(ReadOnlySpan<double> parameters, double trials = 1) =>
        throw new InvalidOperationException($"noise model '{Name}' is not a distribution over single numbers");

    /// <summary>The distribution of a row at given parameters, whatever its response is: a number, a class, or several of them.</summary>
    /// <param name="parameters">One number a parameter on its natural scale, in the order of <see cref="Parameters"/>.</param>
    /// <param name="trials">The number of trials; of use to noise models with trials, and as the total of a row of counts.</param>
    /// <exception cref="ArgumentException">The number of parameters is wrong, or one is outside its domain.</exception>
    /// <exception cref="InvalidOperationException">The classes or the responses are not known (<see cref="ForLevels"/>, <see cref="ForResponses"/>).</exception>
    public RowDistribution RowAt(ReadOnlySpan<double> parameters, double trials = 1)
    {
        if (NeedsLevels || ResponseCount == 0) throw new InvalidOperationException($"noise model '{Name}' does not know its classes or responses");
        return new RowDistribution(this, parameters, trials);
    }

    /// <summary>The names of the responses of a row; their numbers where they have none.</summary>
    public virtual IReadOnlyList<string> ResponseNames => [.. Enumerable.Range(1, ResponseCount).Select(static r => NoiseNumber.Format(r))];

    /// <summary>The classes of a response in their order; empty where it is a number or they are not known.</summary>
    /// <param name="response">Its index.</param>
    public virtual IReadOnlyList<string> LevelsOf(int response) => [];

    /// <summary>Whether the classes of the response have an order.</summary>
    internal virtual bool IsOrdered => false;

    /// <summary>Whether a random row needs a number of trials, or a total.</summary>
    internal virtual bool DrawsTrials => TakesTrials;

    /// <summary>Whether the counts of a row have a given total; true where there is no total.</summary>
    internal virtual bool HasTotal(ReadOnlySpan<double> row, double trials) => true;

    /// <summary>Moments, entropy and probabilities of classes at given parameters.</summary>
    internal virtual RowSummary Summary(ReadOnlySpan<double> parameters, double trials)
    {
        Distribution distribution = At(parameters, trials);
        return RowSummary.OfNumbers([distribution.Mean], [distribution.Variance], distribution.Entropy);
    }

    /// <summary>The noise model of classes or several responses that a text gives values to; itself where these are no matter of values.</summary>
    /// <param name="keys">The key of each value; null for one without.</param>
    /// <exception cref="InputException">No number of classes or responses has as many values.</exception>
    internal virtual NoiseModel ForValues(IReadOnlyList<string?> keys) => this;

    /// <summary>The key that names the class against which others are measured, and whose value can only be 0; null where there is none.</summary>
    internal virtual string? ReferenceKey => null;

    /// <summary>
    /// Whether rows far from the location lose their influence, so that the likelihood may have several maxima in the location: its surprisal is not convex in it for
    /// some values of the other parameters.
    /// </summary>
    public virtual bool Redescends => false;

    /// <summary>
    /// Why it cannot be fitted, a clause; null where it can. A mixture of surprisals with kinks has optima on kinks and is not convex, so that no solver could
    /// tell an optimum from a place where its steps end.
    /// </summary>
    public virtual string? FitObjection => null;

    /// <summary>From how many places a fit starts: several where the likelihood has several maxima.</summary>
    public virtual int StartCount => 1;

    /// <summary>A random row.</summary>
    /// <param name="parameters">One number a parameter on its natural scale, in the order of <see cref="Parameters"/>.</param>
    /// <param name="trials">The number of trials; of use to noise models with trials only.</param>
    /// <param name="stream">The source of randomness.</param>
    /// <param name="response">Receives one number a response; a class as its index.</param>
    public virtual void Sample(ReadOnlySpan<double> parameters, double trials, RandomStream stream, Span<double> response) =>
        response[0] = At(parameters, trials).Sample(stream);

    /// <summary>Parameters that describe rows of several responses roughly: where a fit starts.</summary>
    /// <param name="observations">What was observed, all within the support.</param>
    /// <param name="weights">Frequency weights; empty for ones.</param>
    /// <param name="parameters">Receives natural-scale parameters, finite and strictly inside their domains.</param>
    /// <param name="variant">Which of the <see cref="StartCount"/> places to start from.</param>
    public virtual void Start(Observations observations, ReadOnlySpan<double> weights, Span<double> parameters, int variant = 0)
    {
        ArgumentNullException.ThrowIfNull(observations);
        Start(observations.Response.Span, observations.Trials.Span, weights, parameters);
    }

    /// <summary>Parameters that describe a sample roughly, whatever the sample: where a fit starts.</summary>
    /// <param name="y">Responses, all within the support.</param>
    /// <param name="trials">Their numbers of trials; empty where the noise model has none.</param>
    /// <param name="weights">Frequency weights; empty for ones.</param>
    /// <param name="parameters">Receives natural-scale parameters, finite and strictly inside their domains.</param>
    public abstract void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters);

    /// <summary>The text that reads back as this noise model with some values given, in its canonical form.</summary>
    /// <param name="held">Natural values of parameters by name.</param>
    /// <param name="trials">The number of trials; null for none given.</param>
    internal virtual string ToText(IReadOnlyDictionary<string, double> held, double? trials)
    {
        IEnumerable<(string Key, double Value)> given = Parameters.Where(p => held.ContainsKey(p.Name)).Select(p => (p.Name, held[p.Name]))
            .Concat(HyperValues.Select(static h => (h.Key, h.Value)));
        if (ReferenceKey is { } reference && held.Count == Parameters.Count) given = given.Prepend((reference, 0.0));
        if (trials is { } n) given = given.Append((NoiseSpec.TrialsKey, n));
        string[] all = [.. given.Select(static a => $"{a.Key}={NoiseNumber.Format(a.Value)}")];
        return all.Length == 0 ? Name : $"{Name}({Words.List(all)})";
    }

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

    /// <summary>The same for the event that the response lies between the block's bounds: what censored and truncated rows are made of.</summary>
    /// <param name="bound">This noise model with its links and held values.</param>
    /// <param name="block">Inputs, and where the outputs go.</param>
    /// <exception cref="NotSupportedException">The noise model has no distribution function.</exception>
    internal virtual void EvaluateEvent<TLane>(BoundNoise bound, NoiseBlock<TLane> block)
        where TLane : unmanaged, ILane<TLane> => throw new NotSupportedException($"'{Name}' has no distribution function");
}
