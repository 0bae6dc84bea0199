#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false
// Mean, median, Student-t and Huber lines through data with five outliers of a hundred: dotnet run samples/robust-lines.cs
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Noise;

// 1. The belief about the noise is the loss. The truth is y = 1 + 2x; five rows were raised by 15.
Table data = Table.ReadCsv("samples/robust-line.csv");
Console.WriteLine("noise model              known as                intercept      slope   log-likelihood");
foreach ((string noise, string known) in new[]
{
    ("gaussian", "least squares"), ("laplace", "least absolute errors"), ("student-t(nu=3)", "heavy tails"), ("huber(k=1, sigma=1)", "huber loss"),
})
{
    Fit fit = Model.Of(noise, "y ~ x").Fit(data);
    IReadOnlyList<Coefficient> c = fit.Parameters[0].Coefficients;
    Console.WriteLine($"{noise,-24} {known,-22} {c[0].Estimate,10:F6} {c[1].Estimate,10:F6} {fit.LogLikelihood,16:F6}");
}

// 2. What one row pulls with: the slope of its surprisal in mu. It grows without bound, is bounded, or goes back to zero.
double[] residuals = [0.5, 1, 2, 5, 15];
Console.WriteLine();
Console.WriteLine($"pull of a residual of  {string.Join(" ", residuals.Select(r => $"{r,8}"))}");
foreach ((NoiseModel noise, double[] shape) in new (NoiseModel, double[])[]
{
    (new GaussianNoise(), []), (new LaplaceNoise(), []), (new StudentTNoise(), [Math.Log(3)]), (new HuberNoise().WithHyperValue("k", 1), []),
})
{
    // At mu = 0 and scale 1 (log scale 0).
    ReadOnlyMemory<double>[] working = [new double[] { 0 }, new double[] { 0 }, .. shape.Select(s => (ReadOnlyMemory<double>)new[] { s })];
    NoiseEvaluation at = NoiseEvaluation.Of(noise, new NoiseRows(residuals, working), order: 1);
    Console.WriteLine($"{noise.Name,-22} {string.Join(" ", at.Gradient(0).ToArray().Select(g => $"{-g,8:F4}"))}");
}

// 3. Huber's density is a mixture: a gaussian with probability 1 - share, and with probability share something that lives in the tails only.
const double K = 1.345, Step = 0.001;
Distribution huber = new HuberNoise().WithHyperValue("k", K).At([0, 1]), gaussian = new GaussianNoise().At([0, 1]);
double share = 1 - Math.Exp(huber.LogDensity(0) - gaussian.LogDensity(0));
Console.WriteLine();
Console.WriteLine("residual   huber's density   (1 - share) gaussian   the rest");
foreach (double r in new[] { 0, 1, K, 2, 3, 5 })
    Console.WriteLine($"{r,8} {Math.Exp(huber.LogDensity(r)),17:F6} {(1 - share) * Math.Exp(gaussian.LogDensity(r)),22:F6} {Rest(r),10:F6}");
double tails = 2 * Enumerable.Range(0, 40000).Sum(i => Step * Rest(K + ((i + 0.5) * Step)));
Console.WriteLine($"share {share:F6}, and the rest integrates to {tails:F6}: huber's k says how many outliers one expects");

double Rest(double r) => Math.Max(0, Math.Exp(huber.LogDensity(r)) - ((1 - share) * Math.Exp(gaussian.LogDensity(r))));
