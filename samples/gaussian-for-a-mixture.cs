#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false
// One gaussian for data with two modes: maximum likelihood covers both, the reverse takes one: dotnet run samples/gaussian-for-a-mixture.cs
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Noise;

// The truth p: three in five draws near -2, two in five near 3.5.
Distribution p = NoiseSpec.Parse($"mixture(gaussian(mu=-2, sigma=0.8), gaussian(mu=3.5, sigma=1), weight[2]={Math.Log(2.0 / 3)})").ToDistribution();
const double Step = 0.01;
double[] y = [.. Enumerable.Range(-2000, 4001).Select(i => i * Step)], mass = [.. y.Select(v => Step * Math.Exp(p.LogDensity(v)))];

// 1. Forward: minimise KL(p || q), that is the mean surprisal of q under p. A fit to all of p, each y weighted by its probability, does that.
Fit fit = Model.Of("gaussian", ["y ~ 1"], new ModelOptions { Weights = "mass" }).Fit(Table.Of(("y", y), ("mass", mass)));
double mean = fit.Parameters[0].Value!.Estimate, deviation = fit.Parameters[1].Value!.Estimate;
Console.WriteLine($"mixture:    mean {p.Mean:F6}, standard deviation {Math.Sqrt(p.Variance):F6}");
Console.WriteLine($"forward KL: mean {mean:F6}, standard deviation {deviation:F6}: the same two numbers, whatever the modes are");

// 2. Reverse: minimise KL(q || p). Where p has nothing q must have nothing, so q hides under one mode, whichever is nearer at the start.
List<(string Name, double Mean, double Deviation)> fits = [("forward KL", mean, deviation)];
foreach (double start in new[] { -3.0, 5.0 })
{
    (double m, double s) = Descend(start, 1);
    fits.Add(($"reverse KL from {start}", m, s));
}

Console.WriteLine();
Console.WriteLine("gaussian             mean   deviation   KL(p||q)   KL(q||p)   density at -2      0.75       3.5");
foreach ((string name, double m, double s) in fits)
    Console.WriteLine($"{name,-18} {m,7:F4} {s,11:F4} {Divergence(p, Gaussian(m, s)),10:F4} {Divergence(Gaussian(m, s), p),10:F4} {Densities(Gaussian(m, s))}");
Console.WriteLine($"{"the mixture",-52}{Densities(p),40}");
Console.WriteLine("Forward covers every mode and is high where nothing is; reverse seeks one mode and ignores the other.");

static Distribution Gaussian(double m, double s) => new GaussianNoise().At([m, s]);

static string Densities(Distribution q) => $"{Math.Exp(q.LogDensity(-2)),15:F4} {Math.Exp(q.LogDensity(0.75)),9:F4} {Math.Exp(q.LogDensity(3.5)),9:F4}";

// KL(a || b) in nats: the mean of log a - log b under a, by the midpoint rule.
double Divergence(Distribution a, Distribution b) =>
    y.Sum(v => a.LogDensity(v) is var log && log > -700 ? Step * Math.Exp(log) * (log - b.LogDensity(v)) : 0);

// Compass search: try a step in every direction, halve it where none helps.
(double Mean, double Deviation) Descend(double m, double s)
{
    double best = Divergence(Gaussian(m, s), p);
    for (double step = 0.5; step > 1e-7;)
    {
        (double M, double S)[] around = [(m + step, s), (m - step, s), (m, s * (1 + step)), (m, s / (1 + step))];
        (double value, double nextM, double nextS) = around.Select(q => (Divergence(Gaussian(q.M, q.S), p), q.M, q.S)).Min();
        if (value < best) (best, m, s) = (value, nextM, nextS);
        else step /= 2;
    }

    return (m, s);
}
