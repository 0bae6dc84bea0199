using Surprisal.Links;
using Surprisal.Noise;
using Surprisal.Numerics;

namespace Surprisal.Laws;

/// <summary>A link for a parameter of one domain.</summary>
internal sealed class LinkCase(Link link, ParameterDomain domain)
{
    private static readonly double[] Working = [1e-8, 1e-3, 0.1, 0.4, 1.0, 1.7, 3.0, 8.0, 30.0];
    private static readonly double[] Positives = [1e-12, 1e-3, 0.2, 1.0, 2.5, 40.0, 1e6];
    private static readonly double[] Probabilities = [1e-12, 1e-4, 0.02, 0.25, 0.4, 0.5, 0.6, 0.9, 0.999];
    private static readonly double[] Angles = [-3.1, -2.0, -0.4, -1e-9, 0.0, 1e-9, 0.7, 1.6, 3.0, 3.14];
    private readonly ProbeNoise _probe = new(domain);

    public Link Link { get; } = link;

    public ParameterDomain Domain { get; } = domain;

    /// <summary>Working values, ascending, of which the link makes a parameter inside the domain.</summary>
    public IEnumerable<double> WorkingValues => Working.Select(static w => -w).Reverse().Append(0.0).Concat(Working).Where(w => Domain.Contains(Link.Invert(w)));

    /// <summary>Parameters, ascending, that the link takes.</summary>
    public IEnumerable<double> Parameters => (Domain switch
    {
        ParameterDomain.Positive => Positives,
        ParameterDomain.Probability => Probabilities,
        ParameterDomain.Angle => Angles,
        _ => Positives.Select(static p => -p).Reverse().Append(0.0).Concat(Positives),
    }).Where(p => double.IsFinite(Link.Apply(p)));

    /// <summary>The parameter on the scale that formulas take, in doubles.</summary>
    public double ToFormulaScale(double working) => Link.ToFormulaScale<Real>(working, Domain).Value;

    /// <summary>The same with its derivatives, one working value a row.</summary>
    public NoiseEvaluation Derive(double[] working) => NoiseEvaluation.Of(_probe, new NoiseRows(new double[working.Length], [working]), 2, [Link]);

    /// <summary>A formula that is its parameter: its derivatives are those of the link.</summary>
    private sealed class ProbeNoise(ParameterDomain domain) : ScalarNoise
    {
        public override string Name => "probe";

        public override string Description => "the parameter itself";

        public override string Density => "none";

        public override string Estimates => "nothing";

        public override IReadOnlyList<NoiseParameter> Parameters { get; } = [new("value", domain, "the parameter", ParameterRole.Location)];

        public override Support Support => Support.RealLine;

        public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working) => working[0];

        public override Distribution At(ReadOnlySpan<double> parameters, double trials = 1) => throw new NotSupportedException("a probe is no distribution");

        public override void Start(ReadOnlySpan<double> y, ReadOnlySpan<double> trials, ReadOnlySpan<double> weights, Span<double> parameters) => parameters.Fill(0.5);
    }
}
