#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false
// Poisson regression, derived and fitted: dotnet run samples/poisson.cs
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Noise;

// 1. Cut an hour into n moments, in each of which an event happens with probability 2/n. For many moments the count is Poisson with mu = 2.
Console.WriteLine("moments   surprisal of 0, 1, 3, 8 events");
foreach (int n in new[] { 10, 100, 10_000, 1_000_000 })
    Console.WriteLine($"{n,7}   {Surprisals(new BinomialNoise().At([2.0 / n], n))}");
Console.WriteLine($"poisson   {Surprisals(new PoissonNoise().At([2]))}   = mu - y log mu + log y!");

// 2. With log mu = a + b x the surprisal's slope in log mu is mu - y: what was predicted less what was seen.
double[] counts = [0, 1, 3, 8];
NoiseEvaluation rows = NoiseEvaluation.Of(new PoissonNoise(), new NoiseRows(counts, [new[] { Math.Log(2) }]), order: 2);
Console.WriteLine();
Console.WriteLine($"slopes     {string.Join(" ", rows.Gradient(0).ToArray().Select(g => $"{g,9:F4}"))}   = mu - y");
Console.WriteLine($"curvatures {string.Join(" ", rows.Curvature(0, 0).ToArray().Select(h => $"{h,9:F4}"))}   = mu, never negative: one minimum");

// 3. At the minimum the slopes of every group sum to zero: fitted means are the groups' averages, and no count is predicted below zero.
Table sprays = Table.ReadCsv("samples/insectsprays.csv");
Fit fit = Model.Of("poisson", "count ~ spray").Fit(sprays);
Console.WriteLine();
Console.WriteLine("term           coefficient ± error      times");
foreach (Coefficient c in fit.Parameters[0].Coefficients)
    Console.WriteLine($"{c.Term,-12} {c.Estimate,10:F6} ± {c.StandardError:F6} {Math.Exp(c.Estimate!.Value),9:F4}");
Console.WriteLine($"log-likelihood {fit.LogLikelihood:F6} nats");
TextColumn spray = (TextColumn)sprays.Use("spray");
double[] count = [.. ((NumberColumn)sprays.Use("count")).Values.Span], fitted = fit.PredictMean(sprays);
foreach (IGrouping<string, int> group in Enumerable.Range(0, count.Length).GroupBy(i => spray.Levels[spray.Codes.Span[i]]))
    Console.WriteLine($"spray {group.Key}: average {group.Average(i => count[i]):F6}, fitted {fitted[group.First()]:F6}");

static string Surprisals(Distribution d) => string.Join(" ", new[] { 0, 1, 3, 8 }.Select(y => $"{d.Surprisal(y),9:F6}"));
