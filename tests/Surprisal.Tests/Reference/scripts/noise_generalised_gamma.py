#!/usr/bin/env python3
"""Writes the reference values of generalised-gamma: noise/generalised-gamma.json. The density is Prentice's with its gamma function, at as many
digits as a shape near 0 takes; the tails are the incomplete gamma functions of k exp(shape w), the moments ratios of gamma functions.

usage: noise_generalised_gamma.py"""
import itertools
from mpmath import mp, mpf, exp, log, log1p, loggamma, gammainc, psi, sqrt, pi, erfc, inf, findroot
from reference import distribution, formula, point, write

mp.dps = 60
SOURCE = "mpmath, 40 digits or more; Reference/scripts/noise_generalised_gamma.py"


def surprisal(y, n, v):
    mu, sigma, q = v[0], exp(v[1]), v[2]
    with mp.workdps(mp.dps + 120):
        w = (log(y) - mu) / sigma
        if q == 0: return w * w / 2 + log(sigma) + log(y) + log(2 * pi) / 2
        k = 1 / (q * q)
        return log(sigma) + log(y) - log(abs(q)) - k * log(k) + loggamma(k) - k * (q * w - exp(q * w))


def tails(y, mu, sigma, q):
    w = (log(mpf(y)) - mu) / sigma
    if q == 0: return erfc(-w / sqrt(mpf(2))) / 2, erfc(w / sqrt(mpf(2))) / 2
    k = 1 / mpf(q) ** 2
    x = k * exp(q * w)
    with mp.workdps(90):
        lower, upper = gammainc(k, 0, x, regularized=True), gammainc(k, x, inf, regularized=True)
    assert abs(lower + upper - 1) < mpf(10) ** -40, (y, q)
    return (lower, upper) if q > 0 else (upper, lower)


def rows_of(mu, sigma, q, points, quantiles):
    m, s, a = mpf(mu), mpf(sigma), mpf(q)
    k = 1 / a ** 2 if q else None

    def moment(n):
        if q == 0: return exp(n * m + (n * s) ** 2 / 2)
        r = n * s / a
        return exp(n * m + loggamma(k + r) - loggamma(k) - r * log(k)) if k + r > 0 else inf

    mean, second = moment(1), moment(2)
    summary = {"mean": mean, "variance": second - mean * mean if second != inf else inf}
    summary["mode"] = exp(m - s * s) if q == 0 else exp(m + s / a * log1p(-s * a)) if s * a < 1 else None
    rest = log(s) + log(2 * pi) / 2 + mpf(1) / 2 + m
    if q:
        d = psi(0, k) - log(k)
        rest = log(s) - log(abs(a)) - k * log(k) + loggamma(k) + m + s / a * d - k * d + k
    found = []
    for p, guess in quantiles:
        g = lambda t: (lambda lo, up: log(lo / mpf(p)) if p < 0.5 else log(up / (1 - mpf(p))))(*tails(exp(t), m, s, a))
        found.append((p, exp(findroot(g, (m + s * mpf(guess), m + s * (mpf(guess) + 0.01)), solver="secant", tol=1e-35))))
    at = [point(y, -surprisal(mpf(y), 1, [m, log(s), a]), *tails(y, m, s, a)) for y in points]
    return distribution(f"generalised-gamma(mu={mu!r}, sigma={sigma!r}, shape={q!r})", at, found, entropy=rest, **summary)


own = [rows_of(0.4, 0.7, 0.5, [1e-12, 1e-4, 0.05, 1.5, 6.0, 15.0, 40.0], [(1e-12, -12), (0.05, -1.8), (0.5, 0), (0.999, 2.4)]),
       rows_of(0.4, 0.7, -0.5, [0.05, 0.12, 0.3, 1.5, 40.0, 1e6], [(1e-12, -5), (0.5, 0), (0.999, 3)]),
       rows_of(1.0, 2.0, 1.0, [1e-30, 1e-3, 1.0, 30.0, 400.0, 1300.0], [(1e-9, -20), (0.5, -0.3), (0.99, 1.5)]),
       rows_of(-2.0, 0.3, 0.0, [1e-5, 0.01, 0.1, 0.14, 0.5, 3.0], [(1e-12, -7), (0.5, 0), (0.9, 1.2)]),
       rows_of(3.0, 0.05, 0.125, [3.0, 12.0, 19.0, 20.5, 24.0, 30.0], [(1e-12, -8), (0.3, -0.5), (0.999, 3)]),
       rows_of(0.0, 0.4, -1.5, [0.7, 0.9, 1.1, 7.0, 1e9], [(0.01, -1), (0.5, 0), (0.99, 4)]),
       rows_of(0.5, 0.9, 0.9, [1e-8, 0.1, 1.0, 8.0, 200.0], [(0.5, 0)])]

L = lambda x: float(log(mpf(x)))
rows = []
for q in (0.0, 1e-9, 1e-4, -0.03, 0.0999, 0.1001, -0.4, 1.0, 2.5, -6.0):
    for sigma, z in itertools.product((0.02, 1.3), (-6.0, -1.0, 1e-6, 0.7, 3.0)):
        if abs(q * z) < 20: rows.append(formula(surprisal, float(exp(mpf(0.3) + mpf(sigma) * mpf(z))), [0.3, L(sigma), q]))
rows.append(formula(surprisal, 1e-300, [0.0, 1.0, 0.3]))
rows.append(formula(surprisal, 1e300, [0.0, 4.0, -0.3]))
write("generalised-gamma", SOURCE, own, rows)
