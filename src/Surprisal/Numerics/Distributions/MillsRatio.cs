namespace Surprisal.Numerics.Distributions;

/// <summary>The standard normal tail relative to the density, (1 − Φ(z))/φ(z) for z ≥ 0: the tail's part that neither underflows nor
/// cancels.</summary>
internal static class MillsRatio
{
    private const double Centre = 4.0;

    // Chebyshev coefficients of (z + 4)(1 − Φ(z))/φ(z) in (z − 4)/(z + 4), from 60-digit values (mpmath); the first one halved.
    private static readonly double[] Chebyshev =
    [
        2.4325604285150406, -1.8842545745794835, 0.55695664909638165, -0.12161597214420457,
        0.017360708143727771, -0.00080362120072996561, -0.00025203493480543533, 4.7383719270581174e-5,
        2.5325891365988258e-6, -1.5404069839912999e-6, -8.4749606300616959e-9, 5.1853386010946723e-8,
        -2.8281293276602498e-10, -1.9486566378891076e-9, -2.4919454968275671e-11, 7.9572487194488464e-11,
        4.6184141791552193e-12, -3.2908561242243849e-12, -4.3653840438097299e-13, 1.2300711839232774e-13,
        3.2414173582086781e-14, -3.0532395587325665e-15, -2.0183740275707353e-15, -7.1701955014225876e-17,
        1.0169552398038542e-16, 1.7562442280533559e-17, -3.3580682440276761e-18, -1.5279791611772294e-18,
    ];

    /// <summary>(1 − Φ(z))/φ(z) for z ≥ 0, relative error below 5e-16; 1/z far out.</summary>
    public static double Value(double z)
    {
        if (double.IsPositiveInfinity(z)) return 0.0;
        double twice = 2.0 * ((z - Centre) / (z + Centre));
        double last = 0.0;
        double beforeLast = 0.0;
        for (int k = Chebyshev.Length - 1; k >= 1; k--)
        {
            double next = Math.FusedMultiplyAdd(twice, last, Chebyshev[k] - beforeLast);
            beforeLast = last;
            last = next;
        }

        return (Math.FusedMultiplyAdd(0.5 * twice, last, Chebyshev[0]) - beforeLast) / (z + Centre);
    }
}
