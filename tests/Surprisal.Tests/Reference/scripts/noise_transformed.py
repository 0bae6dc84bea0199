#!/usr/bin/env python3
"""Writes reference values of sinh-arcsinh and ex-gaussian to noise/NAME.json, by mpmath at 60 digits from their definitions.

usage: noise_transformed.py [NAME ...]"""
import itertools
import sys
from mpmath import mp, mpf, asinh, cosh, erfc, exp, findroot, log, log1p, pi, quad, sinh, sqrt, tanh
from reference import distribution, formula, point, write

SOURCE = "mpmath, 40 digits or more: Reference/scripts/noise_transformed.py"
QUANTILES = (1e-300, 1e-12, 0.3, 0.5, 0.999)
mp.dps = 60


def phi(x): return exp(-x * x / 2) / sqrt(2 * pi)


def cdf(x): return erfc(-x / sqrt(mpf(2))) / 2


def tails_point(y, log_density, lower, upper):
    row = point(y, log_density, lower, upper)
    if lower < mpf(10) ** -9: row["logSurvival"] = float(log1p(-lower))
    if upper < mpf(10) ** -9: row["logCdf"] = float(log1p(-upper))
    return row


def solve(target, lower, f, low, high):
    """The root of log f - log target by bisection and secant; f rises where `lower`, else falls."""
    goal = log(target)
    digits, mp.dps = mp.dps, 25
    for _ in range(32):
        mid = (low + high) / 2
        if (log(f(mid)) < goal) == lower: low = mid
        else: high = mid
    mp.dps = digits
    return findroot(lambda z: log(f(z)) - goal, (low, high), solver="secant", tol=1e-45)


# sinh-arcsinh

def stretched_density(z, e, d):
    r = d * asinh(z) - e
    return d * cosh(r) * phi(sinh(r)) / sqrt(1 + z * z)


def stretched(location, scale, epsilon, delta, ys):
    location, scale, e, d = mpf(location), mpf(scale), mpf(epsilon), mpf(delta)
    rows = []
    for y in ys:
        z = (mpf(y) - location) / scale
        s = sinh(d * asinh(z) - e)
        rows.append(tails_point(y, log(stretched_density(z, e, d) / scale), cdf(s), cdf(-s)))
    quantiles = []
    for p in QUANTILES:
        n = mpf(0) if p == 0.5 else solve(mpf(p), True, cdf, mpf(-40), mpf(0)) if p < 0.5 else -solve(1 - mpf(p), True, cdf, mpf(-40), mpf(0))
        quantiles.append((p, location + scale * sinh((asinh(n) + e) / d)))
    edges = [mpf(k) / 4 for k in range(-24, 25)]
    mean_of = lambda g: quad(lambda t: g(t) * phi(sinh(t)) * cosh(t), edges)
    mean = mean_of(lambda t: sinh((t + e) / d))
    variance = mean_of(lambda t: (sinh((t + e) / d) - mean) ** 2)
    entropy = log(scale / d) + log(2 * pi) / 2 + mpf(1) / 2 + mean_of(lambda t: log(cosh((t + e) / d)) - log(cosh(t)))
    g = lambda a: d * sinh(d * a - e) ** 3 / cosh(d * a - e) + tanh(a)
    mode = sinh(findroot(g, (mpf(0), e / d), solver="anderson", tol=1e-90)) if e != 0 else mpf(0)
    return distribution(f"sinh-arcsinh(location={float(location):g}, scale={float(scale):g}, epsilon={epsilon!r}, delta={delta!r})", rows, quantiles,
                        mean=location + scale * mean, variance=scale**2 * variance, mode=location + scale * mode, entropy=entropy)


def stretched_surprisal(y, n, w):
    z, d = (y - w[0]) / exp(w[1]), exp(w[3])
    r = d * asinh(z) - w[2]
    return sinh(r) ** 2 / 2 - log(cosh(r)) + log(1 + z * z) / 2 + w[1] - w[3] + log(2 * pi) / 2


def sinh_arcsinh():
    made = [stretched(0, 1, 0.5, 0.75, [-60, -4, -0.5, 0, 0.3, 2, 20, 200]), stretched(10, 0.25, -1.0, 2.0, [8.5, 9.5, 9.9, 10, 10.3]),
            stretched(-2, 30, 0.0, 0.5, [-10000, -300, -2, 0, 5000])]
    rows = [formula(stretched_surprisal, y, w) for y, w in itertools.product(
        (-2.0, 0.3, 5.0), [(0.2, 0.1, 0.4, -0.3), (1.0, 0.7, -1.5, 0.2), (-3.0, 2.0, 0.0, -1.0)])]
    rows += [formula(stretched_surprisal, y, w) for y, w in [(1e6, (0.0, 0.0, 1.0, -1.5)), (1.0, (1.0, -9.0, 0.2, 0.1)), (1.001, (1.0, -9.0, 0.5, 0.0)),
                                                             (3.0, (0.0, 20.0, -0.5, 0.3)), (2.0, (0.0, 0.0, 8.0, 1.0))]]
    write("sinh-arcsinh", SOURCE, made, rows)


# ex-gaussian

def delayed_density(z, k): return k * exp(k * k / 2 - k * z) * cdf(z - k)


def delayed_tails(z, k):
    with mp.workdps(mp.dps + 40 + max(0, int(-mp.log10(k)))):
        part = exp(k * k / 2 - k * z) * cdf(z - k)
        return cdf(z) - part, cdf(-z) + part


def delayed(mu, sigma, tau, ys):
    mu, sigma, tau = mpf(mu), mpf(sigma), mpf(tau)
    k = sigma / tau
    rows = []
    for y in ys:
        z = (mpf(y) - mu) / sigma
        rows.append(tails_point(y, log(delayed_density(z, k) / sigma), *delayed_tails(z, k)))
    quantiles = []
    for p in QUANTILES:
        if p < 0.5: z = solve(mpf(p), True, lambda t: delayed_tails(t, k)[0], mpf(-40), mpf(2) + 2 / k)
        else: z = solve(1 - mpf(p), False, lambda t: delayed_tails(t, k)[1], mpf(-3), mpf(12) + 12 / k)
        quantiles.append((p, mu + sigma * z))
    mode = solve_mode(k)
    width = 3 + 3 / k
    edges = [mpf(-13), -8, -5, -3, -2, -1, 0, 1, 2, 3, 5] + [5 + width * j for j in range(1, 40)]
    entropy = log(sigma) + quad(lambda z: -delayed_density(z, k) * log(delayed_density(z, k)), edges)
    return distribution(f"ex-gaussian(mu={float(mu):g}, sigma={float(sigma):g}, tau={float(tau):g})", rows, quantiles, mean=mu + tau, variance=sigma**2 + tau**2,
                        mode=mu + sigma * mode, entropy=entropy)


def solve_mode(k):
    """phi/Phi = k at z - k, by bisection: the ratio falls."""
    low, high = mpf(0), mpf(45)
    for _ in range(200):
        z = (low + high) / 2
        if phi(z - k) > k * cdf(z - k): low = z
        else: high = z
    return low


def delayed_surprisal(y, n, w):
    z, k = (y - w[0]) / exp(w[1]), exp(w[1] - w[2])
    return w[2] - (k * k / 2 - k * z) - log(cdf(z - k))


def ex_gaussian():
    made = [delayed(0, 1, 2, [-37, -5, -0.5, 0.2, 1, 4, 60, 1400]), delayed(300, 40, 150, [50, 180, 310, 400, 900, 20000]), delayed(-1, 2, 0.1, [-60, -3, -1, 0.5, 20, 60]),
            delayed(5, 0.01, 30, [4.7, 4.99, 5.0, 5.005, 5.02, 6, 40, 9000])]
    rows = [formula(delayed_surprisal, y, w) for y, w in itertools.product((-2.0, 0.3, 5.0), [(0.2, 0.1, 0.4), (1.0, 0.7, -1.5), (-3.0, -1.0, 2.0)])]
    rows += [formula(delayed_surprisal, y, w) for y, w in [(1e4, (0.0, 0.0, 1.0)), (-50.0, (1.0, 0.5, 0.1)), (1.0, (1.0, -9.0, 1.0)), (1.001, (1.0, 1.0, -5.0)), (3.0, (0.0, 3.0, -4.0))]]
    write("ex-gaussian", SOURCE, made, rows)


ALL = {"sinh-arcsinh": sinh_arcsinh, "ex-gaussian": ex_gaussian}
for name in sys.argv[1:] or ALL: ALL[name]()
