#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false
// Reads a table, states a model, fits it, and predicts means on new rows: dotnet run samples/fit.cs
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;

Table cars = Table.ReadCsv(args.Length > 0 ? args[0] : "samples/cars.csv");
Model model = Model.Of("student-t", "dist ~ speed");
Fit fit = model.Fit(cars);
foreach (Coefficient c in fit.Parameters[0].Coefficients) Console.WriteLine($"{c.Term}: {c.Estimate:F4} ± {c.StandardError:F4}");
double[] means = fit.PredictMean(Table.Of(("speed", [10, 20])));
Console.WriteLine($"status {fit.Status}, mean distance at speed 10: {means[0]:F2}, at 20: {means[1]:F2}");
