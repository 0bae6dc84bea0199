using System.Runtime.CompilerServices;
using Surprisal.Numerics.Lanes;

namespace Surprisal.Numerics.Primitives;

/// <summary>log Γ(2 + t) and its derivatives for |t| ≤ ½, relative to the zero at t = 0: the base of everything below x = 2.5.</summary>
/// <remarks>Own near-minimax polynomials; relative error of the approximation 5e-17 (value), at most 1e-15 (fourth derivative).</remarks>
internal static class GammaSeries
{
    private static ReadOnlySpan<double> LogGammaOverT =>
    [
        0.42278433509846713, 0.3224670334241132, -0.06735230105319814, 0.02058080842778457, -0.0073855510286681345,
        0.002890510330738728, -0.0011927539120018926, 0.0005096695248857253, -0.00022315475072578643, 9.945750908961502E-05,
        -4.4926351345772486E-05, 2.050726753167361E-05, -9.438456954820869E-06, 4.374374075177684E-06, -2.0449275862304883E-06,
        9.578698885829385E-07, -4.303390000401032E-07, 2.0304000285413188E-07, -1.3414409147246934E-07, 6.379807043609944E-08,
    ];

    private static ReadOnlySpan<double> DigammaCoefficients =>
    [
        0.42278433509846713, 0.6449340668482264, -0.20205690315959524, 0.08232323371113867, -0.036927755143243576,
        0.01734306198438597, -0.008349277388370019, 0.004077356201167754, -0.0020083926593130294, 0.0009945750444381885,
        -0.0004941910759126783, 0.00024608778913478516, -0.00012269112477306704, 6.123702428790365E-05, -3.071114003026294E-05,
        1.53437077428442E-05, -7.2313350280651065E-06, 3.6143737954653667E-06, -2.6282364910690866E-06, 1.313952228369081E-06,
    ];

    private static ReadOnlySpan<double> TrigammaCoefficients =>
    [
        0.6449340668482264, -0.4041138063191886, 0.24696970113342495, -0.14771102057348515, 0.08671530992087789, -0.0500956642908215,
        0.028541493455385595, -0.01606714264515569, 0.00895117434627938, -0.004941885097497836, 0.0027069788083445828,
        -0.0014725741493150698, 0.0007959857468604965, -0.00042810975314613354, 0.00023055922194813492, -0.00012288852565014467,
        6.0528903867477325E-05, -3.206391592418102E-05, 2.5827166827175408E-05, -1.3569438781836701E-05,
    ];

    private static ReadOnlySpan<double> TetragammaCoefficients =>
    [
        -0.4041138063191884, 0.4939394022668291, -0.44313306172055705, 0.3468612396890472, -0.2504783214421501, 0.17124896030517964,
        -0.11246999905284165, 0.0716094096355085, -0.044476953896228126, 0.02706950968319704, -0.016198464941267057,
        0.009554874573963451, -0.005564339782112887, 0.003207789344116296, -0.001847919035240179, 0.0010464927300516988,
        -0.0005346720056474712, 0.00029935123778694237, -0.0002676275176570883, 0.0001473752448578418,
    ];

    private static ReadOnlySpan<double> PentagammaCoefficients =>
    [
        0.49393940226682914, -0.8862661234408782, 1.0405837190669494, -1.0019132858307398, 0.8562448015681459, -0.6748199895635317,
        0.5012658644326323, -0.3558157949728863, 0.24362568730190362, -0.1619816185396751, 0.10510181046145646, -0.06680471406489216,
        0.04172041510088837, -0.02566089864630723, 0.01557599341988629, -0.009343411275222138, 0.0055373836810937195,
        -0.0032572258964659604, 0.0019393509360829866, -0.001121974752921842, 0.0005405411131945421, -0.0003100872808865731,
        0.0003355057388961319, -0.00018878771641297763,
    ];

    /// <summary>log Γ(2 + t)/t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Value<TLane>(TLane t)
        where TLane : unmanaged, ILane<TLane> => Polynomial.Evaluate(t, LogGammaOverT);

    /// <summary>ψ(2 + t).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane First<TLane>(TLane t)
        where TLane : unmanaged, ILane<TLane> => Polynomial.Evaluate(t, DigammaCoefficients);

    /// <summary>ψ′(2 + t).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Second<TLane>(TLane t)
        where TLane : unmanaged, ILane<TLane> => Polynomial.Evaluate(t, TrigammaCoefficients);

    /// <summary>ψ″(2 + t).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Third<TLane>(TLane t)
        where TLane : unmanaged, ILane<TLane> => Polynomial.Evaluate(t, TetragammaCoefficients);

    /// <summary>ψ‴(2 + t).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Fourth<TLane>(TLane t)
        where TLane : unmanaged, ILane<TLane> => Polynomial.Evaluate(t, PentagammaCoefficients);
}
