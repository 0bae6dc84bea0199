#!/usr/bin/env python3
"""Writes the reference values of geometric and von-mises: what the shared table of distributions lacks (far tails, mode, entropy) and the rows of the
formula. Densities are written from their definitions, tails are sums or integrals of them.

usage: noise_counts.py"""
import functools, itertools, json
from mpmath import mp, mpf, besseli, cos, exp, inf, log, log1p, pi, quad, tan
from reference import FOLDER, distribution, formula, point, write

SOURCE = "mpmath, 40 digits or more; formula, far tails, mode and entropy: Reference/scripts/noise_counts.py"
mp.dps = 42


def extended(noise, extra, summaries, rows):
    """The shared table's rows with mode and entropy, then the extra ones in the place of what an earlier run wrote."""
    path = FOLDER / f"{noise}.json"
    texts = {d["text"] for d in extra}
    old = [d for d in json.loads(path.read_text())["distributions"] if d["text"] not in texts]
    for d in old:
        for key, value in summaries(d["text"]).items(): d[key] = float(value)
    write(noise, SOURCE, old + extra, rows)


def values(text): return [mpf(float(v.split("=")[1].strip(" )"))) for v in text.split("(")[1].split(",")]


def L(x): return float(log(mpf(x)))


# geometric: P(y) = p q^y, p = 1/(1 + mu)
def geometric(y, n, w): return log(1 + exp(w[0])) - y * log(exp(w[0]) / (1 + exp(w[0])))


def geometric_summaries(text):
    mu, = values(text)
    return {"mode": 0, "entropy": log1p(mu) + mu * log1p(1 / mu)}


extra = []
for mu, ys in ((1e-8, (0, 1, 3, 20)), (3, (0, 4, 250, 2500)), (1e12, (0, 1e3, 1e12, 7e13, 1e15))):
    m = mpf(mu)
    at = [point(y, log(1 / (1 + m)) + y * log(m / (1 + m)), -mp.expm1((y + 1) * log(m / (1 + m))), (m / (1 + m)) ** (mpf(y) + 1)) for y in ys]
    extra.append(distribution(f"geometric(mu={mu!r})", at, mean=m, variance=m + m * m, **geometric_summaries(f"g(mu={mu!r})")))
rows = []
for mu in (1e-9, 0.3, 1, 20, 1e4, 1e15):
    for y in sorted({0, 1, 7, float(mp.floor(mu)), float(mp.floor(30 * mu))}): rows.append(formula(geometric, y, [L(mu)]))
extended("geometric", extra, geometric_summaries, rows)


# von-mises
def von_mises(y, n, w): return log(2 * pi) + log(besseli(0, exp(w[1]))) - exp(w[1]) * cos(y - w[0])


def density(y, mu, k): return exp(k * (cos(y - mu) - 1)) / (2 * pi * scaled(k))


@functools.cache
def scaled(k): return besseli(0, k) * exp(-k)


def mass(a, b, mu, k):
    """Between angles, in panels that are narrow where the density is."""
    width = 2 / mp.sqrt(k + 1)
    edges = {a, b} | {mu + s * width * j + 2 * pi * t for j in range(0, 12) for s in (-1, 1) for t in (-1, 0, 1)}
    edges = sorted(e for e in edges if a <= e <= b)
    # Beyond the panels about the mean the density falls from the nearer end on: 46 digits of it are in the first 110/slope.
    total = mpf(0)
    for low, high in zip(edges, edges[1:]):
        step, unit = high - low, max(density(low, mu, k), density(high, mu, k))  # quad's tolerance is absolute
        g = lambda y: density(y, mu, k) / unit
        if step > 3 * width:
            near_low = density(low, mu, k) > density(high, mu, k)
            slope = k * abs(mp.sin((low if near_low else high) - mu)) + mp.sqrt(k)
            cuts = [110 / slope * j / 8 for j in range(9) if 110 / slope * j / 8 < step]
            total += unit * quad(g, [low + c for c in cuts] + [high] if near_low else sorted([high - c for c in cuts] + [low]))
        else: total += unit * quad(g, [low, high])
    return total


def von_mises_summaries(text):
    mu, k = values(text)
    ratio = besseli(1, k) / besseli(0, k)
    return {"mode": mu, "entropy": log(2 * pi * besseli(0, k)) - k * ratio}


extra = []
for mu, k, ys in ((3.1, 4.0, (-3.1, -2.0, 0.0, 1.5, 3.0, 3.141)), (-3.0, 50.0, (-3.14, -2.9, -1.0, 0.5, 3.1)), (0.25, 300.0, (-2.5, -1.0, -0.5, 0.2, 0.9, 3.0)),
                  (1.0, 1e8, (0.9985, 1.0001, 1.0012)), (0.0, 0.05, (-3.1415, -1.0, 2.0, 3.1415))):
    m, c = mpf(mu), mpf(k)
    at = [point(y, log(density(mpf(y), m, c)), mass(-pi, mpf(y), m, c), mass(mpf(y), pi, m, c)) for y in ys]
    text = f"von-mises(mu={mu!r}, concentration={k!r})"
    # The quantile of the double nearest to a cdf is that y, moved by a Newton step of the size of the rounding.
    quantiles = []
    for y in ys[:3]:
        exact = mass(-pi, mpf(y), m, c)
        if float(exact) < 0.9 and abs(y) > 0.1 and density(mpf(y), m, c) > exact / 100: quantiles.append((float(exact), y + (mpf(float(exact)) - exact) / density(mpf(y), m, c)))
    extra.append(distribution(text, at, quantiles, mean=m, variance=1 - besseli(1, c) / besseli(0, c), **von_mises_summaries(text)))
rows = []
for mu, k in itertools.product((0.0, -2.5, 3.1, 40.0), (1e-9, 0.02, 1, 3.9, 4.1, 15.9, 200, 1e6)):
    for y in (-3.0, mu + 2 / float(mp.sqrt(k + 4)), 3.14, 7.5): rows.append(formula(von_mises, y, [mu, L(k)]))
extended("von-mises", extra, von_mises_summaries, rows)
