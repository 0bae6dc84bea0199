namespace Surprisal.Laws;

/// <summary>e^(−surprisal) integrates or sums to 1: the law that catches a wrong constant, to which gradients are blind.</summary>
internal sealed class NormalisationLaw : CaseLaw
{
    private const double Bound = 1e-9;

    /// <inheritdoc/>
    public override string Name => "normalisation";

    /// <inheritdoc/>
    public override string Statement => "the density that the formula gives integrates or sums to 1";

    /// <inheritdoc/>
    protected override void Examine(NoiseCase @case, LawOptions options, Verdict verdict)
    {
        Integrals total = Expectation.Of(@case, 0, 1, static (_, _, weights, values) => weights.CopyTo(values[0], 0));
        verdict.Require(total.Converged, "the quadrature of the density does not converge");
        verdict.Near(total.Values[0], 1.0, Bound, "total probability");
    }
}
