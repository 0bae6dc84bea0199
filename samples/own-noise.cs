#:project ../src/Surprisal/Surprisal.csproj
#:property PublishAot=false
// A noise model of your own is its surprisal and a few lines of metadata: dotnet run samples/own-noise.cs
using Surprisal.Data;
using Surprisal.Fits;
using Surprisal.Links;
using Surprisal.Models;
using Surprisal.Noise;

Fit fit = Model.Of(new MoyalNoise(), "dist ~ speed").Fit(Table.ReadCsv("samples/cars.csv"));
foreach (Coefficient c in fit.Parameters[0].Coefficients) Console.WriteLine($"{c.Term}: {c.Estimate:F4} ± {c.StandardError:F4}");
Console.WriteLine($"status {fit.Status}, log-likelihood {fit.LogLikelihood:F4} nats");

Distribution noise = new MoyalNoise().At([0.0, 1.0]);
Console.WriteLine($"mean {noise.Mean:F6}, variance {noise.Variance:F6}, entropy {noise.Entropy:F6}, 99 % quantile {noise.Quantile(0.99):F4}");
Console.WriteLine(noise.Accuracy);

/// <summary>Energy lost by fast particles: exp(-(z + exp(-z))/2) / (s sqrt(2 pi)), z = (y - m)/s. Moyal (1955), doi:10.1080/14786440308521076.</summary>
internal sealed class MoyalNoise : ScalarNoise
{
    public override string Name => "moyal";
    public override string Description => "errors with a long upper tail";
    public override string Density => "exp(-(z + exp(-z))/2) / (s sqrt(2 pi)), z = (y - m)/s";
    public override string Estimates => "the mode of the response";
    public override Support Support => Support.RealLine;
    public override IReadOnlyList<NoiseParameter> Parameters { get; } =
        [new("m", ParameterDomain.Real, "mode", ParameterRole.Location), new("s", ParameterDomain.Positive, "scale", ParameterRole.Scale)];

    // A positive parameter arrives as its logarithm: working[1] is log s.
    public override T Surprisal<T>(Outcome<T> y, ReadOnlySpan<T> working)
    {
        T z = (y.Value - working[0]) * T.Exp(-working[1]);
        return (0.5 * (z + T.Exp(-z))) + working[1] + (0.5 * Math.Log(2 * Math.PI));
    }
}
