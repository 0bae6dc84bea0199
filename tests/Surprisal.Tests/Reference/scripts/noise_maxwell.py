#!/usr/bin/env python3
"""Writes noise/maxwell.json. The distribution function, erf(z/sqrt 2) - sqrt(2/pi) z exp(-z^2/2), is taken as it stands: 400 digits are enough for what
cancels."""
from mpmath import erf, erfc, euler, exp, findroot, log, mp, mpf, pi, sqrt
from reference import distribution, formula, point, write

mp.dps = 400


def surprisal(y, trials, working):
    s = exp(working[0])
    return -log(sqrt(2 / pi) * y**2 / s**3) + y**2 / (2 * s**2)


def tails(z):
    bump = sqrt(2 / pi) * z * exp(-z**2 / 2)
    return erf(z / sqrt(mpf(2))) - bump, erfc(z / sqrt(mpf(2))) + bump


def quantile(p):
    """By bisection in log z, which needs no guess."""
    low, high = mpf(-300), mpf(5)
    for _ in range(150):
        middle = (low + high) / 2
        if tails(exp(middle))[0] < p: low = middle
        else: high = middle
    return exp(low)


def make(scale):
    s = mpf(scale)
    ys = [float(s * mpf(z)) for z in ("1e-90", "1e-10", "0.001", "0.3", "1", "1.4142135623730951", "2", "4", "12", "36")]
    at = [point(y, -surprisal(mpf(y), 1, [log(s)]), *tails(mpf(y) / s)) for y in ys]
    quantiles = [(p, s * quantile(mpf(p))) for p in (1e-300, 1e-30, 1e-12, 0.001, 0.1, 0.5, 0.75, 0.99)]
    return distribution(f"maxwell(scale={scale!r})", at, quantiles, mean=2 * s * sqrt(2 / pi), variance=s**2 * (3 - 8 / pi), mode=sqrt(mpf(2)) * s,
                        entropy=log(s * sqrt(2 * pi)) + euler - mpf(1) / 2)


rows = [formula(surprisal, y, [w]) for y, w in ((1.0, 0.0), (0.3, -1.2), (2.5, 1.0), (1e-8, -15.0), (1e-8, 3.0), (7e5, 13.0), (40.0, 2.0), (1e150, 345.0), (1e200, 460.0))]
write("maxwell", "mpmath, 400 digits; Reference/scripts/noise_maxwell.py", [make(s) for s in (1.0, 0.37, 1e-6, 250000.0)], rows)
