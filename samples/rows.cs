#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false
// Fits objects that are already in memory, shows the solver's steps, and can be cancelled: dotnet run samples/rows.cs
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;

Visit[] visits =
[
    new("north", 34, 2), new("north", 51, 5), new("south", 29, 0), new("south", 62, 3), new("west", 45, 1),
    new("north", 23, 1), new("west", 58, 4), new("south", 37, 1), new("west", 41, 2), new("north", 66, 7),
];

using CancellationTokenSource cancellation = new(TimeSpan.FromSeconds(30));
Table table = Table.From(visits).Text("region", v => v.Region).Number("age", v => v.Age).Number("calls", v => v.Calls).Build();
Fit fit = Model.Of("poisson", "calls ~ age + region").Fit(table, new FitOptions { Threads = 1 }, new Steps(), cancellation.Token);

foreach (Coefficient c in fit.Parameters[0].Coefficients) Console.WriteLine($"{c.Term,-14} {c.Estimate,9:F4} ± {c.StandardError:F4}");
Console.WriteLine($"{fit.Status}: log-likelihood {fit.LogLikelihood:F4} nats, {fit.Certificate.Iterations} steps");

/// <summary>A row.</summary>
internal sealed record Visit(string Region, double Age, double Calls);

/// <summary>Prints every step as it is taken. Progress&lt;T&gt; of .NET would print later, from another thread.</summary>
internal sealed class Steps : IProgress<FitProgress>
{
    public void Report(FitProgress value) => Console.WriteLine($"step {value.Iteration}: surprisal {value.Surprisal:F6} nats");
}
