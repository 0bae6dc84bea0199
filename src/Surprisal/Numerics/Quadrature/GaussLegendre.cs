namespace Surprisal.Numerics.Quadrature;

/// <summary>Gauss-Legendre rules on [−1, 1]: with n points exact for polynomials up to degree 2n − 1.</summary>
/// <remarks>Abramowitz, Stegun, Handbook of Mathematical Functions (1964), table 25.4; NIST DLMF table 3.5.2.</remarks>
internal static class GaussLegendre
{
    /// <summary>Four points.</summary>
    public static SymmetricRule Four => new(
        [0.86113631159405257522, 0.33998104358485626480],
        [0.34785484513745385737, 0.65214515486254614263]);

    /// <summary>Six points.</summary>
    public static SymmetricRule Six => new(
        [0.93246951420315202781, 0.66120938646626451366, 0.23861918608319690863],
        [0.17132449237917034504, 0.36076157304813860757, 0.46791393457269104739]);

    /// <summary>Eight points.</summary>
    public static SymmetricRule Eight => new(
        [0.96028985649753623, 0.79666647741362674, 0.52553240991632899, 0.18343464249564981],
        [0.10122853629037626, 0.22238103445337447, 0.31370664587788729, 0.36268378337836198]);

    /// <summary>Ten points.</summary>
    public static SymmetricRule Ten => new(
        [0.97390652851717172, 0.86506336668898451, 0.67940956829902441, 0.43339539412924719, 0.14887433898163121],
        [0.066671344308688138, 0.14945134915058059, 0.21908636251598204, 0.26926671930999636, 0.29552422471475287]);

    /// <summary>Forty points.</summary>
    public static SymmetricRule Forty => new(
        [
            0.9982377097105592, 0.99072623869945701, 0.97725994998377426, 0.95791681921379166, 0.93281280827867653,
            0.9020988069688743, 0.8659595032122595, 0.82461223083331166, 0.77830565142651939, 0.7273182551899271,
            0.67195668461417955, 0.61255388966798024, 0.5494671250951282, 0.48307580168617871, 0.413779204371605,
            0.34199409082575847, 0.26815218500725368, 0.1926975807013711, 0.11608407067525521, 0.038772417506050822,
        ],
        [
            0.0045212770985331913, 0.010498284531152814, 0.016421058381907889, 0.022245849194166957, 0.027937006980023401,
            0.033460195282547847, 0.038782167974472018, 0.043870908185673272, 0.048695807635072232, 0.053227846983936824,
            0.057439769099391551, 0.061306242492928939, 0.064804013456601038, 0.067912045815233904, 0.07061164739128678,
            0.072886582395804059, 0.074723169057968264, 0.076110361900626242, 0.077039818164247966, 0.077505947978424811,
        ]);
}

/// <summary>A quadrature rule of an even number of points that lie symmetrically about 0.</summary>
/// <param name="halfNodes">The positive points, the outermost first.</param>
/// <param name="halfWeights">Their weights.</param>
internal readonly ref struct SymmetricRule(ReadOnlySpan<double> halfNodes, ReadOnlySpan<double> halfWeights)
{
    /// <summary>The positive points, the outermost first; the others are their negatives.</summary>
    public ReadOnlySpan<double> HalfNodes { get; } = halfNodes;

    /// <summary>The weights of the positive points, and of their negatives.</summary>
    public ReadOnlySpan<double> HalfWeights { get; } = halfWeights;

    /// <summary>How many points.</summary>
    public int Count => 2 * HalfNodes.Length;

    /// <summary>A point, in ascending order.</summary>
    public double Node(int k) => k < HalfNodes.Length ? -HalfNodes[k] : HalfNodes[Count - 1 - k];

    /// <summary>Its weight.</summary>
    public double Weight(int k) => HalfWeights[k < HalfNodes.Length ? k : Count - 1 - k];
}
