using System.Globalization;
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Models;
using Surprisal.Numerics.Lanes;
using Surprisal.Probe;

// Prints the register width that this process took, and the bits of a set of fits: run under different hardware settings, the fits must agree.
int threads = int.Parse(args[0], CultureInfo.InvariantCulture);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"width {Hardware.Width}"));
Table table = ProbeData.Make();
foreach ((string noise, string[] formulas) in ProbeData.Models)
{
    Fit fit = Model.Of(noise, formulas).Fit(table, new FitOptions { Threads = threads });
    Console.WriteLine($"{noise} {string.Join(", ", formulas)}: {fit.Status} {Bits.Of(fit)}");
}
