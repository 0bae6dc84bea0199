#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false
// Ridge and lasso are what one believes of the coefficients: a gaussian and a laplace prior: dotnet run samples/priors.cs
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Priors;

// Ten columns, of which three matter. Written as machine learning has it the objectives are
//   ridge: mean of squared errors + 0.1 sum of b^2,    lasso: mean of squared errors + 0.1 sum of |b|.
// Squared errors over 2 sigma^2 are the gaussian's surprisal; with b^2 over 2 sd^2, or |b| over scale, as that of the prior the
// minima are the same if  0.1 = sigma^2 / (n sd^2)  and  0.1 = 2 sigma^2 / (n scale).
const double Lambda = 0.1, Sigma = 0.5;
double[] truth = [0, 3, 0, 0, -2, 0, 0, 0, 1.5, 0, 0];
Table data = Table.ReadCsv("samples/sparse-regression.csv");
int n = data.RowCount;
double sd = Sigma / Math.Sqrt(Lambda * n), scale = 2 * Sigma * Sigma / (Lambda * n);

Fit plain = FitWith(Sigma, null), ridge = FitWith(Sigma, new GaussianPrior(sd)), lasso = FitWith(Sigma, new LaplacePrior(scale));
Console.WriteLine("term          truth  no prior (least squares)  gaussian prior (ridge)  laplace prior (lasso)");
for (int j = 0; j < truth.Length; j++)
    Console.WriteLine($"{plain.Parameters[0].Coefficients[j].Term,-11} {truth[j],7} {At(plain, j),25:F6} {At(ridge, j),23:F6} {Cell(lasso, j),22}");

// What was used, in every convention: the numbers called lambda differ by n and by 2 sigma^2.
foreach (Fit fit in new[] { ridge, lasso })
{
    PriorFit prior = fit.Prior!;
    Console.WriteLine();
    PriorBlock block = prior.Blocks[0];
    Console.WriteLine($"{block.Prior.PenaltyName}: prior {block.Prior.Name}, {block.Prior.Values[0].Name} {block.Prior.Values[0].Value:F6}, {block.Pinned} coefficients exactly zero");
    foreach (PriorPenalty penalty in block.Penalties) Console.WriteLine($"  lambda {penalty.Lambda:F6} in {penalty.Objective}");
    Console.WriteLine($"  log-likelihood {fit.LogLikelihood:F6} + log prior {prior.LogDensity:F6} = log-posterior {prior.LogPosterior(fit.LogLikelihood!.Value):F6}");
}

// Twice the noise with a prior twice as wide is the same ridge; the lasso's scale goes with the square of the noise.
double same = Math.Abs(At(ridge, 1) - At(FitWith(2 * Sigma, new GaussianPrior(2 * sd)), 1));
double sameLasso = Math.Abs(At(lasso, 1) - At(FitWith(2 * Sigma, new LaplacePrior(4 * scale)), 1));
Console.WriteLine();
Console.WriteLine($"sigma doubled, sd doubled, scale times 4: x0 moves by less than 1e-9: {same < 1e-9 && sameLasso < 1e-9}");
Console.WriteLine("A prior's kink at zero makes exact zeros; a smooth one only makes coefficients smaller.");

Fit FitWith(double sigma, Prior? prior) =>
    Model.Of(FormattableString.Invariant($"gaussian(sigma={sigma})"), ["y ~ ."], new ModelOptions { Priors = prior is null ? [] : [prior] }).Fit(data);

static double At(Fit fit, int term) => fit.Parameters[0].Coefficients[term].Estimate!.Value;

// No standard error says that the kink holds the coefficient at zero.
static string Cell(Fit fit, int term) => fit.Parameters[0].Coefficients[term].StandardError is null ? "0" : $"{At(fit, term):F6}";
