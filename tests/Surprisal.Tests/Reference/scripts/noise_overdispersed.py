#!/usr/bin/env python3
"""Writes the reference values of beta-binomial, negative-binomial-linear and generalised-poisson: probabilities from their definitions with gamma
functions, tails as sums of them.

usage: noise_overdispersed.py"""
import itertools
from mpmath import mp, mpf, exp, log, log1p, loggamma
from reference import distribution, formula, point, write

SOURCE = "mpmath, 40 digits or more: Reference/scripts/noise_overdispersed.py"
mp.dps = 60


def beta_binomial(y, n, w):
    mu, phi = 1 / (1 + exp(-w[0])), exp(w[1])
    a, b = mu * phi, phi / (1 + exp(w[0]))
    return -(loggamma(n + 1) - loggamma(y + 1) - loggamma(n - y + 1) + loggamma(y + a) + loggamma(n - y + b) - loggamma(n + phi)
             - loggamma(a) - loggamma(b) + loggamma(phi))


def negative_binomial_linear(y, n, w):
    mu, d = exp(w[0]), exp(w[1])
    size = mu / d
    return -(loggamma(y + size) - loggamma(size) - loggamma(y + 1) - (size + y) * log1p(d) + y * log(d))


def generalised_poisson(y, n, w):
    mu, d = exp(w[0]), exp(w[1])
    v = 1 + d * mu
    return -(y * log(mu / v) + (y - 1) * log(1 + d * y) - mu * (1 + d * y) / v - loggamma(y + 1))


def L(x): return float(log(mpf(x)))


def logit(p): return float(log(mpf(p)) - log1p(-mpf(p)))


def summed(text, p, ys, low, high, largest=None):
    """A distribution from its probabilities over low, ..., high, beyond which there is nothing left of 60 digits (or of the table's far tails)."""
    table = [p(mpf(k)) for k in range(low, high + 1)]
    at = [point(y, log(p(mpf(y))), mp.fsum(table[:int(y) - low + 1]), mp.fsum(table[int(y) - low + 1:]) if y != largest else mpf(0)) for y in ys]
    mean = mp.fsum(k * q for k, q in zip(range(low, high + 1), table))
    variance = mp.fsum((k - mean) ** 2 * q for k, q in zip(range(low, high + 1), table))
    entropy = mp.fsum(-q * log(q) for q in table if q > 0)
    quantiles, total, levels = [], mpf(0), [1e-12, 1e-3, 0.3, 0.5, 0.9, 0.999999]
    for k, q in zip(range(low, high + 1), table):
        while levels and total + q >= mpf(levels[0]): quantiles.append((levels.pop(0), k))
        total += q
        if total > mpf(0.9999999): break
    return distribution(text, at, quantiles, mean=mean, variance=variance, entropy=entropy, mode=low + table.index(max(table)))


at = []
for n, mu, phi, ys in ((12, 0.3, 4.0, (0, 3, 11, 12)), (400, 0.02, 50.0, (0, 8, 60, 300, 400)), (30, 0.5, 0.01, (0, 1, 15, 30)),
                       (1000, 0.7, 1e10, (100, 650, 700, 990)), (2000, 0.9, 3000.0, (900, 1800, 1999))):
    w = [log(mpf(mu)) - log1p(-mpf(mu)), log(mpf(phi))]
    at.append(summed(f"beta-binomial(mu={mu!r}, precision={phi!r}, trials={n})", lambda y: exp(-beta_binomial(y, mpf(n), w)), ys, 0, n, n))
rows = [formula(beta_binomial, y, [logit(mu), L(phi)], n)
        for n, mu, phi in itertools.product((2, 9, 5000, 1e9), (1e-6, 0.3, 0.95), (1e-6, 0.4, 7, 1e4, 1e13))
        for y in sorted({0, 1, float(mp.floor(n * mu)), float(mp.floor(n * 0.6)), n})]
write("beta-binomial", SOURCE, at, rows)

at = []
for mu, d, ys, high in ((2.5, 0.8, (0, 2, 30, 150), 900), (0.001, 5.0, (0, 1, 40), 1500), (300.0, 0.01, (100, 300, 500), 1500), (40.0, 1e-9, (0, 40, 120), 500)):
    w = [log(mpf(mu)), log(mpf(d))]
    at.append(summed(f"negative-binomial-linear(mu={mu!r}, dispersion={d!r})", lambda y: exp(-negative_binomial_linear(y, 1, w)), ys, 0, high))
rows = [formula(negative_binomial_linear, y, [L(mu), L(d)])
        for mu, d in itertools.product((1e-6, 0.7, 30, 1e6), (1e-12, 1e-3, 0.6, 25, 1e6))
        for y in sorted({0, 1, 12, float(mp.floor(mu)), float(mp.floor(mu + 4 * mp.sqrt(mu * (1 + mpf(d)))))})]
write("negative-binomial-linear", SOURCE, at, rows)

at = []
for mu, d, ys, high in ((2.5, 0.1, (0, 2, 30, 100), 1500), (0.01, 2.0, (0, 1, 20), 500), (60.0, 0.02, (5, 60, 500, 900), 4000), (40.0, 1e-10, (0, 40, 120), 500)):
    w = [log(mpf(mu)), log(mpf(d))]
    at.append(summed(f"generalised-poisson(mu={mu!r}, dispersion={d!r})", lambda y: exp(-generalised_poisson(y, 1, w)), ys, 0, high))
rows = [formula(generalised_poisson, y, [L(mu), L(d)])
        for mu, d in itertools.product((1e-6, 0.7, 30, 1e6), (1e-12, 1e-5, 0.03, 1.5, 1e4))
        for y in sorted({0, 1, 12, float(mp.floor(mu)), float(mp.floor(mu + 4 * mp.sqrt(mu) * (1 + mpf(d) * mu)))} ) if y < 1e12]
write("generalised-poisson", SOURCE, at, rows)
