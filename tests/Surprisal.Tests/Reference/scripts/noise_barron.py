#!/usr/bin/env python3
"""Writes reference values of barron to noise/barron.json: distributions by quadrature in log|z| at 50 digits, formula rows from the definition.

usage: noise_barron.py"""
from mpmath import mp, mpf, exp, log, quad, findroot
from barron import expectation, log_normaliser, loss
from reference import distribution, formula, point, write

mp.dps = 50


def density(s, eta): return exp(s - loss(s, eta))


def side(s, eta, direction):
    """The integral of the density of log|z| from s on, relative to the density there."""
    unit, total, at, w = density(s, eta), mpf(0), mpf(s), mpf(1) / (2 + exp(min(s, mpf(4))))
    while True:
        part = quad(lambda t: density(t, eta) / unit, [at, at + direction * w])
        total += abs(part)
        if abs(part) < total * mpf(10) ** (8 - mp.dps): return total * unit
        at += direction * w
        w *= mpf(6) / 5


def upper(z, eta, normaliser):
    """P(Z > z) for z > 0."""
    s = log(z)
    return side(s, eta, 1) / normaliser if s > -1 else mpf(1) / 2 - side(s, eta, -1) / normaliser


def quantile(q, eta, normaliser):
    low, high = mpf(-30), mpf(800)
    target = log(mpf(q))
    mp.dps = 15
    for _ in range(28):
        mid = (low + high) / 2
        if log(upper(exp(mid), eta, normaliser)) > target: low = mid
        else: high = mid
    mp.dps = 50
    return exp(findroot(lambda s: log(upper(exp(s), eta, normaliser)) - target, (low, high), solver="secant", tol=1e-36))


def barron(mu, scale, power, ys, quantiles):
    mu, scale, p = mpf(mu), mpf(scale), mpf(power)
    eta = log(p / (1 - p))
    normaliser = exp(log_normaliser(eta))
    rows = []
    for y in ys:
        z = abs(mpf(y) - mu) / scale
        tail = upper(z, eta, normaliser) if z > 0 else mpf(1) / 2
        log_density = -log(scale * normaliser) - (loss(log(z), eta) if z > 0 else 0)
        row = point(y, log_density, *((1 - tail, tail) if y > mu else (tail, 1 - tail)))
        if tail < mpf(10) ** -9: row["logCdf" if y > mu else "logSurvival"] = -float(tail)
        rows.append(row)
    pairs = []
    for p_ in quantiles:
        q = mpf(p_) if p_ < 0.5 else 1 - mpf(p_)
        z = quantile(q, eta, normaliser) if p_ != 0.5 else mpf(0)
        pairs.append((p_, mu - scale * z if p_ < 0.5 else mu + scale * z))
    variance = scale**2 * expectation(lambda s: exp(2 * s), eta) / normaliser
    entropy = log(scale * normaliser) + expectation(lambda s: loss(s, eta), eta) / normaliser
    return distribution(f"barron(mu={float(mu):g}, scale={float(scale):g}, power={power!r})", rows, pairs, mean=mu, variance=variance, mode=mu, entropy=entropy)


def surprisal(y, n, w):
    z = abs(y - w[0]) / exp(w[1])

    # The steps of 1e-25 leave 25 digits of the second derivative.
    with mp.workdps(76): normaliser = log_normaliser(w[2])
    return w[1] + normaliser + (loss(log(z), w[2]) if z > 0 else 0)


if __name__ == "__main__":
    made = [barron(0, 1, 0.5, [-700, -3, -0.2, 0, 0.5, 80], [1e-12, 0.5]),
            barron(2, 0.3, 0.05, [-1e6, 1.9, 2.6, 100], [0.4]),
            barron(-1, 20, 0.9990234375, [-740, -60, -2, 15, 200], [1e-300])]
    rows = [formula(surprisal, y, w) for w in [(0.2, 0.1, 0.4), (1.0, -0.7, -2.0), (-3.0, 2.0, 3.0), (1.0, -9.0, 5.0), (0.0, 30.0, -1.0)] for y in (-2.0, 1.001, 9.0)]
    write("barron", "mpmath, 40 digits or more: Reference/scripts/noise_barron.py", made, rows)
