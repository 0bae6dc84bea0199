namespace Surprisal.Numerics.Distributions;

/// <summary>log(1 + w) − w without cancellation.</summary>
internal static class LogOnePlus
{
    // 1/3, 1/5, ..., the series of atanh after its first term.
    private static readonly double[] Odd =
        [1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15,
            1.0 / 17, 1.0 / 19, 1.0 / 21, 1.0 / 23, 1.0 / 25, 1.0 / 27, 1.0 / 29, 1.0 / 31, 1.0 / 33];

    /// <summary>log(1 + w) − w for w &gt; −1; relative error below 1e-15.</summary>
    public static double MinusArgument(double w)
    {
        if (w is < -0.4 or > 0.6) return Elementary.Log1p(w) - w;

        // With s = w/(2 + w): log(1 + w) = 2 atanh s and 2s − w = −sw, so the linear terms go before anything is rounded.
        double s = w / (2.0 + w);
        double square = s * s;
        double sum = 0.0;
        for (int k = Odd.Length - 1; k >= 0; k--) sum = Math.FusedMultiplyAdd(sum, square, Odd[k]);
        return s * ((2.0 * square * sum) - w);
    }
}
