#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false
// Several responses at once: the loss of two tasks, and a full covariance: dotnet run samples/several-responses.cs
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;

Table iris = Table.ReadCsv("samples/iris.csv");

// 1. Two tasks, a length and a species: surprisals add, each in nats, so there is no weight to tune. The number that a hand-made loss would weigh
// the squared error with is 1/(2 sigma^2), and it is estimated.
Fit both = Model.Of("joint(gaussian, categorical)", "cbind(petal_length, species) ~ sepal_width").Fit(iris);
Fit length = Model.Of("gaussian", "petal_length ~ sepal_width").Fit(iris), species = Model.Of("categorical", "species ~ sepal_width").Fit(iris);
double sigma = both.Parameters.First(p => p.Name == "sigma[1]").Value!.Estimate;
Console.WriteLine($"surprisal of the length {-length.LogLikelihood:F6} + of the species {-species.LogLikelihood:F6} = of both {-both.LogLikelihood:F6} nats");
Console.WriteLine($"loss of both tasks = {1 / (2 * sigma * sigma):F6} squared error + cross-entropy + constant, since sigma is {sigma:F6}");
foreach (ParameterFit parameter in both.Parameters)
    Console.WriteLine($"  {parameter.Name}: {string.Join(", ", parameter.Coefficients.Select(c => $"{c.Term} {c.Estimate:F6}"))}");

// 2. Four lengths that vary together. Any lower triangle L with a positive diagonal gives a covariance L L', so the fit is free of constraints.
string[] names = ["sepal_length", "sepal_width", "petal_length", "petal_width"];
Fit full = Model.Of("multivariate-gaussian", "cbind(sepal_length, sepal_width, petal_length, petal_width) ~ 1").Fit(iris);
double apart = names.Sum(name => Model.Of("gaussian", $"{name} ~ 1").Fit(iris).LogLikelihood!.Value);
IReadOnlyDictionary<string, double[]> at = full.PredictParameters(iris);
Console.WriteLine();
Console.WriteLine($"{"covariance",-13} {string.Join(" ", names.Select(n => $"{n,12}"))}");
foreach (string a in names) Console.WriteLine($"{a,-13} {string.Join(" ", names.Select(b => $"{Covariance(a, b),12:F6}"))}");
double bits = (full.LogLikelihood!.Value - apart) / Math.Log(2) / full.Observations;
Console.WriteLine($"log-likelihood {full.LogLikelihood:F6} nats; as if unrelated {apart:F6}: the relations are worth {bits:F4} bits a flower");

double Covariance(string a, string b) => names.Sum(k => Factor(a, k) * Factor(b, k));

double Factor(string row, string column) =>
    row == column ? at[$"scale[{row}]"][0] : at.TryGetValue($"cholesky[{row},{column}]", out double[]? below) ? below[0] : 0;
