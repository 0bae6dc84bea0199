using System.Globalization;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The losses of a residual that have names.</summary>
internal static class ResidualLosses
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ResidualEntry> All { get; } =
    [
        new(["mse", "l2", "squared error", "mean squared error", "least squares", "rmse"], [], static _ => "r^2", static _ => "gaussian")
        {
            Gradient = "-(y - mu)/sigma^2",
            Notes = static _ => ["the mean over the rows, or its root, has its minimum where the sum has; only what sigma would tell is lost"],
        },
        new(["mae", "l1", "absolute error", "mean absolute error", "least absolute deviations"], [], static _ => "abs(r)", static _ => "laplace") { Gradient = "-sign(y - mu)/scale" },
        new(["huber"], [new("k", 1.345, Alias: "delta")], static v => $"if(abs(r) < {N(v[0])}, r^2/2, {N(v[0])}*abs(r) - {N(0.5 * v[0] * v[0])})", static v => $"huber(k={N(v[0])})")
        {
            ScalePower = 2.0,
            Gradient = "-max(-k, min(k, z))/sigma, z = (y - mu)/sigma",
        },
        new(["smooth-l1"], [new("beta", 1.0)], static v => $"if(abs(r) < {N(v[0])}, r^2/{N(2.0 * v[0])}, abs(r) - {N(0.5 * v[0])})", static v => $"huber(k={N(v[0])})")
        {
            ScalePower = 2.0,
            Gradient = "-max(-k, min(k, z))/sigma, z = (y - mu)/sigma",
            Notes = static v => [$"it is the huber loss with threshold {N(v[0])} divided by {N(v[0])}"],
        },
        new(["log-cosh", "logcosh"], [], static _ => "abs(r) + log1p(exp(-2*abs(r))) - log(2)", static _ => "hyperbolic-secant") { Gradient = "-tanh(z)/scale, z = (y - mu)/scale" },
        new(["pinball", "quantile", "check"], [new("tau", 0.5, 1.0, "q")], static v => $"max({N(v[0])}*r, {N(v[0] - 1.0)}*r)", static v => $"asymmetric-laplace(tau={N(v[0])})")
        {
            Gradient = "-tau/scale where y > mu, (1 - tau)/scale where y < mu",
            Notes = static v => [$"at the optimum a share of {Sentence.Number(v[0])} of the responses lies below the prediction"],
        },
        new(["expectile", "asymmetric least squares"], [new("tau", 0.5, 1.0)], static v => $"if(r < 0, {N(1.0 - v[0])}, {N(v[0])})*r^2", static v => $"asymmetric-gaussian(tau={N(v[0])})"),
        new(["lp"], [new("p", 1.5, Alias: "power")], static v => $"abs(r)^{N(v[0])}", static v => $"generalised-normal(power={N(v[0])})"),
        new(["pseudo-huber"], [new("delta", 1.0)], static v => $"{N(v[0] * v[0])}*(sqrt(1 + (r/{N(v[0])})^2) - 1)", static v => $"hyperbolic(delta={N(v[0])})") { ScalePower = 2.0 },
        new(["charbonnier"], [new("epsilon", 1.0, Alias: "eps")], static v => $"sqrt(r^2 + {N(v[0] * v[0])})", static v => $"hyperbolic(delta={N(v[0])})")
        {
            ScalePower = 2.0,
            Notes = static v => [$"it is the pseudo-huber loss with delta = {N(v[0])}, divided by {N(v[0])}, plus {N(v[0])}"],
        },
        new(["svr", "epsilon-insensitive"], [new("epsilon", 0.1, Alias: "eps")], static v => $"max(abs(r) - {N(v[0])}, 0)", static v => $"epsilon-insensitive(epsilon={N(v[0])})")
        {
            ScalePower = 1.0,
            HasOwnThreshold = true,
            Surprisal = "max(abs(y - mu) - epsilon, 0)/scale + log(2 (scale + epsilon))",
            Gradient = "-sign(y - mu)/scale where abs(y - mu) > epsilon, else 0",
            Estimates = "the centre of the response, between its median and the middle of its range as epsilon grows",
        },
        new(["cauchy", "lorentzian"], [new("c", 1.0, Alias: "scale")], static v => $"log1p((r/{N(v[0])})^2)", static v => $"cauchy(scale={N(v[0])})"),
        new(["fair"], [new("c", 1.3998)], static v => $"{N(v[0] * v[0])}*(abs(r)/{N(v[0])} - log1p(abs(r)/{N(v[0])}))"),
        new(["msle", "mean squared logarithmic error"], [], static _ => "r^2", static _ => "gaussian")
        {
            Noise = "lognormal",
            Residual = "log(1 + y) - log(1 + prediction)",
            Surprisal = "(log(1 + y) - mu)^2/(2 sigma^2) + log(sigma) + log(2 pi)/2 + log(1 + y), mu = log(1 + prediction)",
            Gradient = "-(log(1 + y) - mu)/sigma^2, mu = log(1 + prediction)",
            Estimates = "the mean of log(1 + y), so exp(mu) - 1 is the median of y where log(1 + y) is symmetric, and not its mean",
            Notes = static _ => ["it is lognormal noise on 1 + y; the 1 only serves responses of 0", "the Jacobian log(1 + y) belongs to the surprisal and not to the loss; it depends on no parameter"],
        },
        new(["tukey", "biweight", "bisquare", "tukey biweight"], [new("c", 4.685)], static v => $"if(abs(r) < {N(v[0])}, {N(v[0] * v[0] / 6.0)}*(1 - (1 - (r/{N(v[0])})^2)^3), {N(v[0] * v[0] / 6.0)})"),
        new(["welsch", "leclerc", "correntropy"], [new("c", 2.9846)], static v => $"{N(0.5 * v[0] * v[0])}*(1 - exp(-(r/{N(v[0])})^2))"),
        new(["geman-mcclure"], [new("c", 1.0)], static v => $"r^2/({N(v[0] * v[0])} + r^2)"),
        new(["andrews", "andrews sine"], [new("c", 1.339)], static v => $"if(abs(r) < {N(Pi * v[0])}, {N(v[0] * v[0])}*(1 - cos(r/{N(v[0])})), {N(2.0 * v[0] * v[0])})"),
        new(["truncated quadratic", "truncated squared error", "skipped mean"], [new("c", 2.795)], static v => $"min(r^2, {N(v[0] * v[0])})/2"),
    ];

    private static double Pi => 4.0 * Elementary.Atan(1.0);

    /// <summary>Fifteen digits: what a product of two given numbers has beyond them is rounding.</summary>
    private static string N(double value) => value < 0.0 ? $"(-{N(-value)})" : value.ToString("G15", CultureInfo.InvariantCulture);
}
