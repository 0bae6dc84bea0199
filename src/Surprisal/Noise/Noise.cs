namespace Surprisal.Noise;

/// <summary>
/// The catalogue: every noise model, to be combined and fitted: <c>Noise.NegativeBinomial.ZeroInflated()</c>. Adding one is its file, an entry here, and its
/// reference values.
/// </summary>
public static class Noise
{
    // Static fields are initialised in the order of the text, so this list stands before its entries, which are in the order of lists.
    private static readonly List<NoiseModel> Registered = [];

    /// <inheritdoc cref="GaussianNoise"/>
    public static GaussianNoise Gaussian { get; } = Register(new GaussianNoise());

    /// <inheritdoc cref="StudentTNoise"/>
    public static StudentTNoise StudentT { get; } = Register(new StudentTNoise());

    /// <inheritdoc cref="HuberNoise"/>
    public static HuberNoise Huber { get; } = Register(new HuberNoise());

    /// <inheritdoc cref="LogisticNoise"/>
    public static LogisticNoise Logistic { get; } = Register(new LogisticNoise());

    /// <inheritdoc cref="LaplaceNoise"/>
    public static LaplaceNoise Laplace { get; } = Register(new LaplaceNoise());

    /// <inheritdoc cref="AsymmetricLaplaceNoise"/>
    public static AsymmetricLaplaceNoise AsymmetricLaplace { get; } = Register(new AsymmetricLaplaceNoise());

    /// <inheritdoc cref="AsymmetricGaussianNoise"/>
    public static AsymmetricGaussianNoise AsymmetricGaussian { get; } = Register(new AsymmetricGaussianNoise());

    /// <inheritdoc cref="CauchyNoise"/>
    public static CauchyNoise Cauchy { get; } = Register(new CauchyNoise());

    /// <inheritdoc cref="HyperbolicSecantNoise"/>
    public static HyperbolicSecantNoise HyperbolicSecant { get; } = Register(new HyperbolicSecantNoise());

    /// <inheritdoc cref="GeneralisedNormalNoise"/>
    public static GeneralisedNormalNoise GeneralisedNormal { get; } = Register(new GeneralisedNormalNoise());

    /// <inheritdoc cref="HyperbolicNoise"/>
    public static HyperbolicNoise Hyperbolic { get; } = Register(new HyperbolicNoise());

    /// <inheritdoc cref="SkewNormalNoise"/>
    public static SkewNormalNoise SkewNormal { get; } = Register(new SkewNormalNoise());

    /// <inheritdoc cref="GumbelNoise"/>
    public static GumbelNoise Gumbel { get; } = Register(new GumbelNoise());

    /// <inheritdoc cref="GumbelMinNoise"/>
    public static GumbelMinNoise GumbelMin { get; } = Register(new GumbelMinNoise());

    /// <inheritdoc cref="EpsilonInsensitiveNoise"/>
    public static EpsilonInsensitiveNoise EpsilonInsensitive { get; } = Register(new EpsilonInsensitiveNoise());

    /// <inheritdoc cref="BarronNoise"/>
    public static BarronNoise Barron { get; } = Register(new BarronNoise());

    /// <inheritdoc cref="SinhArcsinhNoise"/>
    public static SinhArcsinhNoise SinhArcsinh { get; } = Register(new SinhArcsinhNoise());

    /// <inheritdoc cref="ExGaussianNoise"/>
    public static ExGaussianNoise ExGaussian { get; } = Register(new ExGaussianNoise());

    /// <inheritdoc cref="BernoulliNoise"/>
    public static BernoulliNoise Bernoulli { get; } = Register(new BernoulliNoise());

    /// <inheritdoc cref="BinomialNoise"/>
    public static BinomialNoise Binomial { get; } = Register(new BinomialNoise());

    /// <inheritdoc cref="BetaBinomialNoise"/>
    public static BetaBinomialNoise BetaBinomial { get; } = Register(new BetaBinomialNoise());

    /// <inheritdoc cref="CategoricalNoise"/>
    public static CategoricalNoise Categorical { get; } = Register(new CategoricalNoise());

    /// <inheritdoc cref="PoissonNoise"/>
    public static PoissonNoise Poisson { get; } = Register(new PoissonNoise());

    /// <inheritdoc cref="NegativeBinomialNoise"/>
    public static NegativeBinomialNoise NegativeBinomial { get; } = Register(new NegativeBinomialNoise());

    /// <inheritdoc cref="GeometricNoise"/>
    public static GeometricNoise Geometric { get; } = Register(new GeometricNoise());

    /// <inheritdoc cref="NegativeBinomialLinearNoise"/>
    public static NegativeBinomialLinearNoise NegativeBinomialLinear { get; } = Register(new NegativeBinomialLinearNoise());

    /// <inheritdoc cref="GeneralisedPoissonNoise"/>
    public static GeneralisedPoissonNoise GeneralisedPoisson { get; } = Register(new GeneralisedPoissonNoise());

    /// <inheritdoc cref="ConwayMaxwellPoissonNoise"/>
    public static ConwayMaxwellPoissonNoise ConwayMaxwellPoisson { get; } = Register(new ConwayMaxwellPoissonNoise());

    /// <inheritdoc cref="SkellamNoise"/>
    public static SkellamNoise Skellam { get; } = Register(new SkellamNoise());

    /// <inheritdoc cref="GammaNoise"/>
    public static GammaNoise Gamma { get; } = Register(new GammaNoise());

    /// <inheritdoc cref="ExponentialNoise"/>
    public static ExponentialNoise Exponential { get; } = Register(new ExponentialNoise());

    /// <inheritdoc cref="WeibullNoise"/>
    public static WeibullNoise Weibull { get; } = Register(new WeibullNoise());

    /// <inheritdoc cref="RayleighNoise"/>
    public static RayleighNoise Rayleigh { get; } = Register(new RayleighNoise());

    /// <inheritdoc cref="MaxwellNoise"/>
    public static MaxwellNoise Maxwell { get; } = Register(new MaxwellNoise());

    /// <inheritdoc cref="LognormalNoise"/>
    public static LognormalNoise Lognormal { get; } = Register(new LognormalNoise());

    /// <inheritdoc cref="InverseGaussianNoise"/>
    public static InverseGaussianNoise InverseGaussian { get; } = Register(new InverseGaussianNoise());

    /// <inheritdoc cref="LogLogisticNoise"/>
    public static LogLogisticNoise LogLogistic { get; } = Register(new LogLogisticNoise());

    /// <inheritdoc cref="GeneralisedGammaNoise"/>
    public static GeneralisedGammaNoise GeneralisedGamma { get; } = Register(new GeneralisedGammaNoise());

    /// <inheritdoc cref="InverseGammaNoise"/>
    public static InverseGammaNoise InverseGamma { get; } = Register(new InverseGammaNoise());

    /// <inheritdoc cref="ParetoLomaxNoise"/>
    public static ParetoLomaxNoise ParetoLomax { get; } = Register(new ParetoLomaxNoise());

    /// <inheritdoc cref="HalfNormalNoise"/>
    public static HalfNormalNoise HalfNormal { get; } = Register(new HalfNormalNoise());

    /// <inheritdoc cref="TweedieNoise"/>
    public static TweedieNoise Tweedie { get; } = Register(new TweedieNoise());

    /// <inheritdoc cref="BetaNoise"/>
    public static BetaNoise Beta { get; } = Register(new BetaNoise());

    /// <inheritdoc cref="LogitNormalNoise"/>
    public static LogitNormalNoise LogitNormal { get; } = Register(new LogitNormalNoise());

    /// <inheritdoc cref="KumaraswamyNoise"/>
    public static KumaraswamyNoise Kumaraswamy { get; } = Register(new KumaraswamyNoise());

    /// <inheritdoc cref="ContinuousBernoulliNoise"/>
    public static ContinuousBernoulliNoise ContinuousBernoulli { get; } = Register(new ContinuousBernoulliNoise());

    /// <inheritdoc cref="OrdinalNoise"/>
    public static OrdinalNoise Ordinal { get; } = Register(new OrdinalNoise());

    /// <inheritdoc cref="MultinomialNoise"/>
    public static MultinomialNoise Multinomial { get; } = Register(new MultinomialNoise());

    /// <inheritdoc cref="DirichletNoise"/>
    public static DirichletNoise Dirichlet { get; } = Register(new DirichletNoise());

    /// <inheritdoc cref="VonMisesNoise"/>
    public static VonMisesNoise VonMises { get; } = Register(new VonMisesNoise());

    /// <inheritdoc cref="MultivariateGaussianNoise"/>
    public static MultivariateGaussianNoise MultivariateGaussian { get; } = Register(new MultivariateGaussianNoise());

    /// <inheritdoc cref="MultivariateStudentTNoise"/>
    public static MultivariateStudentTNoise MultivariateStudentT { get; } = Register(new MultivariateStudentTNoise());

    /// <summary>All noise models, in the order of lists.</summary>
    internal static IReadOnlyList<NoiseModel> All { get; } = [.. Registered];

    private static TNoise Register<TNoise>(TNoise noise)
        where TNoise : NoiseModel
    {
        Registered.Add(noise);
        return noise;
    }
}
