#!/usr/bin/env python3
"""Writes the reference values of tweedie: noise/tweedie.json. The density and the tails are the series of the compound poisson-gamma distribution
summed term by term at 50 digits and more, from their definition. The distributions of the shared table keep their rows.

usage: noise_tweedie.py"""
import itertools, json
from mpmath import mp, mpf, exp, expm1, log, log1p, loggamma, gammainc, quad, findroot, inf
from reference import FOLDER, distribution, formula, point, write

mp.dps = 50
SOURCE = "mpmath, 40 digits or more; Reference/scripts/noise_tweedie.py"


def parts(mu, phi, p):
    return mu ** (2 - p) / (phi * (2 - p)), (2 - p) / (p - 1), phi * (p - 1) * mu ** (p - 1)


def series(term, start):
    """Sum of positive terms from their peak outwards."""
    start, total, floor = max(1, int(start)), mpf(0), mpf(10) ** (-mp.dps)
    for step in (1, -1):
        j = start if step > 0 else start - 1
        while j >= 1:
            value = term(j)
            total += value
            if abs(value) < abs(total) * floor: break
            j += step
    return total


def surprisal_of(p):
    p = mpf(p)

    def surprisal(y, n, w):
        mu, phi = exp(w[0]), exp(w[1])
        rate, a, g = parts(mu, phi, p)
        if y == 0: return rate
        logx = log(rate) + a * log(y / g)
        peak = y ** (2 - p) / (phi * (2 - p))
        top = lambda j: j * logx - loggamma(mpf(j) + 1) - loggamma(j * a)
        level = top(max(1, int(peak)))
        return rate + y / g + log(y) - level - log(series(lambda j: exp(top(j) - level), peak))
    return surprisal


def rows_of(mu, phi, p, points, quantiles=()):
    text = f"tweedie(mu={mu!r}, dispersion={phi!r}, power={p!r})"
    m, f, q = mpf(mu), mpf(phi), mpf(p)
    rate, a, g = parts(m, f, q)
    s = surprisal_of(p)
    density = lambda y: s(mpf(y), 1, [log(m), log(f)])

    def tails(y):
        x, peak = mpf(y) / g, mpf(y) ** (2 - q) / (f * (2 - q))
        pois = lambda j: exp(j * log(rate) - rate - loggamma(mpf(j) + 1))
        if y == 0: return exp(-rate), -expm1(-rate)
        with mp.workdps(70):
            upper = series(lambda j: pois(j) * gammainc(j * a, x, inf, regularized=True), max(peak, rate) if y < mu else peak)
            lower = exp(-rate) + series(lambda j: pois(j) * gammainc(j * a, 0, x, regularized=True), min(peak, rate) if y > mu else peak)
        assert abs(upper + lower - 1) < mpf(10) ** -40, (text, y, upper + lower)
        return lower, upper

    at = [point(y, -density(y), *tails(y)) for y in points]
    found = []
    for pr, guess in quantiles:
        y = findroot(lambda t: log(tails(exp(t))[0] / mpf(pr)) if pr < 0.5 else log(tails(exp(t))[1] / (1 - mpf(pr))), (log(mpf(guess)) - 0.01, log(mpf(guess)) + 0.01), solver="secant", tol=1e-35) if pr > exp(-rate) else None
        found.append((pr, exp(y) if y is not None else 0))
    extra = {}
    if rate < 40:
        # The density has an integrable singularity at 0, so the integral runs over log y.
        mp.dps = 25
        h = lambda t: (lambda d: exp(t - d) * d)(density(exp(t)))
        extra["entropy"] = exp(-rate) * rate + quad(h, [-700, -200, -60, -30, -15, -8, -5, -3, -2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9], maxdegree=5) if mu < 20 else None
        mp.dps = 50
        if extra["entropy"] is None: del extra["entropy"]
    return distribution(text, at, found, mean=m, variance=f * m ** q, **extra)


own = [rows_of(1.0, 1.0, 1.5, [1e-12, 1e-3, 0.5, 2.5, 30.0, 120.0], [(0.1, 1), (0.2, 0.1), (0.5, 0.8), (0.9, 2), (0.999, 6)]),
       rows_of(2.0, 50.0, 1.5, [0.0, 1e-6, 1.0, 60.0, 5000.0], [(0.9, 1), (0.97, 10)]),
       rows_of(3.0, 0.02, 1.5, [0.9, 1.5, 2.9, 3.0, 3.4, 6.0, 9.0], [(1e-9, 1.2), (0.5, 3), (0.999999999, 5)]),
       rows_of(100.0, 0.05, 1.3, [45.0, 98.0, 100.0, 130.0, 200.0], [(0.5, 100)]),
       rows_of(0.7, 0.4, 1.05, [0.0, 0.02, 0.3, 0.65, 3.0], [(0.7, 0.7)]),
       rows_of(5.0, 0.8, 1.95, [0.0, 1e-5, 0.1, 4.0, 40.0, 300.0], [(0.01, 0.1), (0.5, 4), (0.999, 25)])]
shared = [d for d in json.loads((FOLDER / "tweedie.json").read_text())["distributions"] if "computedParameters" in d or not any(d["text"] == o["text"] for o in own)]
shared = shared[:3]

L = lambda x: float(log(mpf(x)))
cases = []
for p in (1.5, 1.2, 1.85):
    name = "tweedie" if p == 1.5 else f"tweedie(power={p})"
    for mu, phi in itertools.product([1e-3, 1.0, 40.0], [1e-3, 0.3, 2.0, 1e4]):
        for y in sorted({0.0, 1e-8, 0.03, 1.0, float(mu), float(2.5 * mu)}):
            if mpf(max(y, mu)) ** (2 - mpf(p)) / phi < 3000 and mpf(y) / mu < 3e3: cases.append((p, name, y, [L(mu), L(phi)]))
cases += [(1.5, "tweedie", 1e-200, [0.5, 0.3]), (1.5, "tweedie", 1e6, [L(1.01e6), L(0.1)]), (1.5, "tweedie", 3.0, [-20.0, 3.0]), (1.5, "tweedie", 3.0, [20.0, 3.0]), (1.01, "tweedie(power=1.01)", 0.7, [0.1, -0.5]),
          (1.99, "tweedie(power=1.99)", 0.7, [0.1, -3.5]), (1.99, "tweedie(power=1.99)", 2.0, [0.1, 0.7])]
rows = []
for p, name, y, w in cases:
    row = formula(surprisal_of(p), y, w)
    rows.append({"noise": name, **row} if name != "tweedie" else row)
write("tweedie", SOURCE, shared + own, rows)
