#!/usr/bin/env python3
"""Writes noise/NAME.json of laplace, asymmetric-laplace, asymmetric-gaussian, cauchy, hyperbolic-secant, generalised-normal and hyperbolic: densities,
tails, moments and quantiles from their definitions, by mpmath; the tails of hyperbolic by quadrature.

usage: noise_real_line.py [NAME ...]"""
import json
import sys
from mpmath import mp, mpf, asinh, atan, cosh, erfc, exp, findroot, gamma, gammainc, log, loggamma, pi, quad, sqrt, tan, besselk, inf
from mpmath.calculus.quadrature import GaussLegendre
from reference import FOLDER, distribution, formula, point, write

SOURCE = "mpmath, 40 digits or more; Reference/scripts/noise_real_line.py"
mp.dps = 60
P = [1e-300, 1e-100, 1e-12, 0.001, 0.1, 0.3, 0.5, 0.75, 0.99, 0.999999999]


def L(x): return float(log(mpf(x)))


def solve(cdf, survival, p, start):
    """The quantile: a root of the logarithm of the smaller tail, by bisection and then secants."""
    p = mpf(p)
    f = (lambda y: log(cdf(y)) - log(p)) if p < 0.5 else (lambda y: log(1 - p) - log(survival(y)))
    low, high = mpf(-start), mpf(start)
    while f(low) > 0: low *= 2
    while f(high) < 0: high *= 2
    for _ in range(40):
        middle = (low + high) / 2
        if f(middle) < 0: low = middle
        else: high = middle
    return findroot(f, (low, high), solver="illinois", tol=mpf(10) ** -80, verify=False)


def laplace(y, n, w): return abs(y - w[0]) / exp(w[1]) + log(2) + w[1]


def check(tau):
    tau = mpf(tau)
    return lambda y, n, w: (tau if y >= w[0] else tau - 1) * (y - w[0]) / exp(w[1]) - log(tau * (1 - tau)) + w[1]


def expectile(tau):
    tau = mpf(tau)
    c = sqrt(pi) / 2 * (1 / sqrt(tau) + 1 / sqrt(1 - tau))
    return lambda y, n, w: (tau if y >= w[0] else 1 - tau) * ((y - w[0]) / exp(w[1])) ** 2 + log(c) + w[1]


def cauchy(y, n, w): return log(pi) + w[1] + log(1 + ((y - w[0]) / exp(w[1])) ** 2)


def secant(y, n, w): return log(cosh((y - w[0]) / exp(w[1]))) + log(pi) + w[1]


def lp(y, n, w):
    p = exp(w[2])
    return abs((y - w[0]) / exp(w[1])) ** p + log(2) + w[1] + loggamma(1 + 1 / p)


def log_k1(x):
    """log(e^x K1(x)); by its asymptotic series (DLMF 10.40.2) where that has all digits."""
    if x < 3000: return log(besselk(1, x)) + x
    total, term = mpf(1), mpf(1)
    for k in range(1, 400):
        term *= (4 - (2 * k - 1) ** 2) / (8 * k * x)
        if abs(term) < mpf(10) ** -(mp.dps + 5): break
        total += term
    return log(total) + log(pi / (2 * x)) / 2


def hyperbolic(y, n, w):
    delta = exp(w[2])
    zeta, z = delta**2, (y - w[0]) / exp(w[1])
    return zeta * (sqrt(1 + (z / delta) ** 2) - 1) + log(2 * delta) + w[1] + log_k1(zeta)


def kept(name): return json.loads((FOLDER / f"{name}.json").read_text())["distributions"]


def summarise(name, values):
    """Adds mode and entropy to the distributions that the shared table has; `values` from their parameters."""
    made = []
    for d in kept(name):
        held = {k: mpf(float(v)) for k, v in (a.split("=") for a in d["text"].split("(")[1].rstrip(")").split(", "))}
        mode, entropy = values(**held)
        head = {"text": d["text"], "mean": d["mean"], "variance": d["variance"], "mode": float(mode), "entropy": float(entropy)}
        made.append({**head, "at": d["at"], "quantiles": d["quantiles"]})
    return made


def rows(f, y, scale=(0.5, 0.7), noise=None, shapes=()):
    made = []
    for v in y:
        row = formula(f, v, [*scale, *shapes])
        made.append({"noise": noise, **row} if noise else row)
    return made


FAR = [-1e100, -800, -30, -1, 0.4, 0.625, 8, 800, 1e100]


def make_laplace():
    write("laplace", SOURCE, summarise("laplace", lambda mu, scale: (mu, 1 + log(2 * scale))), rows(laplace, FAR) + rows(laplace, [1e-9, -3.0], (0.0, -18.0)))


def make_asymmetric_laplace():
    made = []
    for tau in (0.5, 0.1, 1e-6, 0.999): made += rows(check(tau), FAR, noise=f"asymmetric-laplace(tau={tau!r})")
    extreme = []
    for mu, s, tau, ys in ((0, 1, 1e-6, [-700.0, -1.0, 1e-3, 5.0, 1e6, 6e8]), (3, 2, 0.9999, [-1e6, 2.0, 3.0, 3.5, 10.0, 1300.0])):
        t, m, b = mpf(tau), mpf(mu), mpf(s)
        cdf = lambda y: t * exp((1 - t) * (y - m) / b) if y < m else 1 - (1 - t) * exp(-t * (y - m) / b)
        survival = lambda y: (1 - t) * exp(-t * (y - m) / b) if y >= m else 1 - t * exp((1 - t) * (y - m) / b)
        quantile = lambda p: m + b * log(p / t) / (1 - t) if p <= t else m - b * log((1 - p) / (1 - t)) / t
        extreme.append(distribution(
            f"asymmetric-laplace(mu={mu}, scale={s}, tau={tau!r})",
            [point(y, -check(tau)(mpf(y), 1, [m, log(b)]), cdf(mpf(y)), survival(mpf(y))) for y in ys], [(p, quantile(mpf(p))) for p in P],
            mean=m + b * (1 - 2 * t) / (t * (1 - t)), variance=b * b * (1 - 2 * t + 2 * t * t) / (t * (1 - t)) ** 2, mode=m, entropy=1 + log(b / (t * (1 - t)))))
    old = [d for d in summarise("asymmetric-laplace", lambda mu, scale, tau: (mu, 1 + log(scale / (tau * (1 - tau))))) if d["text"] not in [e["text"] for e in extreme]]
    write("asymmetric-laplace", SOURCE, old + extreme, made)


def make_asymmetric_gaussian():
    made, at = [], []
    for tau in (0.5, 0.1, 1e-6, 0.999): made += rows(expectile(tau), FAR, noise=f"asymmetric-gaussian(tau={tau!r})")
    for mu, s, tau, ys in (
            (0, 1, 0.5, [-38.0, -5.0, -0.1, 0.0, 1.5, 10.0]), (1, 0.5, 0.2, [-13.0, -1.0, 0.9, 1.0, 1.25, 4.0, 25.0]), (-3, 20, 0.99, [-3000.0, -100.0, -3.5, 0.0, 200.0, 500.0]),
            (0, 1, 1e-6, [-20.0, -0.5, 0.25, 1000.0, 20000.0])):
        t, m, b = mpf(tau), mpf(mu), mpf(s)
        c = sqrt(pi) / 2 * (1 / sqrt(t) + 1 / sqrt(1 - t))
        low = lambda z: sqrt(pi) / 2 / sqrt(1 - t) * erfc(-z * sqrt(1 - t)) / c
        high = lambda z: sqrt(pi) / 2 / sqrt(t) * erfc(z * sqrt(t)) / c
        cdf = lambda y: low((y - m) / b) if y < m else 1 - high((y - m) / b)
        survival = lambda y: high((y - m) / b) if y >= m else 1 - low((y - m) / b)
        first = (1 / (2 * t) - 1 / (2 * (1 - t))) / c
        second = sqrt(pi) / 4 * (t ** mpf(-1.5) + (1 - t) ** mpf(-1.5)) / c
        at.append(distribution(
            f"asymmetric-gaussian(mu={mu}, sigma={s}, tau={tau!r})",
            [point(y, -expectile(tau)(mpf(y), 1, [m, log(b)]), cdf(mpf(y)), survival(mpf(y))) for y in ys], [(p, solve(cdf, survival, p, 50 * b / sqrt(t))) for p in P],
            mean=m + b * first, variance=b * b * (second - first**2), mode=m, entropy=mpf(1) / 2 + log(b * c)))
    write("asymmetric-gaussian", SOURCE, at, made)


def make_cauchy():
    made = rows(cauchy, FAR) + rows(cauchy, [1e200, -1e7, 1e-9], (0.0, -18.0)) + rows(cauchy, [0.0, 1e-170, 1.0], (0.0, 0.0))
    write("cauchy", SOURCE, summarise("cauchy", lambda mu, scale: (mu, log(4 * pi * scale))), made)


def make_hyperbolic_secant():
    at = []
    for mu, s, ys in ((0, 1, [-700.0, -40.0, -1.0, -1e-5, 0.0, 0.5, 3.0, 36.0, 500.0]), (2.5, 0.1, [2.0, 2.45, 2.6, 9.0]), (-5, 1e5, [-4e6, 0.0, 1e6])):
        m, b = mpf(mu), mpf(s)
        tail = lambda z: 2 / pi * atan(exp(-z))
        quantile = lambda p: m + b * log(tan(pi * p / 2)) if p < mpf("0.6") else m - b * log(tan(pi * (1 - p) / 2))
        spread = quad(lambda z: z * z / cosh(z), [-inf, -1, 0, 1, inf]) / pi
        surprise = quad(lambda z: log(cosh(z)) / cosh(z), [-150, -30, -1, 0, 1, 30, 150]) / pi
        at.append(distribution(
            f"hyperbolic-secant(mu={mu}, scale={s!r})", [point(y, -secant(mpf(y), 1, [m, log(b)]), tail((m - y) / b), tail((y - m) / b)) for y in ys],
            [(p, quantile(mpf(p))) for p in P], mean=m, variance=b * b * spread, mode=m, entropy=surprise + log(pi * b)))
    write("hyperbolic-secant", SOURCE, at, rows(secant, [v for v in FAR if abs(v) < 1e99]) + rows(secant, [0.0, 1e-9, -1e-4, 0.9999, 1.0001, 2.0, -2.5, 1e5], (0.0, 0.0)))


def make_generalised_normal():
    at, made = [], []
    for p in (0.3, 1, 1 + 1e-9, 1.5, 2 - 1e-9, 2, 2 + 1e-9, 3, 20, 1e4): made += rows(lp, [-1.5, -1.0, 0.4, 0.625, 2.51] + ([-30.0, 40.0] if p < 100 else []), shapes=(L(p),))
    for p in (0.3, 1, 1.5, 2, 3.7): made += rows(lp, [-1e60, 1e60], shapes=(L(p),))
    for mu, s, p, ys in (
            (0, 1, 0.3, [-1e9, -20.0, -1e-6, 0.0, 0.5, 1e3]), (0, 1, 1, [-690.0, -1.0, 0.5, 40.0]), (2, 3, 1.5, [-150.0, -1.0, 1.999, 2.0, 2.5, 90.0]),
            (0, 1, 2, [-25.0, -1.0, 0.5, 5.0]), (-1, 0.5, 3, [-5.0, -1.25, -0.75, 3.0]), (0, 10, 20, [-13.5, -9.0, 0.25, 11.0]), (0, 1, 500, [-0.999, 0.25, 1.0, 1.01])):
        m, b, q = mpf(mu), mpf(s), mpf(p)
        a = 1 / q
        upper = lambda z: gammainc(a, z**q, inf, regularized=True) / 2 if z >= 0 else 1 - gammainc(a, (-z) ** q, inf, regularized=True) / 2
        at.append(distribution(
            f"generalised-normal(mu={mu}, scale={s!r}, power={p!r})",
            [point(y, -lp(mpf(y), 1, [m, log(b), log(q)]), upper((m - y) / b), upper((y - m) / b)) for y in ys],
            [(v, m if v == 0.5 else m + b * solve(lambda z: upper(-z), upper, v, 4)) for v in P],
            mean=m, variance=b * b * exp(loggamma(3 * a) - loggamma(a)), mode=m, entropy=a + log(2 * b * gamma(1 + a))))
    write("generalised-normal", SOURCE, at, made)


def make_hyperbolic():
    mp.dps = 45
    at, made = [], []
    nodes = GaussLegendre(mp).calc_nodes(6, mp.prec)
    for delta in (1e-6, 0.01, 0.7, 1, 5, 300, 1e8):
        made += rows(hyperbolic, [-30.0, -1.0, 0.4, 0.625, 2.5, 60.0], shapes=(L(delta),))
        if delta < 1000: made += rows(hyperbolic, [-1e60, 1e200], shapes=(L(delta),))
    for mu, s, delta, ys in (
            (0, 1, 1, [-600.0, -3.0, -0.01, 0.0, 0.5, 40.0]), (2, 3, 0.05, [-30000.0, -1.0, 1.999, 2.5, 900.0]), (-1, 0.5, 6, [-20.0, -1.25, -0.75, 3.0]),
            (0, 10, 100, [-350.0, -9.0, 0.25, 60.0]), (0, 1, 0.001, [-5e5, -1e-4, 3.0, 1e3])):
        m, b, d = mpf(mu), mpf(s), mpf(delta)
        zeta = d * d
        k0, k1, k2 = (besselk(i, zeta) for i in range(3))

        def tail(z):
            """P(Z > z), z > 0, with z = delta sinh v."""
            start = asinh(z / d)
            end = mp.acosh(cosh(start) + 110 / zeta)
            half, total = (end - start) / 10, mpf(0)
            for panel in range(5):
                for x, w in nodes:
                    e = exp(start + half * (2 * panel + 1 + x))
                    c = (e + 1 / e) / 2
                    total += w * exp(-zeta * c) * c
            return half * total / (2 * k1)

        def quantile(p):
            """Newton on the logarithm of the tail."""
            q, z = mpf(p) if p < 0.5 else 1 - mpf(p), mpf(1)
            for _ in range(100):
                t = tail(z)
                step = log(t / q) * t * (2 * d * k1) * exp(zeta * sqrt(1 + (z / d) ** 2))
                z = max(z + step, z / 8)
                if abs(step) < mpf(10) ** -20 * z: break
            return -z if p < 0.5 else z

        upper = lambda z: tail(z) if z > 0 else 1 - tail(-z) if z < 0 else mpf(1) / 2
        quantiles = [(v, m if v == 0.5 else m + b * quantile(v)) for v in (1e-300, 1e-12, 0.1, 0.5, 0.75, 0.999999999)]
        at.append(distribution(
            f"hyperbolic(mu={mu}, sigma={s!r}, delta={delta!r})",
            [point(y, -hyperbolic(mpf(y), 1, [m, log(b), log(d)]), upper((m - y) / b), upper((y - m) / b)) for y in ys], quantiles,
            mean=m, variance=b * b * k2 / k1, mode=m, entropy=log(2 * b * d * k1) + zeta * (k0 / k1 + 1 / zeta)))
    write("hyperbolic", SOURCE, at, made)


for name in sys.argv[1:] or ["laplace", "asymmetric-laplace", "asymmetric-gaussian", "cauchy", "hyperbolic-secant", "generalised-normal", "hyperbolic"]:
    globals()["make_" + name.replace("-", "_")]()
