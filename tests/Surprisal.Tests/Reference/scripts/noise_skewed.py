#!/usr/bin/env python3
"""Writes reference values of skew-normal, gumbel, gumbel-min and epsilon-insensitive to noise/NAME.json: distributions from the density by quadrature or
closed form at 50 digits, formula rows from the definition at 120. The first distributions of skew-normal and gumbel are those of the shared table, which
stay as they are; mode and entropy are added to them.

usage: noise_skewed.py [NAME ...]"""
import itertools
import json
import sys
from mpmath import mp, mpf, log, exp, expm1, log1p, pi, sqrt, erfc, euler, quad, findroot, inf
from reference import FOLDER, distribution, formula, point, write

SOURCE = "mpmath, 40 digits or more: Reference/scripts/noise_skewed.py"
mp.dps = 50


def phi_cdf(x): return erfc(-x / sqrt(mpf(2))) / 2


def tail(f, start, direction, width):
    """The integral of a log-concave density from `start` outwards, in panels that widen from the width over which it falls; relative to the density
    there, because mpmath ends at an absolute error."""
    total, at, w, unit = mpf(0), mpf(start), mpf(width), f(mpf(start))
    while True:
        part = quad(lambda t: f(t) / unit, [at, at + direction * w])
        total += abs(part)
        if abs(part) < total * mpf(10) ** -45: return total * unit
        at += direction * w
        w *= mpf(5) / 4


def kept(name, count, extra):
    """The first distributions of the file, which are the shared table's, mode and entropy added by `extra`."""
    out = []
    for d in json.loads((FOLDER / f"{name}.json").read_text())["distributions"][:count]:
        arguments = {k.strip(): mpf(v) for k, v in (a.split("=") for a in d["text"].split("(")[1].rstrip(")").split(","))}
        mode, entropy = extra(**arguments)
        out.append({"text": d["text"], "mean": d["mean"], "variance": d["variance"], "mode": float(mode), "entropy": float(entropy),
                    "at": d["at"], "quantiles": d["quantiles"]})
    return out


def tails_point(y, log_density, lower, upper):
    """A row whose logarithm near 0 is that of the other tail."""
    row = point(y, log_density, lower, upper)
    if lower < mpf(10) ** -9: row["logSurvival"] = float(log1p(-lower))
    if upper < mpf(10) ** -9: row["logCdf"] = float(log1p(-upper))
    return row


# skew-normal

def skew_density(z, a): return 2 * exp(-z * z / 2) / sqrt(2 * pi) * phi_cdf(a * z)


def skew_tails(z, a):
    width = lambda d: min(mpf(1), 1 / (1 + abs(z)) if d * a >= 0 else 1 / (1 + (1 + a * a) * abs(z)), 1 / (1 + abs(a)))
    side = lambda d: tail(lambda t: skew_density(t, a), z, d, width(d))
    half = 2 * (phi_cdf(z) - mpf(1) / 2) if z * a > 0 else mpf(0)
    if z * a >= 0 and a != 0:
        # On the long side: the tail by itself beyond the middle, else its complement.
        long = side(1 if a > 0 else -1) if abs(half) > mpf(1) / 2 else 1 - side(-1 if a > 0 else 1)
        return (1 - long, long) if a > 0 else (long, 1 - long)
    if a == 0: return phi_cdf(z), phi_cdf(-z)
    thin = side(-1 if a > 0 else 1)
    return (thin, 1 - thin) if a > 0 else (1 - thin, thin)


def skew_extra(location, scale, slant):
    h = lambda x: exp(-x * x / 2) / sqrt(2 * pi) / phi_cdf(x)
    start = mpf(0) if slant == 0 else mpf(1) / 2 / (1 if abs(slant) < 2 else abs(slant) / 4) * (1 if slant > 0 else -1)
    z = findroot(lambda t: t - slant * h(slant * t), start, tol=1e-60) if slant != 0 else mpf(0)
    f = lambda t: -skew_density(t, slant) * log(skew_density(t, slant))
    w = 1 / (1 + abs(slant))
    parts = [-45 * w, -12 * w, -4 * w, -w, 0, w, 4 * w, 12 * w] if slant > 0 else [-12 * w, -4 * w, -w, 0, w, 4 * w, 12 * w, 45 * w]
    edges = sorted(set([mpf(p) for p in parts] + [mpf(p) for p in ((-14 if slant <= 0 else -14 * w), -6, -3, -1, 1, 3, 6, (14 if slant >= 0 else 14 * w))
                                                  if (p < 0 and slant <= 0) or (p > 0 and slant >= 0) or slant == 0]))
    return location + scale * z, log(scale) + quad(f, edges)


def skew_normal_distribution(location, scale, slant, ys):
    location, scale, slant = mpf(location), mpf(scale), mpf(slant)
    delta = slant / sqrt(1 + slant * slant)
    rows = []
    for y in ys:
        z = (mpf(y) - location) / scale
        rows.append(tails_point(y, log(skew_density(z, slant) / scale), *skew_tails(z, slant)))
    mode, entropy = skew_extra(location, scale, slant)
    quantiles = []
    for p in (1e-300, 1e-30, 1e-5, 0.3, 0.5, 0.9, 0.999):
        target = log(mpf(p))
        lower = p < 0.5
        def g(z):
            low, high = skew_tails(z, slant)
            return log(low) - target if lower else log(high) - log(1 - mpf(p))
        z = findroot(g, quantile_guess(p, float(slant)), solver="secant", tol=1e-35, maxsteps=60)
        quantiles.append((p, location + scale * z))
    return distribution(f"skew-normal(location={float(location):g}, scale={float(scale):g}, slant={float(slant):g})", rows, quantiles,
                        mean=location + scale * delta * sqrt(2 / pi), variance=scale**2 * (1 - 2 * delta**2 / pi), mode=mode, entropy=entropy)


def quantile_guess(p, slant):
    """Two starting points of the secant method, from bisection in doubles."""
    from math import erfc as e, sqrt as s, log as l
    mp.dps = 15
    low, high = mpf(-45), mpf(45)
    for _ in range(40):
        mid = (low + high) / 2
        below, above = skew_tails(mid, mpf(slant))
        if (log(below) < log(mpf(p))) if p < 0.5 else (log(above) > log(1 - mpf(p))): low = mid
        else: high = mid
    mp.dps = 50
    return low, high


def skew_surprisal(y, n, w):
    z = (y - w[0]) / exp(w[1])
    return -log(skew_density(z, w[2])) + w[1]


def skew_normal():
    made = [skew_normal_distribution(0, 1, 3, [-10, -1, -0.01, 0.02, 1.5, 38, 50]),
            skew_normal_distribution(10, 0.25, -100, [-2, 9.5, 9.999, 10.003, 10.02, 10.09]),
            skew_normal_distribution(-1, 20, 0.01, [-700, -21, 0, 740])]
    rows = [formula(skew_surprisal, y, w) for y, w in itertools.product(
        (-3.0, 0.2, 4.0), [(0.3, 0.1, 1.5), (-1.0, 1.2, -4.0), (0.0, -1.0, 0.0), (0.25, 0.0, 30.0)])]
    rows += [formula(skew_surprisal, y, w) for y, w in [(1e3, (0.0, 0.0, -2.0)), (-1e5, (3.0, 1.0, 40.0)), (1.0, (1.0, -9.0, 1e4)), (1.0001, (1.0, -9.0, 1e4)),
                                                        (1.01, (1.0, -2.0, 1e6)), (5.0, (-3.0, 18.0, 0.7)), (1e150, (0.0, 1.0, 0.5)), (2.0, (0.0, 0.0, 1e-12))]]
    write("skew-normal", SOURCE, kept("skew-normal", 3, skew_extra) + made, rows)


# gumbel

def gumbel_point(y, z, s, sign):
    t = exp(-z)
    lower, upper = exp(-t), -expm1(-t)
    return tails_point(y, -z - t - log(s), *((lower, upper) if sign > 0 else (upper, lower)))


def gumbel_distribution(name, sign, mu, scale, ys):
    mu, scale = mpf(mu), mpf(scale)
    rows = [gumbel_point(y, sign * (mpf(y) - mu) / scale, scale, sign) for y in ys]
    quantiles = [(p, mu - scale * log(-log(mpf(p))) if sign > 0 else mu + scale * log(-log1p(-mpf(p))))
                 for p in (1e-300, 1e-12, 0.001, 0.1, 0.5, 0.75, 0.99, 0.999999999)]
    return distribution(f"{name}(mu={float(mu):g}, scale={float(scale):g})", rows, quantiles, mean=mu + sign * scale * euler,
                        variance=scale**2 * pi**2 / 6, mode=mu, entropy=log(scale) + euler + 1)


def gumbel_surprisal(sign):
    def surprisal(y, n, w):
        z = sign * (y - w[0]) / exp(w[1])
        return z + exp(-z) + w[1]
    return surprisal


GUMBEL_ROWS = list(itertools.product((-2.0, 0.3, 5.0), [(0.2, 0.1), (1.0, -0.7), (-3.0, 2.0)])) + [
    (1e4, (0.0, 0.0)), (-20.0, (1.0, 1.0)), (1.0, (1.0, -15.0)), (1.0000001, (1.0, -15.0)), (3.0, (0.0, 30.0)), (600.0, (0.0, 0.0)), (-600.0, (0.0, 0.0))]


def gumbel():
    table = kept("gumbel", 2, lambda mu, scale: (mu, log(scale) + euler + 1))
    for d in table:
        for row in d["at"]:
            mu, scale = (mpf(a.split("=")[1]) for a in d["text"].split("(")[1].rstrip(")").split(","))
            row.update(gumbel_point(row["y"], (mpf(row["y"]) - mu) / scale, scale, 1))
    made = [gumbel_distribution("gumbel", 1, -2, 40, [-260, -200, 0, 500, 30000])]
    write("gumbel", SOURCE, table + made, [formula(gumbel_surprisal(1), y, w) for y, w in GUMBEL_ROWS])


def gumbel_min():
    made = [gumbel_distribution("gumbel-min", -1, 0, 1, [-700, -50, -3, 0, 1, 5, 6.5]), gumbel_distribution("gumbel-min", -1, 10, 0.3, [-200, 9, 10, 10.5, 11.9]),
            gumbel_distribution("gumbel-min", -1, -2, 40, [-30000, -500, 0, 200, 260])]
    write("gumbel-min", SOURCE, made, [formula(gumbel_surprisal(-1), -y, (-w[0], w[1])) for y, w in GUMBEL_ROWS])


# epsilon-insensitive

def tube_distribution(mu, scale, epsilon, ys):
    mu, s, e = mpf(mu), mpf(scale), mpf(epsilon)
    density = lambda y: exp(-max(mpf(0), abs(y - mu) - e) / s) / (2 * (s + e))
    rows = []
    for y in ys:
        d = abs(mpf(y) - mu)
        small = s * exp(-(d - e) / s) / (2 * (s + e)) if d >= e else (s + e - d) / (2 * (s + e))
        rows.append(tails_point(y, log(density(mpf(y))), *((1 - small, small) if y > mu else (small, 1 - small))))
    edge = s / (2 * (s + e))
    quantiles = []
    for p in (1e-300, 1e-12, 0.001, 0.1, 0.45, 0.5, 0.75, 0.99, 0.999999999):
        q = min(mpf(p), 1 - mpf(p))
        d = e + s * log(edge / q) if q < edge else (1 - 2 * q) * (s + e)
        quantiles.append((p, mu - d if p < 0.5 else mu + d))
    variance = 2 * (e**3 / 3 + quad(lambda x: (x + e) ** 2 * exp(-x / s), [0, s, 4 * s, 20 * s, 60 * s, 150 * s])) / (2 * (s + e))
    return distribution(f"epsilon-insensitive(mu={float(mu):g}, scale={float(scale):g}, epsilon={float(epsilon):g})", rows, quantiles, mean=mu, variance=variance,
                        mode=mu - e, entropy=log(2 * (s + e)) + s / (s + e))


def tube_surprisal(epsilon):
    e = mpf(epsilon)
    return lambda y, n, w: max(mpf(0), abs(y - w[0]) - e) / exp(w[1]) + log(2 * (exp(w[1]) + e))


def epsilon_insensitive():
    made = [tube_distribution(0, 1, 0.5, [-700, -80, -0.6, -0.25, 0, 0.4, 3, 90]), tube_distribution(2, 0.01, 4, [-30, -2.1, -1.5, 1, 5.9, 6.5, 12]),
            tube_distribution(-5, 30, 0, [-2000, -6, -5, 1, 2500])]
    rows = [formula(tube_surprisal(0.1), y, w) for y, w in itertools.product((-2.0, 0.25, 5.0), [(0.2, 0.1), (1.0, -0.7), (-3.0, 2.0), (0.3, -3.0)])]
    rows += [formula(tube_surprisal(0.1), y, w) for y, w in [(1e8, (0.0, 0.0)), (1.05, (1.0, -15.0)), (3.0, (0.0, 30.0)), (1.2, (1.0, -12.0))]]
    for e in (2.0, 0.0):
        rows += [{"noise": f"epsilon-insensitive(epsilon={e:g})", **formula(tube_surprisal(e), y, w)} for y, w in [(1.0, (0.2, 0.3)), (-7.0, (0.2, 0.3)), (9.0, (1.0, -4.0))]]
    write("epsilon-insensitive", SOURCE, made, rows)


ALL = {"skew-normal": skew_normal, "gumbel": gumbel, "gumbel-min": gumbel_min, "epsilon-insensitive": epsilon_insensitive}
for name in sys.argv[1:] or ALL: ALL[name]()
