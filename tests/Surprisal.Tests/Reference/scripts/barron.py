#!/usr/bin/env python3
"""The normaliser of the general robust loss by mpmath, and the coefficients of BarronNormaliser.cs that are interpolated from it.

usage: barron.py (writes the coefficients to standard output)"""
from mpmath import mp, mpf, cos, exp, expm1, log, log1p, pi, sqrt

EDGES = [-40, -20, -12, -8, -6, -4, -2, 0, 2, 4, 6, 8, 12, 18, 28, 46]
DEGREE = 23


def loss(sigma, eta):
    """rho at log|z| = sigma, from the definition: (q/p)((1 + z^2/(2q))^p - 1)."""
    p, q = 1 / (1 + exp(-eta)), 1 / (1 + exp(eta))
    log_one_plus = log1p(exp(2 * sigma) / (2 * q))
    return q / p * expm1(p * log_one_plus)


def expectation(g, eta):
    """2 * the integral of g(sigma) e^(sigma - rho) over log|z|: the trapezoidal rule, whose error is e^(-pi^2/(2 step)) on this strip of analyticity."""
    step, total, small = mpf(49) / 10 / (mpf(23) / 10 * mp.dps + 10), mpf(0), mpf(10) ** -(mp.dps + 3)
    for direction in (1, -1):
        k = 0 if direction > 0 else -1
        while True:
            s = k * step
            term = g(s) * exp(s - loss(s, eta))
            total += term
            if abs(term) < abs(total) * small and abs(k) > 3 / step: break
            k += direction
    return 2 * step * total


CACHE = {}


def log_normaliser(eta):
    key = (mp.dps, mp.nstr(eta, mp.dps))
    if key not in CACHE: CACHE[key] = log(expectation(lambda s: mpf(1), mpf(eta)))
    return CACHE[key]


def normaliser_and_derivatives(eta):
    h = mpf(10) ** -15
    a, b, c = log_normaliser(eta - h), log_normaliser(eta), log_normaliser(eta + h)
    return b, (c - a) / (2 * h), (c - 2 * b + a) / h**2


def smooth(eta):
    """A on the left, C on the right: see BarronNormaliser.cs."""
    p, q = 1 / (1 + exp(-eta)), 1 / (1 + exp(eta))
    with mp.workdps(60):
        z = log_normaliser(eta)
        return (z - log(sqrt(mpf(2)) * pi)) / p if eta < 0 else (z - log(2 * pi) / 2) / q + log(q) / 2


def coefficients(a, b):
    """The monomials in t of the Chebyshev interpolant of degree 39, cut off at DEGREE."""
    n = 40
    nodes = [cos(pi * (2 * j + 1) / (2 * n)) for j in range(n)]
    values = [smooth((mpf(a) + b) / 2 + t * (mpf(b) - a) / 2) for t in nodes]
    chebyshev = [2 / mpf(n) * sum(v * cos(pi * k * (2 * j + 1) / (2 * n)) for j, v in enumerate(values)) for k in range(n)]
    chebyshev[0] /= 2
    last, this, sums = [mpf(1)], [mpf(0), mpf(1)], [mpf(0)] * (DEGREE + 1)
    for k in range(DEGREE + 1):
        polynomial = last if k == 0 else this
        for i, v in enumerate(polynomial): sums[i] += chebyshev[k] * v
        if k > 0:
            following = [mpf(0)] + [2 * v for v in this]
            for i, v in enumerate(last): following[i] -= v
            last, this = this, following
    return [float(s) for s in sums]


if __name__ == "__main__":
    mp.dps = 40
    for a, b in zip(EDGES, EDGES[1:]): print(", ".join(repr(c) for c in coefficients(a, b)) + ",\n")
