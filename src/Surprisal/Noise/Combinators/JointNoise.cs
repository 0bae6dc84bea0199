using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Random;

namespace Surprisal.Noise;

/// <summary>Several responses of different kinds at once, independent given their predictors: multi-task learning.</summary>
/// <remarks>
/// <para>Density: the product of the parts' densities, each of its own response.</para>
/// <para>Parameters: those of the parts, numbered (<c>mu[1]</c>, <c>sigma[1]</c>, <c>mu[2]</c>). A formula for <c>mu</c> holds for the mu of every part.</para>
/// <para>Support: that of each part for its response.</para>
/// <para>Numerical hazard: none: surprisals add.</para>
/// <para>Source: Kendall, Gal, Cipolla (2018), doi:10.1109/CVPR.2018.00781: the weights of the tasks' losses are the noise models' scales.</para>
/// <para>Reference values: those of its parts; the sum is tested.</para>
/// </remarks>
public sealed class JointNoise : CombinedNoise
{
    /// <summary>Joins.</summary>
    /// <param name="parts">At least two noise models, one a response in the order of <c>cbind(a, b)</c>.</param>
    /// <exception cref="InputException">There are fewer.</exception>
    public JointNoise(IReadOnlyList<NoiseModel> parts)
        : base(Checked(parts), [])
    {
    }

    /// <inheritdoc/>
    public override string Combinator => "joint";

    /// <inheritdoc/>
    public override string Description => $"several responses at once: {Words.List(Parts.Select(static p => p.Description))}";

    /// <inheritdoc/>
    public override string Density => string.Join(" times ", Parts.Select(static p => $"{p.Name}: {p.Density}"));

    /// <inheritdoc/>
    public override string Estimates => $"of each response, {Words.List(Parts.Select(static p => p.Estimates).Distinct(StringComparer.Ordinal))}";

    /// <summary>The support of the first response.</summary>
    /// <inheritdoc/>
    public override Support Support => Parts[0].Support;

    /// <inheritdoc/>
    public override bool IsUnivariate => false;

    /// <inheritdoc/>
    public override int ResponseCount => Parts.Any(static p => p.ResponseCount == 0) ? 0 : Parts.Sum(static p => p.ResponseCount);

    /// <inheritdoc/>
    public override Support SupportOf(int response)
    {
        int first = 0;
        foreach (NoiseModel part in Parts)
        {
            if (response < first + part.ResponseCount) return part.SupportOf(response - first);
            first += part.ResponseCount;
        }

        throw new ArgumentOutOfRangeException(nameof(response));
    }

    /// <inheritdoc/>
    public override NoiseModel ForResponses(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        int open = Parts.Count(static p => p.ResponseCount == 0), left = names.Count - Parts.Sum(static p => p.ResponseCount);
        if (open > 1) throw new InputException($"'{Name}' has several parts that take any number of responses, so none knows its own", "join one of them at most");
        if (open == 1 && left < 1) throw new InputException($"'{Name}' needs at least {NoiseNumber.Format(names.Count - left + 1)} responses, not {NoiseNumber.Format(names.Count)}");
        List<NoiseModel> named = [];
        int next = 0;
        foreach (NoiseModel part in Parts)
        {
            int count = part.ResponseCount == 0 ? left : part.ResponseCount;
            named.Add(part.ForResponses([.. names.Skip(next).Take(count)]));
            next += count;
        }

        return new JointNoise(named);
    }

    /// <inheritdoc/>
    public override NoiseModel ForLevels(IReadOnlyList<string> levels) => throw new InvalidOperationException("each response has its own classes");

    /// <inheritdoc/>
    public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters) =>
        throw new InvalidOperationException("several responses are given as observations");

    /// <inheritdoc/>
    public override void Start(Observations observations, ReadOnlySpan<double> weights, Span<double> parameters, int variant = 0)
    {
        ArgumentNullException.ThrowIfNull(observations);
        for (int p = 0, first = 0; p < Parts.Count; first += Parts[p].ResponseCount, p++)
            Parts[p].Start(observations.Of(first, Parts[p].ResponseCount), weights, OfPart(parameters, p), variant);
    }

    /// <inheritdoc/>
    public override int StartCount => Parts.Max(static p => p.StartCount);

    /// <inheritdoc/>
    public override void Sample(ReadOnlySpan<double> parameters, double trials, RandomStream stream, Span<double> response)
    {
        for (int p = 0, first = 0; p < Parts.Count; first += Parts[p].ResponseCount, p++)
            Parts[p].Sample(OfPart(parameters, p), trials, stream, response.Slice(first, Parts[p].ResponseCount));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> LevelsOf(int response)
    {
        foreach (NoiseModel part in Parts)
        {
            if (response < part.ResponseCount) return part.LevelsOf(response);
            response -= part.ResponseCount;
        }

        throw new ArgumentOutOfRangeException(nameof(response));
    }

    /// <inheritdoc/>
    internal override bool DrawsTrials => Parts.Any(static p => p.DrawsTrials);

    /// <inheritdoc/>
    internal override string? ObjectionRemedy => Parts.Select(static p => p.ObjectionRemedy).FirstOrDefault(static r => r is not null);

    /// <inheritdoc/>
    internal override string? Objection(ReadOnlySpan<double> row)
    {
        string? objection = null;
        for (int p = 0, first = 0; p < Parts.Count && objection is null; first += Parts[p].ResponseCount, p++)
            objection = Parts[p].Objection(row.Slice(first, Parts[p].ResponseCount));
        return objection;
    }

    /// <inheritdoc/>
    internal override bool HasTotal(ReadOnlySpan<double> row, double trials)
    {
        bool has = true;
        for (int p = 0, first = 0; p < Parts.Count; first += Parts[p].ResponseCount, p++) has &= Parts[p].HasTotal(row.Slice(first, Parts[p].ResponseCount), trials);
        return has;
    }

    /// <inheritdoc/>
    internal override RowSummary Summary(ReadOnlySpan<double> parameters, double trials)
    {
        RowSummary[] parts = new RowSummary[Parts.Count];
        for (int p = 0; p < parts.Length; p++) parts[p] = Parts[p].Summary(OfPart(parameters, p), trials);
        return RowSummary.Join(parts);
    }

    /// <inheritdoc/>
    internal override NoiseModel ForLevelsOf(IReadOnlyList<IReadOnlyList<string>> levels)
    {
        List<NoiseModel> known = [];
        int first = 0;
        foreach (NoiseModel part in Parts)
        {
            known.Add(part.ForLevelsOf([.. levels.Skip(first).Take(part.ResponseCount)]));
            first += part.ResponseCount;
        }

        return new JointNoise(known);
    }

    /// <inheritdoc/>
    internal override Jet<TLane> Combine<TLane>(PartEvaluator<TLane> parts)
    {
        Field[] responses = parts.Block.Responses;
        Jet<TLane> sum = parts.Surprisal(0, responses.AsSpan(0, Parts[0].ResponseCount));
        for (int p = 1, first = Parts[0].ResponseCount; p < Parts.Count; first += Parts[p].ResponseCount, p++)
            sum += parts.Surprisal(p, responses.AsSpan(first, Parts[p].ResponseCount));
        return sum;
    }

    private static IReadOnlyList<NoiseModel> Checked(IReadOnlyList<NoiseModel> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count < 2) throw new InputException("'joint' needs at least two noise models, one a response", "write joint(gaussian, categorical) and cbind(a, b) ~ ...");
        foreach (NoiseModel part in parts)
        {
            if (part is JointNoise) throw new InputException($"'{part.Name}' is several responses already", "name its parts in the outer 'joint'");
            if (part is CensoredNoise) throw new InputException($"'{part.Name}' cannot be one of several responses: only a single response is censored", "fit it by itself");
        }

        return parts;
    }
}
