#!/usr/bin/env python3
"""Writes the formula rows of the first noise models to noise/NAME.json: surprisal, gradient and second derivatives at ordinary and extreme working
values, by mpmath. Densities are written from their definitions, with gamma functions, at 120 digits.

usage: noise.py"""
import itertools
from mpmath import mp, mpf, log, exp, loggamma, pi, sqrt, log1p, erf
from reference import formula, write

SOURCE = "mpmath, 40 digits or more; formula: Reference/scripts/noise.py"
mp.dps = 120


def student_t(y, n, w):
    mu, s, nu = w[0], exp(w[1]), exp(w[2])
    z = (y - mu) / s
    return -loggamma((nu + 1) / 2) + loggamma(nu / 2) + log(nu * pi) / 2 + w[1] + (nu + 1) / 2 * log(1 + z * z / nu)


def gaussian(y, n, w):
    return ((y - w[0]) / exp(w[1])) ** 2 / 2 + w[1] + log(2 * pi) / 2


def huber(y, n, w):
    k = mpf(1.345)
    z = abs((y - w[0]) / exp(w[1]))
    c = sqrt(2 * pi) * erf(k / sqrt(mpf(2))) + 2 / k * exp(-k * k / 2)
    return (z * z / 2 if z <= k else k * z - k * k / 2) + w[1] + log(c)


def logistic(y, n, w):
    z = (y - w[0]) / exp(w[1])
    return z + 2 * log(1 + exp(-z)) + w[1]


def bernoulli(y, n, w): return log(1 + exp(w[0])) - y * w[0]


def binomial(y, n, w): return n * log(1 + exp(w[0])) - y * w[0] - (loggamma(n + 1) - loggamma(y + 1) - loggamma(n - y + 1))


def poisson(y, n, w): return exp(w[0]) - y * w[0] + loggamma(y + 1)


def negative_binomial(y, n, w):
    mu, r = exp(w[0]), exp(w[1])
    return -(loggamma(y + r) - loggamma(r) - loggamma(y + 1)) + r * log1p(mu / r) + y * log((r + mu) / mu)


def gamma(y, n, w):
    mu, a = exp(w[0]), exp(w[1])
    return loggamma(a) - a * log(a / mu) - (a - 1) * log(y) + a * y / mu


def beta(y, n, w):
    mu, phi = 1 / (1 + exp(-w[0])), exp(w[1])
    a, b = mu * phi, phi / (1 + exp(w[0]))
    return loggamma(a) + loggamma(b) - loggamma(phi) - (a - 1) * log(y) - (b - 1) * log1p(-y)


def L(x): return float(log(mpf(x)))


def logit(p): return float(log(mpf(p)) - log1p(-mpf(p)))


cases = []
for nu, z in itertools.product([1e-3, 0.3, 1, 4, 30, 1e4, 1e8, 1e15], [0, 1e-8, 0.4, -1.7, 5.5, 300, -1e6, 1e60, 1e200]):
    cases.append((student_t, z, 1, [0.0, 0.0, L(nu)]))
for z in [-2.5, 0.7, 9]: cases.append((student_t, 3 + 0.25 * z, 1, [3.0, L(0.25), L(3.7)]))
for z in [-30, -1, 0, 0.5, 8, 1e100]:
    cases.append((gaussian, z, 1, [0.5, 0.7]))
    if z: cases.append((huber, z, 1, [0.5, 0.7]))
for z in [-800, -30, -1, 1e-9, 0.5, 8, 800]: cases.append((logistic, z, 1, [0.5, 0.7]))
for y, e in itertools.product([0, 1], [-800, -40, -1, 0.5, 36, 750]): cases.append((bernoulli, y, 1, [float(e)]))
for n, e in itertools.product([1, 2, 25, 1000, 1e6, 1e12], [-25, -6, -0.3, 0, 2, 30]):
    p = 1 / (1 + exp(-mpf(e)))
    for y in sorted({0, 1, float(mp.floor(n * p)), float(mp.floor(n * p + 3 * sqrt(n * p * (1 - p)))), float(mp.floor(n * 0.7)), n - 1, n}):
        if 0 <= y <= n: cases.append((binomial, y, n, [float(e)]))
for mu in [1e-6, 0.5, 7.3, 1000, 1e6, 1e10, 1e15]:
    for y in sorted({0, 1, 40, float(mp.floor(mu)), float(mp.floor(mu + 4 * sqrt(mpf(mu))))}): cases.append((poisson, y, 1, [L(mu)]))
for mu, r in itertools.product([1e-6, 0.2, 3, 1000, 1e6, 1e10], [1e-8, 0.01, 1, 50, 1e5, 1e10, 1e15]):
    sd = sqrt(mu + mpf(mu) ** 2 / r)
    for y in sorted({0, 1, 25, float(mp.floor(mu)), float(mp.floor(mu + min(3 * sd, 50 * mpf(mu))))}): cases.append((negative_binomial, y, 1, [L(mu), L(r)]))
for mu, a in itertools.product([1e-5, 1, 6.25, 1e8], [1e-8, 0.01, 1, 2.5, 1e5, 1e12]):
    for t in [-3, 0, 1.5]: cases.append((gamma, float(mu * (1 + t / sqrt(mpf(a)))) if a > 10 else float(mu * exp(mpf(t))), 1, [L(mu), L(a)]))
for mu, phi in itertools.product([1e-9, 0.05, 0.5, 0.93], [1e-6, 0.1, 1, 5, 1e4, 1e12]):
    for y in sorted({1e-12, 0.3, 0.999} | ({float(mu * (1 + 2 / sqrt(mpf(phi))))} if phi > 1000 else set())): cases.append((beta, y, 1, [logit(mu), L(phi)]))

rows = {}
for f, y, n, w in cases: rows.setdefault(f.__name__.replace("_", "-"), []).append(formula(f, y, w, n))
for name, of in rows.items(): write(name, SOURCE, rows=of)
