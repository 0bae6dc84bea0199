#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false
// Mean squared error is gaussian surprisal, up to a factor of 2 sigma^2 and a constant: dotnet run samples/mse-is-gaussian.cs
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Noise;

Table data = Table.ReadCsv("samples/gradient-check.csv");
double[] x = [.. ((NumberColumn)data.Use("x")).Values.Span], y = [.. ((NumberColumn)data.Use("y")).Values.Span];

// 1. A line y = w x + b, far from the best one, and how steeply either loss falls there.
double w = 1, b = 0;
double[] predicted = [.. x.Select(v => (w * v) + b)];
double mse = y.Zip(predicted, (a, p) => (a - p) * (a - p)).Average();
double mseW = Enumerable.Range(0, x.Length).Average(i => -2 * (y[i] - predicted[i]) * x[i]);
double mseB = Enumerable.Range(0, x.Length).Average(i => -2 * (y[i] - predicted[i]));
Console.WriteLine("loss                       value        d/dw        d/db   d/dw of mse over d/dw");
Console.WriteLine($"mean squared error    {mse,10:F6} {mseW,11:F6} {mseB,11:F6}");
foreach (double sigma in new[] { 0.5, 1, 2 })
{
    // Working values are those of the links: mu itself, and log sigma.
    NoiseRows rows = new(y, [predicted, new[] { Math.Log(sigma) }]);
    NoiseEvaluation surprisal = NoiseEvaluation.Of(new GaussianNoise(), rows, order: 1);
    double[] slope = [.. surprisal.Gradient(0)];
    double value = surprisal.Surprisal.ToArray().Average(), gradientW = slope.Zip(x, (g, v) => g * v).Average(), gradientB = slope.Average();
    Console.WriteLine($"surprisal, sigma {sigma,-4} {value,10:F6} {gradientW,11:F6} {gradientB,11:F6}   {mseW / gradientW:F6} = 2 sigma^2");
}

// 2. The same minimum: least squares. The surprisal has one more parameter, the noise level, which it reads off the residuals.
Fit fit = Model.Of("gaussian", "y ~ x").Fit(data);
double intercept = fit.Parameters[0].Coefficients[0].Estimate!.Value, slopeHat = fit.Parameters[0].Coefficients[1].Estimate!.Value;
double residual = y.Zip(x, (a, v) => a - intercept - (slopeHat * v)).Average(r => r * r);
Console.WriteLine();
Console.WriteLine($"best line: y = {intercept:F6} + {slopeHat:F6} x");
Console.WriteLine($"sigma: {fit.Parameters[1].Value!.Estimate:F6} by maximum likelihood, {Math.Sqrt(residual):F6} as root mean square of the residuals");

// 3. A surprisal is an amount of information: nats with natural logarithms, bits with logarithms to base 2.
double nats = -fit.LogLikelihood!.Value / fit.Observations;
Console.WriteLine($"mean surprisal: {nats:F6} nats = {nats / Math.Log(2):F6} bits an observation");
