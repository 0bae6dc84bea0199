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

    /// <summary>A function that is computed row by row, of several numbers.</summary>
    internal static abstract T Apply(RowFunction function, ReadOnlySpan<T> x);

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

    /// <summary>(eˣ − 1 − x)/x², accurate for every x, also next to 0 and at it.</summary>
    static virtual T Expm1MinusXOverSquare(T x) => T.Apply<Expm1MinusXOverSquare>(x);

    /// <summary>log(1 − eˣ) for x &lt; 0: the logarithm of the complement of a probability.</summary>
    static virtual T Log1mExp(T x) => T.Apply<Log1mExp>(x);

    /// <summary>log((eˣ − 1)/x), accurate for every x, also next to 0 and at it.</summary>
    static virtual T LogExpm1OverX(T x) => T.Apply<LogExpm1OverX>(x);

    /// <summary>log(e^(eˣ) − 1): the log-odds of the probability 1 − e^(−eˣ).</summary>
    static virtual T LogitOfCloglog(T x) => T.Apply<LogitOfCloglog>(x);

    /// <summary>log(1 + eˣ) without overflow.</summary>
    static virtual T Softplus(T x) => T.Apply<Softplus>(x);

    /// <summary>1/(1 + e⁻ˣ).</summary>
    static virtual T Sigmoid(T x) => T.Apply<Sigmoid>(x);

    /// <summary>The hyperbolic tangent.</summary>
    static virtual T Tanh(T x) => T.Apply<Tanh>(x);

    /// <summary>log cosh x without overflow.</summary>
    static virtual T LogCosh(T x) => T.Apply<LogCosh>(x);

    /// <summary>The arc tangent.</summary>
    static virtual T Atan(T x) => T.Apply<Atan>(x);

    /// <summary>The sine of an angle in radians; NaN from 2³⁰ on, where doubles hardly resolve a turn.</summary>
    static virtual T Sin(T x) => T.Apply<Sin>(x);

    /// <summary>The cosine of an angle in radians; NaN from 2³⁰ on.</summary>
    static virtual T Cos(T x) => T.Apply<Cos>(x);

    /// <summary>log(e⁻ˣ I₀(x)) for x ≥ 0, I₀ the modified Bessel function of order 0.</summary>
    static virtual T LogBesselI0Scaled(T x) => T.Apply<LogBesselI0Scaled>(x);

    /// <summary>Φ(x), the standard normal distribution function.</summary>
    static virtual T NormalCdf(T x) => T.Apply<NormalCdf>(x);

    /// <summary>log Γ(x) for x &gt; 0.</summary>
    static virtual T LogGamma(T x) => T.Apply<LogGamma>(x);

    /// <summary>
    /// log Γ(x) − (x − ½) log x + x − ½ log 2π for x &gt; 0: what Stirling's formula leaves out, without cancellation.
    /// </summary>
    static virtual T StirlingError(T x) => T.Apply<StirlingError>(x);

    /// <summary>log Γ(x + ½) − log Γ(x) − ½ log x for x &gt; 0: the ratio of neighbouring gamma functions half a step apart.</summary>
    static virtual T GammaHalfRatio(T x) => T.Apply<GammaHalfRatio>(x);

    /// <summary>The error function.</summary>
    static virtual T Erf(T x) => T.Apply<Erf>(x);

    /// <summary>
    /// The logarithm of the normaliser of the general robust loss: of ∫ exp(−(q/p)((1 + z²/(2q))^p − 1)) dz, q = 1 − p.
    /// </summary>
    /// <param name="x">The logit of p.</param>
    static virtual T BarronNormaliser(T x) => T.Apply<BarronNormaliser>(x);

    /// <summary>The inverse hyperbolic sine, without overflow.</summary>
    static virtual T Asinh(T x) => T.Apply<Asinh>(x);

    /// <summary>log((1 − Φ(x))/φ(x)), the logarithm of Mills' ratio of the standard normal distribution: falls as −log x on the right, rises as ½x² on the left.</summary>
    static virtual T LogMillsRatio(T x) => T.Apply<LogMillsRatio>(x);

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

    /// <summary>
    /// log P(Y ≤ y) (b = 0) or log P(Y &gt; y) (b = 1) of the inverse gaussian distribution, without cancellation in either tail.
    /// </summary>
    /// <param name="b">Data: which tail.</param>
    /// <param name="x">log(y/mean).</param>
    /// <param name="y">log(shape/mean).</param>
    static virtual T InverseGaussianTail(T b, T x, T y) => T.Apply<InverseGaussianTail>(b, x, y);

    /// <summary>log(1 + (x/k)²), k = eʸ, without overflow, with derivatives that do not cancel far out.</summary>
    /// <param name="x">The residual.</param>
    /// <param name="y">log k.</param>
    static virtual T LogOnePlusSquare(T x, T y) => T.Apply<LogOnePlusSquare>(1.0, x, y);

    /// <summary>|x|^y for y &gt; 0, with derivatives at x = 0 too; those that do not exist there are taken as 0.</summary>
    /// <param name="x">The base, of either sign.</param>
    /// <param name="y">The power.</param>
    static virtual T AbsolutePower(T x, T y) => T.Apply<AbsolutePower>(1.0, x, y);

    /// <summary>k²(√(1 + (x/k)²) − 1), k = eʸ, without cancellation: ½x² in the middle, k|x| far out.</summary>
    /// <param name="x">The residual.</param>
    /// <param name="y">log k.</param>
    static virtual T PseudoHuber(T x, T y) => T.Apply<PseudoHuber>(1.0, x, y);

    /// <summary>log(√(2t/π) eᵗ K₁(t)), t = eˣ, K₁ the modified Bessel function: what its exponential decay leaves, falling to 0.</summary>
    /// <param name="x">The logarithm of the Bessel function's argument.</param>
    static virtual T BesselK1Remainder(T x) => T.Apply<BesselK1Remainder>(x);

    /// <summary>
    /// What the saddle-point approximation ½ log(2πφyᵖ) + d(y, μ)/(2φ) leaves of the surprisal of a positive response under tweedie noise.
    /// </summary>
    /// <param name="a">Data: the shape of one gamma summand, (2 − p)/(p − 1).</param>
    /// <param name="x">log y^(2 − p)/(φ(2 − p)).</param>
    static virtual T TweedieRemainder(T a, T x) => T.Apply<TweedieRemainder>(a, x, 0.0);

    /// <summary>
    /// What the leading terms of Stirling's formula leave of log Γ(eˣ) − log Γ(eˣ + n), without cancellation: the sum with (eˣ + n) log(eˣ + n) − x eˣ −
    /// n.
    /// </summary>
    /// <param name="n">Data, at least 0.</param>
    /// <param name="x">The logarithm of the first argument.</param>
    static virtual T PochhammerRemainder(T n, T x) => T.Apply<PochhammerRemainder>(n, x, 0.0);

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
