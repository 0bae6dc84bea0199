using System.Globalization;
using Surprisal.Links;
using Surprisal.Numerics;
using Surprisal.Numerics.Primitives;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise;

/// <summary>One of several classes in an order: low, medium, high. Predictors move all of them along one scale that thresholds cut.</summary>
/// <remarks>
/// <para>Density: P(y = k) = F(threshold[k] − mu) − F(threshold[k − 1] − mu), the outer thresholds infinite.</para>
/// <para>Parameters: mu, where a row stands on the scale (no intercept: the thresholds take it up); threshold[1] &lt; threshold[2] &lt; ..., the cuts between
/// neighbouring classes (identity). F is the logistic, normal or extreme-value distribution function: the link of mu, logit, probit or cloglog.</para>
/// <para>Support: classes in their order.</para>
/// <para>Numerical hazard: the difference of two distribution functions. Logistic: F(a) − F(b) = F(a)(1 − F(b))(1 − e^(b − a)); extreme value:
/// e^(−e^b)(1 − e^(−(e^a − e^b))); normal: in the tail where both are small. Thresholds out of order have no density, and the line search stays
/// where they are in order.</para>
/// <para>Source: McCullagh (1980), doi:10.1111/j.2517-6161.1980.tb01109.x.</para>
/// <para>Reference values: R MASS::polr, tests/Surprisal.Tests/Reference/cases/ordinal-housing-logit.json, ordinal-housing-probit.json.</para>
/// </remarks>
public sealed class OrdinalNoise : ScalarNoise
{
    private static readonly string[] Own = ["logit", "probit", "cloglog"];
    private readonly string _link;
    private readonly IReadOnlyList<NoiseParameter> _parameters;

    /// <summary>The noise model before it knows the classes, with the cumulative logit.</summary>
    public OrdinalNoise()
        : this([], "logit")
    {
    }

    private OrdinalNoise(IReadOnlyList<string> levels, string link)
    {
        Levels = levels;
        _link = link;
        NoiseParameter mu = new("mu", ParameterDomain.Real, "place on the scale that thresholds cut", ParameterRole.Location) { IsContrast = true, OwnLink = link };
        IEnumerable<NoiseParameter> thresholds = levels.Count == 0
            ? [new NoiseParameter("threshold", ParameterDomain.Real, "cuts between neighbouring classes", ParameterRole.Shape)]
            : Enumerable.Range(1, levels.Count - 1).Select(k => new NoiseParameter(
                string.Create(CultureInfo.InvariantCulture, $"threshold[{k}]"), ParameterDomain.Real, $"cut between '{levels[k - 1]}' and '{levels[k]}'", ParameterRole.Shape));
        _parameters = [mu, .. thresholds];
    }

    /// <summary>The classes in order; empty before they are known.</summary>
    public IReadOnlyList<string> Levels { get; }

    /// <inheritdoc/>
    public override string Name => "ordinal";

    /// <inheritdoc/>
    public override string Description => "one of several classes in an order, cut from one scale";

    /// <inheritdoc/>
    public override string Density => "F(threshold[k] - mu) - F(threshold[k - 1] - mu) for class k, F the logistic (or normal, or extreme-value) distribution function";

    /// <inheritdoc/>
    public override string Estimates => "the probability of each class, through where the row stands between the thresholds";

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters => _parameters;

    /// <inheritdoc/>
    public override Support Support => Support.Classes;

    /// <inheritdoc/>
    public override bool IsUnivariate => false;

    /// <inheritdoc/>
    public override bool NeedsLevels => Levels.Count == 0;

    /// <inheritdoc/>
    public override NoiseModel ForLevels(IReadOnlyList<string> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        return new OrdinalNoise(levels, _link);
    }

    /// <inheritdoc/>
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        int last = working.Length - 1;
        if (last < 1) throw new InvalidOperationException("the classes are not known");

        // Rows of an outer class have one threshold only; a neighbour stands in for the other and is not used.
        T upper = working[last], lower = working[1];
        for (int k = last - 1; k >= 1; k--)
        {
            upper = T.SelectLess(y.Value, k - 0.5, working[k], upper);
            lower = T.SelectLess(k + 0.5, y.Value, T.SelectLess(y.Value, k + 1.5, working[k + 1], lower), lower);
        }

        T a = upper - working[0], b = lower - working[0];
        T between = T.SelectLess(y.Value, last - 0.5, LogDifference(a, b), LogAbove(b));
        return -T.SelectLess(y.Value, 0.5, LogBelow(a), between);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> LevelsOf(int response) => Levels;

    /// <inheritdoc/>
    internal override bool IsOrdered => true;

    /// <inheritdoc/>
    internal override NoiseModel ForValues(IReadOnlyList<string?> keys) => ForLevels(ValueNames.Numbers(Math.Max(keys.Count, 2)));

    /// <inheritdoc/>
    internal override RowSummary Summary(ReadOnlySpan<double> parameters, double trials)
    {
        Real[] working = [.. parameters.ToArray().Select(static p => (Real)p)];
        for (int k = 2; k < working.Length; k++)
        {
            if (!(parameters[k - 1] < parameters[k]))
                throw new InputException($"noise model 'ordinal': threshold[{k}] = {NoiseNumber.Format(parameters[k])} is not above threshold[{k - 1}] = {NoiseNumber.Format(parameters[k - 1])}", "give thresholds in increasing order");
        }

        return RowSummary.OfClass([.. Levels.Select((_, k) => -Surprisal(new Outcome<Real>((Real)k, (Real)1.0), working).Value)]);
    }

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, double trials, RandomStream stream, Span<double> response)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ParameterCheck.Require(this, parameters);
        double logU = -stream.NextExponential(), mu = parameters[0];
        int chosen = 0;
        while (chosen < parameters.Length - 1 && LogBelow<Real>(parameters[chosen + 1] - mu).Value < logU) chosen++;
        response[0] = chosen;
    }

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters)
    {
        // Thresholds at the quantiles of the classes' shares; half an observation in each keeps them apart.
        double[] counts = new double[parameters.Length];
        Array.Fill(counts, 0.5);
        for (int i = 0; i < y.Length; i++) counts[(int)y[i]] += weights.IsEmpty ? 1.0 : weights[i];
        double total = counts.Sum(), below = 0.0;
        parameters[0] = 0.0;
        for (int k = 1; k < parameters.Length; k++)
        {
            below += counts[k - 1];
            parameters[k] = LinkRegistry.Get(_link).Apply(below / total);
        }
    }

    /// <inheritdoc/>
    internal override NoiseModel? WithOwnLink(string parameter, string link)
    {
        if (!string.Equals(parameter, "mu", StringComparison.Ordinal)) return null;
        return Own.Contains(link, StringComparer.Ordinal)
            ? new OrdinalNoise(Levels, link)
            : throw new InputException($"link '{link}' does not suit parameter 'mu' of 'ordinal'", $"links that do: {Words.List(Own)}");
    }

    /// <summary>log F(x).</summary>
    private T LogBelow<T>(T x)
        where T : struct, IReal<T> => _link switch
        {
            "logit" => -T.Softplus(-x),
            "probit" => T.LogNormalCdf(x),
            _ => T.Apply<Log1mExp>(-T.Exp(x)),
        };

    /// <summary>log(1 − F(x)).</summary>
    private T LogAbove<T>(T x)
        where T : struct, IReal<T> => _link switch
        {
            "logit" => -T.Softplus(x),
            "probit" => T.LogNormalCdf(-x),
            _ => -T.Exp(x),
        };

    /// <summary>log(F(a) − F(b)), −∞ or NaN unless b &lt; a.</summary>
    private T LogDifference<T>(T a, T b)
        where T : struct, IReal<T>
    {
        if (string.Equals(_link, "logit", StringComparison.Ordinal)) return T.Apply<Log1mExp>(b - a) - (T.Softplus(-a) + T.Softplus(b));
        if (string.Equals(_link, "cloglog", StringComparison.Ordinal)) return T.Apply<Log1mExp>(-(T.Exp(b) * T.Expm1(a - b))) - T.Exp(b);

        // Both in the lower tail, or mirrored there: the larger of the two logarithms is taken out.
        T sum = a + b, high = T.SelectLess(sum, 0.0, a, -b), low = T.SelectLess(sum, 0.0, b, -a);
        T logHigh = T.LogNormalCdf(high);
        return logHigh + T.Apply<Log1mExp>(T.LogNormalCdf(low) - logHigh);
    }
}
