using Surprisal.Noise;
using Surprisal.Numerics;

namespace Surprisal.Losses;

/// <summary>The losses with names that are surprisals of responses other than numbers with an additive error.</summary>
internal static class ResponseLosses
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ResponseEntry> All { get; } =
    [
        new(["binary cross-entropy", "log-loss", "bce", "logistic"], [], "-y log(p) - (1 - y) log(1 - p)", static _ => "bernoulli")
        {
            Value = static (_, y, p) => y == 1.0 ? -Elementary.Log(p) : -Elementary.Log1p(-p),
            Factor = "1",
            Surprisal = "the loss itself, no constant missing: softplus(eta) - y eta, eta = logit(p)",
            Gradient = "p - y in the logit",
            Notes = ["computed from the logit it is stable at any size; from p it is lost where p rounds to 0 or 1"],
        },
        new(["cross-entropy", "categorical cross-entropy", "softmax cross-entropy", "nll"], [], "-log(p[y]), p = softmax(eta)", static _ => "categorical")
        {
            Factor = "1",
            Surprisal = "the loss itself, no constant missing: logsumexp(eta) - eta[y]",
            Gradient = "p[class] - 1(y = class) in the logit of each class",
        },
        new(["poisson", "poisson nll"], [], "mu - y log(mu)", static _ => "poisson")
        {
            Value = static (_, y, mu) => mu - (y * Elementary.Log(mu)),
            Factor = "1",
            Surprisal = "mu - y log(mu) + log(y!)",
            Gradient = "mu - y in log(mu)",
            Notes = ["the term log(y!) that the loss leaves out depends on no parameter; without it the value is no log-likelihood and losses cannot be compared between noise models"],
        },
        new(["poisson deviance"], [], "2 (y log(y/mu) - (y - mu))", static _ => "poisson")
        {
            Value = static (_, y, mu) => 2.0 * ((y > 0.0 ? y * Elementary.Log(y / mu) : 0.0) - (y - mu)),
            Factor = "2",
            Surprisal = "deviance/2 + the surprisal of the response at mu = y",
            Gradient = "mu - y in log(mu)",
        },
        new(["gamma deviance", "gamma"], [], "2 ((y - mu)/mu - log(y/mu))", static _ => "gamma")
        {
            Value = static (_, y, mu) => 2.0 * (((y - mu) / mu) - Elementary.Log(y / mu)),
            Factor = "2/shape",
            Surprisal = "shape deviance/2 + the surprisal of the response at mu = y",
            Gradient = "-shape (y - mu)/mu in log(mu)",
            Notes = ["it asks for relative errors: a response of twice the mean costs the same at every mean"],
        },
        new(["tweedie deviance", "tweedie"], [new("power", 1.5, 2.0, "p")], "2 (y^(2-p)/((1-p)(2-p)) - y mu^(1-p)/(1-p) + mu^(2-p)/(2-p)), p = power", static v => $"tweedie(power={NoiseNumber.Format(v[0])})")
        {
            Value = static (v, y, mu) => 2.0 * ((Elementary.Pow(y, 2.0 - v[0]) / ((1.0 - v[0]) * (2.0 - v[0]))) - (y * Elementary.Pow(mu, 1.0 - v[0]) / (1.0 - v[0])) + (Elementary.Pow(mu, 2.0 - v[0]) / (2.0 - v[0]))),
            Factor = "2 dispersion",
            Surprisal = "deviance/(2 dispersion) + terms of y and the dispersion, a series",
            Gradient = "-(y - mu) mu^(1 - power)/dispersion in log(mu)",
            Notes = ["a poisson number of gamma sums: zero has a probability of its own, exp(-mu^(2 - power)/(dispersion (2 - power)))"],
        },
    ];
}
