using Surprisal.Numerics.Jets;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Noise;

/// <summary>
/// A noise model that is made of others. Surprisal, gradient and curvature of a block come from those of its parts by the chain rule, never by
/// numerical differentiation. Immutable.
/// </summary>
/// <remarks>The parameters of the parts come first, part by part, then the combination's own.</remarks>
public abstract class CombinedNoise : NoiseModel
{
    private readonly List<Range> _ranges = [];
    private readonly List<NoiseParameter> _parameters = [];
    private readonly int _firstOwn;

    /// <summary>Combines.</summary>
    /// <param name="parts">The noise models that it is made of; parameters keep their names where there is one part, and get its number where there are
    /// several: <c>mu[2]</c>.</param>
    /// <param name="own">The parameters that the combination adds.</param>
    private protected CombinedNoise(IReadOnlyList<NoiseModel> parts, IReadOnlyList<NoiseParameter> own)
    {
        Parts = [.. parts];
        for (int p = 0; p < Parts.Count; p++)
        {
            int first = _parameters.Count;
            foreach (NoiseParameter parameter in Parts[p].Parameters)
                _parameters.Add(Parts.Count == 1 ? parameter : parameter with { Name = Indexed(parameter.Name, p + 1) });
            _ranges.Add(first.._parameters.Count);
        }

        _firstOwn = _parameters.Count;
        _parameters.AddRange(own);
    }

    /// <summary>The noise models that it is made of.</summary>
    public IReadOnlyList<NoiseModel> Parts { get; }

    /// <summary>The name of the combinator: <c>zero-inflated</c>.</summary>
    public abstract string Combinator { get; }

    /// <summary>The combinator with its parts: <c>zero-inflated(negative-binomial)</c>.</summary>
    public sealed override string Name => ToText(System.Collections.ObjectModel.ReadOnlyDictionary<string, double>.Empty, null);

    /// <inheritdoc/>
    public override IReadOnlyList<NoiseParameter> Parameters => _parameters;

    /// <inheritdoc/>
    public override bool IsUnivariate => Parts.All(static p => p.IsUnivariate);

    /// <inheritdoc/>
    public override bool Contains(double y, double trials = 1) => Support.Contains(y, trials) && Parts.Any(p => p.Contains(y, trials));

    /// <inheritdoc/>
    public override (double Least, double Greatest) Bounds => (Parts.Min(static p => p.Bounds.Least), Parts.Max(static p => p.Bounds.Greatest));

    /// <inheritdoc/>
    public override bool TakesTrials => Parts.Any(static p => p.TakesTrials);

    /// <inheritdoc/>
    public override bool NeedsLevels => Parts.Any(static p => p.NeedsLevels);

    /// <inheritdoc/>
    public override bool HasKink => Parts.Any(static p => p.HasKink);

    /// <inheritdoc/>
    public override string? FitObjection => Parts.Select(static p => p.FitObjection).FirstOrDefault(static o => o is not null);

    /// <summary>Where each part's parameters stand among all.</summary>
    internal IReadOnlyList<Range> PartRanges => _ranges;

    /// <summary>How many parameters the combination adds.</summary>
    internal int OwnCount => _parameters.Count - _firstOwn;

    /// <summary>The index of one of the combination's own parameters.</summary>
    internal int OwnIndex(int own) => _firstOwn + own;

    /// <summary>The parameters of one part.</summary>
    private protected ReadOnlySpan<double> OfPart(ReadOnlySpan<double> parameters, int part)
    {
        (int first, int count) = _ranges[part].GetOffsetAndLength(parameters.Length);
        return parameters.Slice(first, count);
    }

    /// <summary>The room of one part's parameters.</summary>
    private protected Span<double> OfPart(Span<double> parameters, int part)
    {
        (int first, int count) = _ranges[part].GetOffsetAndLength(parameters.Length);
        return parameters.Slice(first, count);
    }

    /// <summary>−log p of what was observed, from the parts.</summary>
    internal abstract Jet<TLane> Combine<TLane>(PartEvaluator<TLane> parts)
        where TLane : unmanaged, ILane<TLane>;

    /// <summary>−log P(lower ≤ Y ≤ upper) of the block's event, from the parts.</summary>
    internal virtual Jet<TLane> CombineEvent<TLane>(PartEvaluator<TLane> parts)
        where TLane : unmanaged, ILane<TLane> => throw new NotSupportedException($"'{Name}' has no distribution function");

    /// <summary>What the combinator was given beside parts and parameters, as text: <c>lower=0</c>.</summary>
    internal virtual IEnumerable<string> KeyTexts => [];

    /// <summary>The parts as text; a combinator of equal parts shortens it.</summary>
    internal virtual IEnumerable<string> PartTexts(IReadOnlyList<string> parts) => parts;

    /// <inheritdoc/>
    internal sealed override string ToText(IReadOnlyDictionary<string, double> held, double? trials)
    {
        string[] parts = [.. Parts.Select((part, p) => part.ToText(OfPart(held, p), part.DrawsTrials ? trials : null))];
        IEnumerable<string> own = _parameters.Skip(_firstOwn).Where(p => held.ContainsKey(p.Name)).Select(p => $"{p.Name}={NoiseNumber.Format(held[p.Name])}");
        return $"{Combinator}({Words.List(PartTexts(parts).Concat(KeyTexts).Concat(own))})";
    }

    /// <summary>A part's values under the names that it has for them.</summary>
    private Dictionary<string, double> OfPart(IReadOnlyDictionary<string, double> held, int part)
    {
        Dictionary<string, double> own = new(StringComparer.Ordinal);
        int first = _ranges[part].Start.Value;
        for (int k = 0; k < Parts[part].Parameters.Count; k++)
        {
            if (held.TryGetValue(_parameters[first + k].Name, out double value)) own.Add(Parts[part].Parameters[k].Name, value);
        }

        return own;
    }

    /// <inheritdoc/>
    internal sealed override void EvaluateBlock<TLane>(BoundNoise bound, NoiseBlock<TLane> block) => block.Take(Combine(new PartEvaluator<TLane>(bound, block)));

    /// <inheritdoc/>
    internal sealed override void EvaluateEvent<TLane>(BoundNoise bound, NoiseBlock<TLane> block) => block.Take(CombineEvent(new PartEvaluator<TLane>(bound, block)));

    /// <summary><c>mu</c> of part 2 is <c>mu[2]</c>, and <c>mu[1]</c> of it <c>mu[2,1]</c>.</summary>
    private static string Indexed(string name, int part)
    {
        int bracket = name.IndexOf('[', StringComparison.Ordinal);
        return bracket < 0
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}[{part}]")
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name[..bracket]}[{part},{name[(bracket + 1)..]}");
    }
}
