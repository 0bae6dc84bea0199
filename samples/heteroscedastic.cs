#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false
// Noise that grows with x: a formula for sigma too: dotnet run samples/heteroscedastic.cs
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;

// The truth: mu = 1 + 2x, sigma = 0.5 + 0.3x.
Table data = Table.ReadCsv("samples/heteroscedastic.csv"), places = Table.Of(("x", [0, 5, 10]));
ModelOptions identity = new() { Links = new Dictionary<string, string> { ["sigma"] = "identity" } };
(string Name, Model Model)[] beliefs =
[
    ("sigma constant", Model.Of("gaussian", "y ~ x")),
    ("log sigma linear in x", Model.Of("gaussian", "y ~ x", "sigma ~ x")),
    ("sigma linear in x", Model.Of("gaussian", ["y ~ x", "sigma ~ x"], identity)),
];

Console.WriteLine("belief                  intercept      slope   its error   sigma at 0, 5, 10          surprisal in nats, bits        AIC");
foreach ((string name, Model model) in beliefs)
{
    Fit fit = model.Fit(data);
    Coefficient intercept = fit.Parameters[0].Coefficients[0], slope = fit.Parameters[0].Coefficients[1];
    double[] sigma = fit.PredictParameters(places)["sigma"];
    double nats = -fit.LogLikelihood!.Value / fit.Observations;
    Console.Write($"{name,-22} {intercept.Estimate,10:F6} {slope.Estimate,10:F6} {slope.StandardError,11:F6}   ");
    Console.WriteLine($"{sigma[0]:F6} {sigma[1]:F6} {sigma[2]:F6}   {nats:F6} {nats / Math.Log(2):F6} {fit.Aic,19:F3}");
}

// Rows with little noise count for more: each squared error is divided by its own 2 sigma^2, and log sigma pays for claiming much noise.
Console.WriteLine("Knowing where the noise is makes the slope more certain, and the right belief is the least surprised.");
