using Surprisal.Priors;
using Xunit;

namespace Surprisal.Tests.Priors;

/// <summary>Degenerate cases coincide: priors that become other priors at an end of their values.</summary>
public sealed class PriorLimitTests
{
    private static readonly double[] Places = [-4, -0.7, 0, 0.1, 2.5];

    [Fact]
    public void Elastic_net_is_laplace_and_gaussian_at_its_ends()
    {
        RequireSame(new ElasticNetPrior(2, 0), new LaplacePrior(0.5), 1e-15);
        RequireSame(new ElasticNetPrior(0, 4), new GaussianPrior(0.5), 1e-14);
        RequireSame(new ElasticNetPrior(2, 1e-12), new LaplacePrior(0.5), 1e-10);
        RequireSame(new ElasticNetPrior(1e-12, 4), new GaussianPrior(0.5), 1e-10);
    }

    [Fact]
    public void Student_t_becomes_gaussian_and_is_cauchy_at_one()
    {
        RequireSame(new StudentTPrior(1e14, 0.8), new GaussianPrior(0.8), 1e-11);
        RequireSame(new StudentTPrior(1, 0.8), new CauchyPrior(0.8), 1e-14);
    }

    [Fact]
    public void Generalised_double_pareto_becomes_laplace() => RequireSame(new GeneralisedDoubleParetoPrior(0.6, 1e13), new LaplacePrior(0.6), 1e-10);

    [Fact]
    public void A_box_is_flat_between_bounds_and_half_a_line_is_not_negative()
    {
        RequireSame(new FlatPrior().With(lower: -5, upper: 3), new BoxPrior(-5, 3), 0);
        RequireSame(new FlatPrior().With(lower: 0), new NonNegativePrior(), 0);
    }

    [Fact]
    public void A_group_of_one_is_laplace()
    {
        foreach (double b in Places) Assert.Equal(new LaplacePrior(0.7).LogDensity(b), new GroupLaplacePrior(0.7).LogDensity([b]), 1e-14);
    }

    // By hand: Q = D'D/sd^2, D the differences of neighbours; a level without a column is 0.
    [Fact]
    public void A_random_walk_has_the_precision_made_by_hand()
    {
        MultivariateGaussianPrior hand = MultivariateGaussianPrior.OfPrecision([[8, -4, 0], [-4, 8, -4], [0, -4, 4]]);
        Assert.Equal(hand.ToString(), new RandomWalkPrior(0.5).ForLevels([1, 2, 3], 4).ToString());
        Assert.Equal("multivariate-gaussian(precision=[1 -1 0; -1 2 -1; 0 -1 1])", new RandomWalkPrior(1).ForLevels([0, 1, 2], 3).ToString());
        Assert.Equal("multivariate-gaussian(precision=[1 -2 1 0; -2 5 -4 1; 1 -4 5 -2; 0 1 -2 1])", new RandomWalkPrior(1, 2).ForLevels([0, 1, 2, 3], 4).ToString());
        Assert.True(new RandomWalkPrior(1).ForLevels([1, 2, 3], 4).IsProper);
        Assert.False(new RandomWalkPrior(1).ForLevels([0, 1, 2], 3).IsProper);
        Assert.False(new RandomWalkPrior(1, 2).ForLevels([1, 2, 3], 4).IsProper);
    }

    [Fact]
    public void Covariance_and_precision_are_the_same_gaussian()
    {
        MultivariateGaussianPrior covariance = MultivariateGaussianPrior.OfCovariance([[4, 0], [0, 0.25]]);
        foreach (double b in Places)
            Assert.Equal(new GaussianPrior(2).LogDensity(b) + new GaussianPrior(0.5).LogDensity(-b), covariance.LogDensity([b, -b]), 1e-13);
    }

    private static void RequireSame(ScalarPrior a, ScalarPrior b, double tolerance)
    {
        foreach (double at in Places)
        {
            Assert.True(a.LogDensity(at).Equals(b.LogDensity(at)) || Math.Abs(a.LogDensity(at) - b.LogDensity(at)) <= tolerance * (1 + Math.Abs(b.LogDensity(at))), $"{a} and {b} at {at}");
            Assert.Equal(b.Slope(at), a.Slope(at), tolerance * (1 + Math.Abs(b.Slope(at))));
            Assert.Equal(b.Proximal(at, 0.3), a.Proximal(at, 0.3), tolerance * (1 + Math.Abs(at)));
        }
    }
}
