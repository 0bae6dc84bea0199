"""Mean log-likelihood (all constants) and its gradient: one formula for every peer, so that all are judged alike.

Coefficients are on the working scale (logit, log, log sigma, log nu, log size), intercept first.
"""
import json

import numpy as np
from scipy import sparse
from scipy.special import digamma, expit, gammaln


def load(manifest_path, workload):
    spec = json.loads(manifest_path.read_text())["workloads"][workload]
    folder = manifest_path.parent
    y = np.fromfile(folder / spec["y"], "<f8")
    if "responses" in spec:
        return spec, None, y.reshape((spec["rows"], spec["responses"]), order="F")
    if "factors" in spec:
        return spec, with_factors(spec, folder), y
    return spec, np.fromfile(folder / spec["x"], "<f8").reshape((spec["rows"], spec["columns"]), order="F"), y


def with_factors(spec, folder):
    """Numbers, then each factor's levels but its first as columns of zeros and ones, sparse."""
    rows, levels = spec["rows"], spec["levels"]
    x = np.fromfile(folder / spec["x"], "<f8").reshape((rows, spec["columns"]), order="F")
    codes = np.fromfile(folder / spec["codes"], "<i4").reshape((rows, spec["factors"]), order="F")
    parts = [sparse.csc_matrix(x)]
    for j in range(spec["factors"]):
        kept = np.flatnonzero(codes[:, j] > 0)
        parts.append(sparse.csc_matrix((np.ones(len(kept)), (kept, codes[kept, j] - 1)), shape=(rows, levels - 1)))
    return sparse.hstack(parts, format="csc")


def bernoulli(y, eta):
    return y * eta - np.logaddexp(0, eta), {"mu": y - expit(eta)}


def poisson(y, eta):
    mu = np.exp(eta)
    return y * eta - mu - gammaln(y + 1), {"mu": y - mu}


def exponential(y, eta):
    return -eta - y * np.exp(-eta), {"mu": y * np.exp(-eta) - 1}


def gaussian(y, mu, log_sigma):
    z = (y - mu) * np.exp(-log_sigma)
    return (-0.5 * np.log(2 * np.pi) - log_sigma - 0.5 * z * z,
            {"mu": z * np.exp(-log_sigma), "sigma": z * z - 1})


def laplace(y, mu, log_scale):
    """At the optimum as many rows as coefficients lie on the kink, and this gradient is one of many: it says nothing there."""
    z = (y - mu) * np.exp(-log_scale)
    return -np.log(2) - log_scale - np.abs(z), {"mu": np.sign(z) * np.exp(-log_scale), "scale": np.abs(z) - 1}


def negative_binomial(y, eta, log_size):
    mu, size = np.exp(eta), np.exp(log_size)
    value = (gammaln(y + size) - gammaln(size) - gammaln(y + 1)
             - size * np.log1p(mu / size) + y * (eta - np.log(size + mu)))
    of_size = digamma(y + size) - digamma(size) - np.log1p(mu / size) + (mu - y) / (size + mu)
    return value, {"mu": (y - mu) * size / (size + mu), "size": size * of_size}


def student_t(y, mu, log_sigma, log_nu):
    sigma, nu = np.exp(log_sigma), np.exp(log_nu)
    z2 = ((y - mu) / sigma) ** 2
    value = (gammaln((nu + 1) / 2) - gammaln(nu / 2) - 0.5 * np.log(nu * np.pi) - log_sigma
             - (nu + 1) / 2 * np.log1p(z2 / nu))
    of_nu = (0.5 * digamma((nu + 1) / 2) - 0.5 * digamma(nu / 2) - 0.5 / nu - 0.5 * np.log1p(z2 / nu)
             + (nu + 1) * z2 / (2 * nu * (nu + z2)))
    return value, {"mu": (nu + 1) * (y - mu) / (nu + z2) / sigma ** 2,
                   "sigma": (nu + 1) * z2 / (nu + z2) - 1, "nu": nu * of_nu}


def zinb(y, eta, log_size, logit):
    value, slope = negative_binomial(y, eta, log_size)
    zero = y == 0
    total = np.logaddexp(logit, value)
    share = np.where(zero, np.exp(logit - total), 0.0)  # of an excess zero, given what was observed
    return (np.where(zero, total, value) - np.logaddexp(0, logit),
            {"mu": (1 - share) * slope["mu"], "size": (1 - share) * slope["size"], "zi": share - expit(logit)})


def working_mixture(weights, means, factors):
    """Coefficients of a mixture of gaussians in the plane from weights, means and Cholesky factors, components upwards along y1."""
    order = np.argsort(means[:, 0])
    weights, means, factors = weights[order], means[order], factors[order]
    found = {}
    for k in range(len(weights)):
        for a in range(2):
            found[f"mu[{k + 1},y{a + 1}]"] = [float(means[k, a])]
            found[f"scale[{k + 1},y{a + 1}]"] = [float(np.log(factors[k, a, a]))]
        found[f"cholesky[{k + 1},y2,y1]"] = [float(factors[k, 1, 0])]
        if k > 0:
            found[f"weight[{k + 1}]"] = [float(np.log(weights[k] / weights[0]))]
    return found


def natural_mixture(b):
    """Weights, means and Cholesky factors."""
    count = sum(1 for name in b if name.startswith("cholesky["))
    odds = np.exp([0.0, *(b[f"weight[{k}]"][0] for k in range(2, count + 1))])
    means = np.array([[b[f"mu[{k},y{a}]"][0] for a in (1, 2)] for k in range(1, count + 1)])
    factors = np.array([[[np.exp(b[f"scale[{k},y1]"][0]), 0.0], [b[f"cholesky[{k},y2,y1]"][0], np.exp(b[f"scale[{k},y2]"][0])]]
                        for k in range(1, count + 1)])
    return odds / odds.sum(), means, factors


def mixture(y, b):
    weights, means, factors = natural_mixture(b)
    terms, z = [], []
    for weight, mean, factor in zip(weights, means, factors):
        first = (y[:, 0] - mean[0]) / factor[0, 0]
        second = (y[:, 1] - mean[1] - factor[1, 0] * first) / factor[1, 1]
        z.append((first, second))
        terms.append(np.log(weight) - np.log(2 * np.pi * factor[0, 0] * factor[1, 1]) - 0.5 * (first * first + second * second))
    value = np.logaddexp.reduce(terms)
    entries = []
    for k, (factor, (first, second)) in enumerate(zip(factors, z)):
        share = np.exp(terms[k] - value)
        of_second = second / factor[1, 1]
        of_first = (first - factor[1, 0] * of_second) / factor[0, 0]
        slopes = [of_first, of_second, first * of_first * factor[0, 0] - 1, second * second - 1, of_second * first]
        entries += [np.mean(share * s) for s in slopes] + ([np.mean(share) - weights[k]] if k > 0 else [])
    return float(value.mean()), float(np.abs(entries).max())


def canonical(spec, coefficients):
    """A mixture's components numbered upwards along the first response; anything else as it is."""
    if "responses" not in spec:
        return coefficients
    return working_mixture(*natural_mixture(coefficients))


FORMULAS = {"bernoulli": (bernoulli, ["mu"]), "poisson": (poisson, ["mu"]), "gamma(shape=1)": (exponential, ["mu"]),
            "gaussian": (gaussian, ["mu", "sigma"]), "laplace": (laplace, ["mu", "scale"]),
            "negative-binomial": (negative_binomial, ["mu", "size"]), "student-t": (student_t, ["mu", "sigma", "nu"]),
            "zero-inflated(negative-binomial)": (zinb, ["mu", "size", "zi"])}


def penalty(spec, coefficients):
    """What ridge takes off the mean log-likelihood; intercepts are free."""
    return spec["lambda"] / 2 * float(np.sum(np.square(coefficients["mu"][1:]))) if "lambda" in spec else 0.0


def evaluate(spec, x, y, coefficients):
    """Returns the mean log-likelihood, less the penalty where there is one, and the largest absolute entry of its gradient in the coefficients."""
    if "responses" in spec:
        return mixture(y, coefficients)
    formula, parameters = FORMULAS[spec["noise"]]
    b = {p: np.asarray(coefficients[p], float) for p in parameters}
    value, slope = formula(y, *(b[p][0] + (x @ b[p][1:] if len(b[p]) > 1 else 0.0) for p in parameters))
    entries = []
    for p in parameters:
        g = np.broadcast_to(slope[p], y.shape)
        entries.append([g.mean()])
        if len(b[p]) > 1:
            entries.append(x.T @ g / len(y) - spec.get("lambda", 0.0) * b[p][1:])
    return float(value.mean()) - penalty(spec, coefficients), float(np.abs(np.concatenate(entries)).max())
