using Surprisal.Links;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise;

/// <summary>
/// A noise model with numbers for all its parameters, whatever a row's response is: a number, a class, or several of them. Immutable.
/// </summary>
/// <remarks>
/// Of a single number <see cref="Distribution"/> says more. Classes are the indices of their levels. Nothing here throws for a row outside the support:
/// its log-density is −∞. NaN stands for what does not exist: the mean of a class, or a moment whose integral diverges.
/// </remarks>
public sealed class RowDistribution
{
    private readonly double[] _parameters;
    private readonly double _trials;
    private readonly RowSummary _summary;

    /// <summary>Prepares.</summary>
    /// <param name="noise">The noise model; its classes and responses are known.</param>
    /// <param name="parameters">One number a parameter on its natural scale.</param>
    /// <param name="trials">The number of trials; of use to noise models with trials, and as the total of a row of counts.</param>
    internal RowDistribution(NoiseModel noise, ReadOnlySpan<double> parameters, double trials)
    {
        ParameterCheck.Require(noise, parameters);
        Noise = noise;
        _parameters = parameters.ToArray();
        _trials = trials;
        _summary = noise.Summary(parameters, trials);
    }

    /// <summary>The noise model.</summary>
    public NoiseModel Noise { get; }

    /// <summary>The names of the responses; their numbers from 1 where they have none.</summary>
    public IReadOnlyList<string> Responses => Noise.ResponseNames;

    /// <summary>Whether the response is one of several classes, and nothing else.</summary>
    public bool IsClass => Responses.Count == 1 && ClassesOf(0).Count > 0;

    /// <summary>Whether the classes have an order, so that there is a distribution function over them.</summary>
    public bool IsOrdered => Noise.IsOrdered;

    /// <summary>The classes of a response; empty where it is a number.</summary>
    /// <param name="response">Its index.</param>
    public IReadOnlyList<string> ClassesOf(int response) => Noise.LevelsOf(response);

    /// <summary>The logarithm of the probability of each class of a response, in nats; empty where it is a number.</summary>
    /// <param name="response">Its index.</param>
    public IReadOnlyList<double> LogProbabilitiesOf(int response) => _summary.LogProbabilities[response];

    /// <summary>The mean of each response; NaN where it does not exist, as for a class.</summary>
    public IReadOnlyList<double> Mean => _summary.Mean;

    /// <summary>The covariance of two responses, of one with itself its variance; NaN where it does not exist.</summary>
    /// <param name="first">The index of one.</param>
    /// <param name="second">The index of the other.</param>
    public double Covariance(int first, int second) => _summary.Covariance[(first * Responses.Count) + second];

    /// <summary>The expected surprisal, in nats; NaN where no formula of it is known, as of a mixture of vectors.</summary>
    public double Entropy => _summary.Entropy;

    /// <summary>log P(Y ≤ class) over classes in an order.</summary>
    /// <param name="index">The class.</param>
    /// <exception cref="InvalidOperationException">The response is no class in an order.</exception>
    public double LogCdf(int index) => LogOfPart(Ordered()[..(index + 1)], Ordered()[(index + 1)..]);

    /// <summary>log P(Y &gt; class) over classes in an order.</summary>
    /// <param name="index">The class.</param>
    /// <exception cref="InvalidOperationException">The response is no class in an order.</exception>
    public double LogSurvival(int index) => LogOfPart(Ordered()[(index + 1)..], Ordered()[..(index + 1)]);

    /// <summary>The first class with P(Y ≤ class) ≥ p, of classes in an order.</summary>
    /// <param name="p">A probability.</param>
    /// <exception cref="InvalidOperationException">The response is no class in an order.</exception>
    public int Quantile(double p)
    {
        int last = Ordered().Length - 1, index = 0;

        // From whichever side is smaller, where sums keep their digits.
        while (index < last && (p <= 0.5 ? Numerics.Elementary.Exp(LogCdf(index)) < p : Numerics.Elementary.Exp(LogSurvival(index)) > 1.0 - p)) index++;
        return index;
    }

    /// <summary>The logarithm of the density of a row, or of its probability where the support is discrete, in nats.</summary>
    /// <param name="row">One number a response.</param>
    /// <exception cref="ArgumentException">There are too few or too many numbers.</exception>
    public double LogDensity(ReadOnlySpan<double> row)
    {
        if (row.Length != Responses.Count) throw new ArgumentException($"noise model '{Noise.Name}' has {Responses.Count} responses, not {row.Length}", nameof(row));
        if (Noise.IsUnivariate) return Noise.At(_parameters, _trials).LogDensity(row[0]);
        for (int r = 0; r < row.Length; r++)
        {
            int classes = ClassesOf(r).Count;
            if (double.IsNaN(row[r])) return double.NaN;
            if (!Noise.SupportOf(r).Contains(row[r], _trials) || (classes > 0 && row[r] >= classes)) return double.NegativeInfinity;
        }

        if (Objection(row) is not null) return double.NegativeInfinity;
        Link[] links = [.. Noise.Parameters.Select(static p => LinkRegistry.OfFormula(p.Domain))];
        ReadOnlyMemory<double>[] working = [.. links.Select((link, k) => (ReadOnlyMemory<double>)new[] { link.Apply(_parameters[k]) })];
        Observations observations = new([.. row.ToArray().Select(static y => (ReadOnlyMemory<double>)new[] { y })]) { Trials = Noise.TakesTrials ? new[] { _trials } : default };
        return -NoiseEvaluation.Of(Noise, new NoiseRows(observations, working), 0, links).Surprisal[0];
    }

    /// <summary>A random row.</summary>
    /// <param name="stream">The source of randomness; the same stream gives the same draws on every machine.</param>
    public double[] Sample(RandomStream stream)
    {
        double[] row = new double[Responses.Count];
        Noise.Sample(_parameters, _trials, stream, row);
        return row;
    }

    /// <summary>What is wrong with a row as a whole, its responses being within their supports; null where nothing is.</summary>
    /// <param name="row">The row.</param>
    public string? Objection(ReadOnlySpan<double> row) =>
        Noise.Objection(row) ?? (Noise.HasTotal(row, _trials) ? null : $"the counts do not sum to the {NoiseNumber.Format(_trials)} trials");

    /// <summary>The logarithm of the probability of some classes: of the larger part by what is left, so that both keep their digits.</summary>
    private static double LogOfPart(ReadOnlySpan<double> part, ReadOnlySpan<double> rest)
    {
        double own = RowSummary.LogSumExp(part), other = RowSummary.LogSumExp(rest);
        return own > other ? Numerics.Elementary.Log1p(-Numerics.Elementary.Exp(other)) : own;
    }

    private ReadOnlySpan<double> Ordered() =>
        IsClass && IsOrdered ? _summary.LogProbabilities[0] : throw new InvalidOperationException($"'{Noise.Name}' has no classes in an order");
}
