"""Mean log-likelihood (all constants) and its gradient: one formula for every peer, so that all are judged alike.

Coefficients are on the working scale (logit, log, log sigma, log nu, log size), intercept first.
"""
import json

import numpy as np
from scipy.special import digamma, expit, gammaln


def load(manifest_path, workload):
    spec = json.loads(manifest_path.read_text())["workloads"][workload]
    folder = manifest_path.parent
    x = np.fromfile(folder / spec["x"], "<f8").reshape((spec["rows"], spec["columns"]), order="F")
    return spec, x, np.fromfile(folder / spec["y"], "<f8")


def bernoulli(y, eta):
    return y * eta - np.logaddexp(0, eta), {"mu": y - expit(eta)}


def poisson(y, eta):
    mu = np.exp(eta)
    return y * eta - mu - gammaln(y + 1), {"mu": y - mu}


def gaussian(y, mu, log_sigma):
    z = (y - mu) * np.exp(-log_sigma)
    return (-0.5 * np.log(2 * np.pi) - log_sigma - 0.5 * z * z,
            {"mu": z * np.exp(-log_sigma), "sigma": z * z - 1})


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


FORMULAS = {"bernoulli": (bernoulli, ["mu"]), "poisson": (poisson, ["mu"]), "gaussian": (gaussian, ["mu", "sigma"]),
            "negative-binomial": (negative_binomial, ["mu", "size"]), "student-t": (student_t, ["mu", "sigma", "nu"])}


def evaluate(spec, x, y, coefficients):
    """Returns the mean log-likelihood and the largest absolute entry of its gradient in the coefficients."""
    formula, parameters = FORMULAS[spec["noise"]]
    b = {p: np.asarray(coefficients[p], float) for p in parameters}
    value, slope = formula(y, *(b[p][0] + (x @ b[p][1:] if len(b[p]) > 1 else 0.0) for p in parameters))
    entries = []
    for p in parameters:
        g = np.broadcast_to(slope[p], y.shape)
        entries.append([g.mean()])
        if len(b[p]) > 1:
            entries.append(x.T @ g / len(y))
    return float(value.mean()), float(np.abs(np.concatenate(entries)).max())
