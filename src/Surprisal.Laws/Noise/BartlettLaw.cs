namespace Surprisal.Laws;

/// <summary>Bartlett's identities: the expected gradient is 0, and the expected curvature is the variance of the gradient.</summary>
/// <remarks>
/// Bartlett (1953), doi:10.1093/biomet/40.1-2.12. Of a surprisal with kinks the curvature that is expected includes the jumps of the slope, which
/// the second derivative does not have: there it is the slope of the expected gradient (<see cref="ExpectedSlope"/>).
/// </remarks>
internal sealed class BartlettLaw : CaseLaw
{
    private const double GradientBound = 1e-8;
    private const double InformationBound = 1e-7;

    // Responses are doubles: where their location is far larger than their spread, they lie a little off the nodes.
    private const double Quadrature = 1e-9;

    // A rounding of the derivatives of single responses.
    private const double Rounding = 4e-16;

    /// <inheritdoc/>
    public override string Name => "bartlett";

    /// <inheritdoc/>
    public override string Statement => "the expected gradient is 0, and the expected curvature is the variance of the gradient";

    /// <inheritdoc/>
    protected override void Examine(NoiseCase @case, LawOptions options, Verdict verdict)
    {
        int m = @case.Working.Length, pairs = m * (m + 1) / 2;
        Integrals expected = Expectation.Of(@case, 2, m + (2 * pairs), (_, kernel, weights, values) =>
        {
            for (int i = 0; i < weights.Length; i++)
            {
                double w = weights[i];
                if (w == 0.0) continue;
                for (int j = 0, h = m; j < m; j++)
                {
                    double gradient = kernel.Gradient(j)[i];
                    values[j][i] = w * gradient;
                    for (int k = j; k < m; k++, h++)
                    {
                        values[h][i] = w * kernel.Curvature(j, k)[i];
                        values[h + pairs][i] = w * gradient * kernel.Gradient(k)[i];
                    }
                }
            }
        });
        verdict.Require(expected.Converged, "the quadrature of the derivatives does not converge");
        double[] deviation = new double[m];
        for (int j = 0, h = m + pairs; j < m; h += m - j, j++) deviation[j] = Math.Sqrt(expected.Values[h]);
        for (int j = 0, h = m; j < m; j++)
        {
            string name = @case.Noise.Parameters[j].Name;
            verdict.Near(expected.Values[j], 0.0, (GradientBound * deviation[j]) + (Quadrature * expected.Scales[j]) + Rounding, $"expected gradient in {name}");
            for (int k = j; k < m; k++, h++)
            {
                Slope curvature = @case.Noise.HasKink ? ExpectedSlope.Of(@case, j, k) : new(expected.Values[h], 0.0);
                verdict.Near(
                    curvature.Value,
                    expected.Values[h + pairs],
                    (InformationBound * deviation[j] * deviation[k]) + (Quadrature * expected.Scales[h]) + Rounding,
                    $"expected curvature against variance of the gradient in {name} and {@case.Noise.Parameters[k].Name}");
            }
        }
    }
}
