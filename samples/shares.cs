#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false
// Responses between 0 and 1: a gaussian line leaves the interval, beta regression cannot: dotnet run samples/shares.cs
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Noise;

// 1. The share of crude oil that becomes petrol, by the temperature at which all of it has vaporised.
Table petrol = Table.ReadCsv("samples/petrol.csv"), temperatures = Table.Of(("ep", [100, 200, 300, 400, 600]));
Fit line = Model.Of("gaussian", "yield ~ ep").Fit(petrol), beta = Model.Of("beta", "yield ~ ep").Fit(petrol);
Console.WriteLine("temperature        100     200     300     400     600");
Console.WriteLine($"gaussian, mean {Row(line.PredictMean(temperatures))}");
Console.WriteLine($"beta, mean     {Row(beta.PredictMean(temperatures))}");

// 2. Near the ends of the interval there is less room for noise: the variance is mu (1 - mu) / (1 + precision).
IReadOnlyDictionary<string, double[]> at = beta.PredictParameters(temperatures);
Distribution[] shares = [.. at["mu"].Zip(at["precision"], (mu, precision) => new BetaNoise().At([mu, precision]))];
Console.WriteLine($"beta, spread   {Row([.. shares.Select(d => Math.Sqrt(d.Variance))])}");
Console.WriteLine($"beta, 2.5 %    {Row([.. shares.Select(d => d.Quantile(0.025))])}");
Console.WriteLine($"beta, 97.5 %   {Row([.. shares.Select(d => d.Quantile(0.975))])}");

// 3. With the batch too, the fit of Ferrari and Cribari-Neto (2004), whose example this is.
Fit full = Model.Of("beta", "yield ~ batch + ep").Fit(petrol);
Coefficient slope = full.Parameters[0].Coefficients[^1];
Console.WriteLine();
Console.WriteLine($"with the batch: ep {slope.Estimate:F6} ± {slope.StandardError:F6} on the logit scale, precision {full.Parameters[1].Value!.Estimate:F4}");
Console.WriteLine($"log-likelihood {full.LogLikelihood:F6} nats; without the batch {beta.LogLikelihood:F6}");

static string Row(double[] values) => string.Join(" ", values.Select(v => $"{v,7:F4}"));
