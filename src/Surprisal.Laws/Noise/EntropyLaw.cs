namespace Surprisal.Laws;

/// <summary>The entropy is the expectation of the surprisal.</summary>
internal sealed class EntropyLaw : CaseLaw
{
    private const double Relative = 1e-8;

    // Responses are doubles: where their location is far larger than their spread, the quadrature sees their rounding.
    private const double Rounding = 1e-9;

    /// <inheritdoc/>
    public override string Name => "entropy";

    /// <inheritdoc/>
    public override string Statement => "the entropy is the expectation of the surprisal";

    /// <inheritdoc/>
    protected override bool NeedsDistribution => true;

    /// <inheritdoc/>
    protected override void Examine(NoiseCase @case, LawOptions options, Verdict verdict)
    {
        double entropy = @case.Distribution!.Entropy, atMedian = @case.Distribution.Surprisal(@case.Distribution.Median);

        // The surprisal may vanish everywhere, as that of the uniform distribution: shifted it has digits to be integrated.
        double shift = 1.0 + (double.IsFinite(atMedian) ? 2.0 * Math.Abs(atMedian) : 0.0);
        Integrals expected = Expectation.Of(@case, 0, 1, (_, kernel, weights, values) =>
        {
            for (int i = 0; i < weights.Length; i++)
            {
                if (weights[i] != 0.0) values[0][i] = weights[i] * (kernel.Surprisal[i] + shift);
            }
        });
        verdict.Require(expected.Converged, "the quadrature of the surprisal does not converge");
        verdict.Near(entropy + shift, expected.Values[0], (Relative * expected.Scales[0]) + Rounding, "entropy, shifted");
    }
}
