#!/usr/bin/env python3
"""Writes the reference values of conway-maxwell-poisson and skellam: probabilities from their definitions, the rate of conway-maxwell-poisson by root
finding on its mean, tails as sums.

usage: noise_bessel_counts.py"""
import itertools
from mpmath import mp, mpf, besseli, exp, log, loggamma, sqrt
from reference import distribution, formula, point, write

SOURCE = "mpmath, 40 digits or more: Reference/scripts/noise_bessel_counts.py"
mp.dps = 50


def L(x): return float(log(mpf(x)))


def terms(log_rate, nu):
    """(r^j/j!)^nu relative to the largest, from the peak outwards until nothing is left of the digits."""
    peak = int(mp.floor(exp(log_rate)))
    found = {peak: mpf(1)}
    for step, j in ((1, peak), (-1, peak)):
        t = mpf(1)
        while j + step >= 0:
            t *= exp(nu * (log_rate - log(mpf(j + 1)))) if step > 0 else exp(nu * (log(mpf(j)) - log_rate))
            j += step
            found[j] = t
            if t < mpf(10) ** (-mp.dps - 10): break
    return peak, found


def rate(mu, nu):
    q = log(mu + (nu - 1) / (2 * nu)) if mu + (nu - 1) / (2 * nu) > mu / 2 else (log(mu / (1 + mu)) if nu < 1 else log(mu)) / nu
    for _ in range(60):
        _, t = terms(q, nu)
        total = mp.fsum(t.values())
        mean = mp.fsum(j * w for j, w in t.items()) / total
        variance = mp.fsum((j - mean) ** 2 * w for j, w in t.items()) / total
        step = (log(mu) - log(mean)) * mean / (nu * variance)
        q += step
        if abs(step) < mpf(10) ** (-mp.dps + 8): break
    return q


def conway(y, n, w):
    mu, nu = exp(w[0]), exp(w[1])
    q = rate(mu, nu)
    peak, t = terms(q, nu)
    return log(mp.fsum(t.values())) + nu * (peak * q - loggamma(mpf(peak) + 1)) - nu * (y * q - loggamma(y + 1))


def skellam(y, n, w):
    a, b = exp(w[0]), exp(w[1])
    return a + b - y / 2 * (w[0] - w[1]) - log(besseli(abs(y), 2 * sqrt(a * b)))


def summed(text, p, ys, low, high):
    table = [p(mpf(k)) for k in range(low, high + 1)]
    at = [point(y, log(p(mpf(y))), mp.fsum(table[:int(y) - low + 1]), mp.fsum(table[int(y) - low + 1:])) for y in ys]
    mean = mp.fsum(k * q for k, q in zip(range(low, high + 1), table))
    variance = mp.fsum((k - mean) ** 2 * q for k, q in zip(range(low, high + 1), table))
    quantiles, total, levels = [], mpf(0), [1e-12, 1e-3, 0.3, 0.5, 0.9, 0.999999]
    for k, q in zip(range(low, high + 1), table):
        while levels and total + q >= mpf(levels[0]): quantiles.append((levels.pop(0), k))
        total += q
        if not levels: break
    return distribution(text, at, quantiles, mean=mean, variance=variance, entropy=mp.fsum(-q * log(q) for q in table if q > 0), mode=low + table.index(max(table)))


at = []
for a, b, ys, low, high in ((3.0, 1.5, (-20, -1, 0, 2, 40), -80, 110), (0.01, 5.0, (-60, -5, 0, 3), -110, 40), (400.0, 380.0, (-200, 20, 300), -600, 640), (60.0, 1e-6, (-2, 55, 160), -12, 300)):
    w = [log(mpf(a)), log(mpf(b))]
    at.append(summed(f"skellam(mu1={a!r}, mu2={b!r})", lambda y: exp(-skellam(y, 1, w)), ys, low, high))
rows = [formula(skellam, y, [L(a), L(b)]) for a, b in itertools.product((1e-5, 0.6, 30, 5000), (1e-4, 2, 900)) for y in sorted({-40, -1, 0, 1, 25, float(mp.floor(a - b))})]
write("skellam", SOURCE, at, rows)

at = []
for mu, nu, ys in ((3.5, 2.0, (0, 3, 15, 40)), (0.2, 0.5, (0, 1, 12, 60)), (50.0, 0.3, (5, 50, 200, 300)), (12.0, 1.0, (0, 12, 60))):
    w = [log(mpf(mu)), log(mpf(nu))]
    q = rate(mpf(mu), mpf(nu))
    peak, t = terms(q, mpf(nu))
    normaliser = log(mp.fsum(t.values())) + nu * (peak * q - loggamma(mpf(peak) + 1))
    at.append(summed(f"conway-maxwell-poisson(mu={mu!r}, dispersion={nu!r})", lambda y: exp(nu * (y * q - loggamma(y + 1)) - normaliser), ys, 0, max(max(t), 2 * max(ys))))
rows = [formula(conway, y, [L(mu), L(nu)]) for mu, nu in ((0.02, 0.3), (0.02, 3), (1.5, 0.05), (1.5, 1), (1.5, 8), (25, 0.4), (25, 6), (300, 0.8), (300, 30))
        for y in (0, 2, float(mp.floor(mu * 1.2)))]
write("conway-maxwell-poisson", SOURCE, at, rows)
