using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>
/// What Stirling's formula for log Γ(x) leaves out, S(x) = log Γ(x) − (x − ½) log x + x − ½ log 2π, and its derivatives, for x ≥ 2.5.
/// </summary>
/// <remarks>
/// The n-th derivative is w^(n+1)·R(w²), w = 1/x, R an own rational approximation of degree (6, 6) on 0 ≤ w² ≤ 0.16 (n = 4: relative
/// error 4e-15; else below 1e-15). The asymptotic series (DLMF 5.11.1) gives the form; its own coefficients diverge.
/// </remarks>
internal static class StirlingSeries
{
    private static ReadOnlySpan<double> Numerator0 =>
    [
        0.08333333333333333, 1.6135487361680083, 9.937145473311359, 23.67606023288759, 21.183230901847644, 5.736474024137507,
        0.2242003954296338, 0.0,
    ];

    private static ReadOnlySpan<double> Denominator0 =>
    [
        1.0, 19.39591816734943, 119.88275247579202, 287.9312343706353, 262.78317941335854, 75.53832181152428, 3.920785062818639, 0.0,
    ];

    private static ReadOnlySpan<double> Numerator1 =>
    [
        -0.08333333333333333, -1.7939697167859636, -12.438513628507978, -33.896894839827944, -35.369416827135936,
        -11.392988168940546, -0.5152336381193557, 0.0,
    ];

    private static ReadOnlySpan<double> Denominator1 =>
    [
        1.0, 21.627636601431515, 151.37730815463797, 420.9205814333317, 460.3070898133266, 168.55854572795752, 12.87855612780704,
        0.0,
    ];

    private static ReadOnlySpan<double> Numerator2 =>
    [
        0.16666666666666663, 3.9604092852780566, 30.60259166852031, 93.98327447440239, 111.83927095177083, 41.44707714149592,
        2.100445897811682, 0.0,
    ];

    private static ReadOnlySpan<double> Denominator2 =>
    [
        1.0, 23.96245571166796, 188.26518401074256, 598.3294756667464, 768.144442299849, 345.11528499526537, 35.37798746343487, 0.0,
    ];

    private static ReadOnlySpan<double> Numerator3 =>
    [
        -0.4999999999999995, -13.0280042046497, -111.1911951348705, -380.0885661331165, -507.03127062900217, -211.390304103396,
        -11.892834733357184, 0.0,
    ];

    private static ReadOnlySpan<double> Denominator3 =>
    [
        1.0, 26.389341742630634, 230.8455041847552, 828.9291862837603, 1227.590718816603, 656.7730988902067, 84.82575552129553, 0.0,
    ];

    private static ReadOnlySpan<double> Numerator4 =>
    [
        1.9999999999999916, 56.79683594009321, 531.1779377012368, 1999.8219793602561, 2949.234853143554, 1360.0745924337616,
        84.48735838038297, 0.0,
    ];

    private static ReadOnlySpan<double> Denominator4 =>
    [
        1.0, 28.89841797003745, 279.37151117249937, 1121.8311327091549, 1887.6329992591532, 1173.561608545745, 182.2654243992375,
        0.0,
    ];

    /// <summary>S(1/w).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Value<TLane>(TLane w)
        where TLane : unmanaged, ILane<TLane> => w * Ratio(w * w, Numerator0, Denominator0);

    /// <summary>S′(1/w).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane First<TLane>(TLane w)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane w2 = w * w;
        return w2 * Ratio(w2, Numerator1, Denominator1);
    }

    /// <summary>S″(1/w).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Second<TLane>(TLane w)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane w2 = w * w;
        return w2 * w * Ratio(w2, Numerator2, Denominator2);
    }

    /// <summary>S‴(1/w).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Third<TLane>(TLane w)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane w2 = w * w;
        return w2 * w2 * Ratio(w2, Numerator3, Denominator3);
    }

    /// <summary>The fourth derivative at 1/w.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Fourth<TLane>(TLane w)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane w2 = w * w;
        return w2 * w2 * w * Ratio(w2, Numerator4, Denominator4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Ratio<TLane>(TLane v, ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator)
        where TLane : unmanaged, ILane<TLane> => Polynomial.Evaluate(v, numerator) / Polynomial.Evaluate(v, denominator);
}
