using Surprisal.Fits;
using Surprisal.Numerics.Random;
using Xunit;

namespace Surprisal.Tests.Solvers.Recession;

/// <summary>Whether a fit is separated, and by what, against exact linear programmes in fractions; what is not separated has to converge.</summary>
public sealed class RecessionConeTests
{
    private const int Problems = 200;

    [Theory]
    [InlineData("bernoulli", 1)]
    [InlineData("binomial", 2)]
    [InlineData("poisson", 3)]
    [InlineData("categorical", 4)]
    [InlineData("ordinal", 5)]
    public void Small_problems_end_as_the_linear_programme_says(string noise, int seed)
    {
        RandomStream random = new(seed);
        int separated = 0, complete = 0, overlapping = 0;
        for (int problem = 0; problem < Problems; problem++)
        {
            SmallProblem small = SmallProblem.Draw(noise, random);
            Fit fit = small.Fit();
            if (fit.Parameters.Any(static p => p.Coefficients.Any(static c => c.Reason?.StartsWith("not estimable", StringComparison.Ordinal) ?? false))) continue;
            int margins = small.SeparatedMargins(out int all);
            if (margins == 0)
            {
                overlapping++;
                Assert.True(fit.Status == FitStatus.Converged, $"{noise} {problem}: {fit.Status}, not separated");
                Assert.True(fit.Certificate.GradientNorm <= 1e-6);
                continue;
            }

            separated++;
            if (margins == all) complete++;
            Assert.True(fit.Status == FitStatus.Separated, $"{noise} {problem}: {fit.Status}, separated");
            Assert.Contains(margins == all ? " completely" : " quasi-completely", fit.Reasons[0], StringComparison.Ordinal);
            string[] moving = small.Moving(), named = [.. fit.Parameters.SelectMany(static p => p.Coefficients.Where(static c => c.Estimate is null).Select(c => $"{p.Name}:{c.Term}"))];

            // One outcome only is the intercept's doing.
            if (small.HasOneOutcome) moving = [.. moving.Where(static m => m.EndsWith("(Intercept)", StringComparison.Ordinal))];
            Assert.Equal(moving.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
        }

        Assert.True(separated > 20 && overlapping > 20, $"{noise}: {separated} separated, {complete} of them completely, {overlapping} overlapping");
    }
}
