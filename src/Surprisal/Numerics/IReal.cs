using Surprisal.Numerics.Primitives;

namespace Surprisal.Numerics;

/// <summary>
/// A real number as the formula of a noise model sees it: a plain number, or a block of numbers with all first and second derivatives.
/// </summary>
/// <remarks>
/// The set of number types is closed: a noise model's author writes against this interface and never implements it. Constants convert
/// from <see cref="double"/> implicitly. All functions are own implementations with the same bits on every machine; each states its error
/// bound in the primitive that implements it. Outside a function's domain the result is NaN, as IEEE 754 has it, never an exception.
/// </remarks>
/// <typeparam name="T">The implementing type.</typeparam>
public interface IReal<T>
    where T : struct, IReal<T>
{
    /// <summary>A constant.</summary>
    static abstract implicit operator T(double value);

    /// <summary>Sum.</summary>
    static abstract T operator +(T a, T b);

    /// <summary>Difference.</summary>
    static abstract T operator -(T a, T b);

    /// <summary>Product.</summary>
    static abstract T operator *(T a, T b);

    /// <summary>Quotient.</summary>
    static abstract T operator /(T a, T b);

    /// <summary>Change of sign.</summary>
    static abstract T operator -(T a);

    /// <summary><paramref name="whenLess"/> where a &lt; b, else <paramref name="otherwise"/> (also where either is NaN).</summary>
    /// <remarks>Both branches are evaluated. A branch that is not taken may be NaN or infinite: it does not reach the result.</remarks>
    static abstract T SelectLess(T a, T b, T whenLess, T otherwise);

    /// <summary>x².</summary>
    static abstract T Square(T x);

    /// <summary>√x.</summary>
    static abstract T Sqrt(T x);

    /// <summary>A primitive applied, with its derivative rule where the number type carries derivatives.</summary>
    internal static abstract T Apply<TPrimitive>(T x)
        where TPrimitive : struct, IPrimitive;

    /// <summary>A primitive of two variables applied; derivatives in <paramref name="data"/> are not taken.</summary>
    internal static abstract T Apply<TPrimitive>(T data, T x, T y)
        where TPrimitive : struct, IBinaryPrimitive;

    /// <summary>eˣ.</summary>
    static virtual T Exp(T x) => T.Apply<Exp>(x);

    /// <summary>The natural logarithm.</summary>
    static virtual T Log(T x) => T.Apply<Log>(x);

    /// <summary>log(1 + x), accurate for small x.</summary>
    static virtual T Log1p(T x) => T.Apply<Log1p>(x);

    /// <summary>eˣ − 1, accurate for small x.</summary>
    static virtual T Expm1(T x) => T.Apply<Expm1>(x);

    /// <summary>eˣ − 1 − x, accurate for small x: the unit deviance in the logarithm of a ratio.</summary>
    static virtual T Expm1MinusX(T x) => T.Apply<Expm1MinusX>(x);

    /// <summary>log(1 + x) − x, accurate for small x: what is left of log(1 + x) where its linear term has been taken elsewhere.</summary>
    static virtual T Log1pMinusX(T x) => T.Apply<Log1pMinusX>(x);

    /// <summary>log(1 + eˣ) without overflow.</summary>
    static virtual T Softplus(T x) => T.Apply<Softplus>(x);

    /// <summary>1/(1 + e⁻ˣ).</summary>
    static virtual T Sigmoid(T x) => T.Apply<Sigmoid>(x);

    /// <summary>The hyperbolic tangent.</summary>
    static virtual T Tanh(T x) => T.Apply<Tanh>(x);

    /// <summary>The arc tangent.</summary>
    static virtual T Atan(T x) => T.Apply<Atan>(x);

    /// <summary>The sine of an angle in radians; NaN from 2³⁰ on, where doubles hardly resolve a turn.</summary>
    static virtual T Sin(T x) => T.Apply<Sin>(x);

    /// <summary>The cosine of an angle in radians; NaN from 2³⁰ on.</summary>
    static virtual T Cos(T x) => T.Apply<Cos>(x);

    /// <summary>log(e⁻ˣ I₀(x)) for x ≥ 0, I₀ the modified Bessel function of order 0.</summary>
    static virtual T LogBesselI0Scaled(T x) => T.Apply<LogBesselI0Scaled>(x);

    /// <summary>log Γ(x) for x &gt; 0.</summary>
    static virtual T LogGamma(T x) => T.Apply<LogGamma>(x);

    /// <summary>
    /// log Γ(x) − (x − ½) log x + x − ½ log 2π for x &gt; 0: what Stirling's formula leaves out, without cancellation.
    /// </summary>
    static virtual T StirlingError(T x) => T.Apply<StirlingError>(x);

    /// <summary>log Γ(x + ½) − log Γ(x) − ½ log x for x &gt; 0: the ratio of neighbouring gamma functions half a step apart.</summary>
    static virtual T GammaHalfRatio(T x) => T.Apply<GammaHalfRatio>(x);

    /// <summary>log Φ(x), Φ the standard normal distribution function, accurate in both tails.</summary>
    static virtual T LogNormalCdf(T x) => T.Apply<LogNormalCdf>(x);

    /// <summary>
    /// (k + b) log((k + eˣ)/(k + b)) − bx, k = eʸ, without cancellation: per count, the divergence of a share with the odds 1/k from one
    /// with the odds eˣ/k.
    /// </summary>
    /// <param name="b">Data: 1; 0 where there is nothing to count, and k log(1 + eˣ/k) is left.</param>
    /// <param name="x">The logarithm of the ratio of the odds.</param>
    /// <param name="y">log k.</param>
    static virtual T CountDivergence(T b, T x, T y) => T.Apply<CountDivergence>(b, x, y);

    /// <summary>
    /// The Kullback-Leibler divergence of the Bernoulli distribution with logit <paramref name="x"/> from that with logit
    /// <paramref name="y"/>, without cancellation.
    /// </summary>
    /// <param name="x">The logit of the distribution that the expectation is taken in.</param>
    /// <param name="y">The logit of the other.</param>
    static virtual T BernoulliDivergence(T x, T y) => T.Apply<BernoulliDivergence>(1.0, x, y);

    /// <summary>
    /// What the leading term of Stirling's formula leaves of log B(φp, φ(1 − p)), without cancellation: the sum with φ times the entropy of
    /// p, less ½ log 2π.
    /// </summary>
    /// <param name="x">The logit of p.</param>
    /// <param name="y">log φ.</param>
    static virtual T BetaRemainder(T x, T y) => T.Apply<BetaRemainder>(1.0, x, y);

    /// <summary>The logarithm of the poisson rate of the Conway-Maxwell-Poisson distribution of a mean.</summary>
    /// <param name="x">The logarithm of the mean.</param>
    /// <param name="y">The logarithm of ν.</param>
    static virtual T ConwayMaxwellLogRate(T x, T y) => T.Apply<ElementByElement<ConwayMaxwellParts>>(0.0, x, y);

    /// <summary>The logarithm of the sum of the ν-th powers of poisson probabilities at that rate.</summary>
    /// <param name="x">The logarithm of the mean.</param>
    /// <param name="y">The logarithm of ν.</param>
    static virtual T ConwayMaxwellLogNormaliser(T x, T y) => T.Apply<ElementByElement<ConwayMaxwellParts>>(1.0, x, y);

    /// <summary>log Iₙ(eˣ), I the modified Bessel function, less the leading term of Debye's expansion R − n arsinh(n/eˣ) − ½ log 2πR, R² = n² + e²ˣ.</summary>
    /// <param name="n">Data: the order, 0, 1, 2, ...</param>
    /// <param name="x">The logarithm of the argument.</param>
    static virtual T BesselRemainder(T n, T x) => T.Apply<ElementByElement<BesselRemainder>>(n, x, 0.0);

    /// <summary>|x|; the derivative at 0 is taken as 0.</summary>
    static virtual T Abs(T x) => T.SelectLess(x, 0.0, -x, x);
}
