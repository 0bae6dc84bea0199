#!/usr/bin/env python3
"""Writes the reference values of logit-normal, kumaraswamy and continuous-bernoulli to noise/NAME.json, from their densities and distribution
functions as they are defined; moments and entropies without a closed form by quadrature.

usage: noise_shares.py"""
import itertools
from mpmath import mp, mpf, exp, expm1, log, log1p, quad, sqrt, pi, erfc, erfinv, beta, psi, euler, findroot
from reference import distribution, formula, point, write

mp.dps = 60
SOURCE = "mpmath, 40 digits or more; Reference/scripts/noise_shares.py"
L = lambda x: float(log(mpf(x)))
one = mpf(1)


def logit_normal(y, n, w):
    sigma = exp(w[1])
    z = (log(y) - log1p(-y) - w[0]) / sigma
    return z * z / 2 + log(sigma) + log(2 * pi) / 2 + log(y) + log1p(-y)


def kumaraswamy(y, n, w):
    a, b = exp(w[0]), exp(w[1])
    with mp.workdps(mp.dps + 400): return -log(a) - log(b) - (a - 1) * log(y) - (b - 1) * log(1 - y ** a)


def continuous_bernoulli(y, n, w):
    t = w[0]
    with mp.workdps(mp.dps + 100):
        if t == 0: return mpf(0)
        p, q = 1 / (1 + exp(-t)), 1 / (1 + exp(t))
        return -y * log(p) - (1 - y) * log(q) - log((log(p) - log(q)) / (p - q))


def of_logit_normal(mu, sigma, points, ps):
    m, s = mpf(mu), mpf(sigma)
    z = lambda y: (log(mpf(y)) - log1p(-mpf(y)) - m) / s
    at = [point(y, -logit_normal(mpf(y), 1, [m, log(s)]), erfc(-z(y) / sqrt(mpf(2))) / 2, erfc(z(y) / sqrt(mpf(2))) / 2) for y in points]
    share = lambda t: 1 / (1 + exp(-t))
    normal = lambda t: exp(-t * t / 2) / sqrt(2 * pi)
    cuts = [-18, -12, -8, -6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 8, 12, 18]
    mean = quad(lambda t: share(m + s * t) * normal(t), cuts)
    variance = quad(lambda t: (share(m + s * t) - mean) ** 2 * normal(t), cuts)
    entropy = log(s) + log(2 * pi) / 2 + one / 2 + quad(lambda t: normal(t) * (-log1p(exp(-m - s * t)) - log1p(exp(m + s * t))), cuts)
    slope = lambda x: x - m - s * s * mp.tanh(x / 2)
    mode = share(findroot(slope, m - s * s * (1 if m <= 0 else -1), tol=1e-60)) if s > 0.5 or True else None
    q = [(p, share(m + s * sqrt(mpf(2)) * erfinv(2 * mpf(p) - 1))) for p in ps]
    return distribution(f"logit-normal(mu={mu!r}, sigma={sigma!r})", at, q, mean=mean, variance=variance, mode=mode, entropy=entropy)


def of_kumaraswamy(a, b, points, ps):
    A, B = mpf(a), mpf(b)
    with mp.workdps(400):
        upper = lambda y: (1 - mpf(y) ** A) ** B
        at = [point(y, -kumaraswamy(mpf(y), 1, [log(A), log(B)]), 1 - upper(y), upper(y)) for y in points]
        q = [(p, (1 - (1 - mpf(p)) ** (1 / B)) ** (1 / A)) for p in ps]
    mean, second = B * beta(1 + 1 / A, B), B * beta(1 + 2 / A, B)
    mode = None if a < 1 or b < 1 else 0 if a == 1 else 1 if b == 1 else ((A - 1) / (A * B - 1)) ** (1 / A)
    entropy = 1 - 1 / B + (1 - 1 / A) * (psi(0, B + 1) + euler) - log(A * B)
    return distribution(f"kumaraswamy(a={a!r}, b={b!r})", at, q, mean=mean, variance=second - mean ** 2, mode=mode, entropy=entropy)


def of_continuous_bernoulli(lam, points, ps):
    p = mpf(lam)
    with mp.workdps(120):
        t = log(p) - log1p(-p)
        at = []
        for y in points:
            v = mpf(y)
            lower, upper = (v, 1 - v) if t == 0 else (expm1(t * v) / expm1(t), expm1(-t * (1 - v)) / expm1(-t))
            at.append(point(y, -continuous_bernoulli(v, 1, [t]), lower, upper))
        q = [(r, mpf(r) if t == 0 else log1p(mpf(r) * expm1(t)) / t) for r in ps]
        mean = one / 2 if t == 0 else 1 / (1 - exp(-t)) - 1 / t
        variance = one / 12 if t == 0 else 1 / t ** 2 - exp(t) / expm1(t) ** 2
        entropy = mpf(0) if t == 0 else log(expm1(t) / t) - t * mean
    return distribution(f"continuous-bernoulli(lambda={lam!r})", at, q, mean=mean, variance=variance, mode=1 if t > 0 else 0, entropy=entropy)


low = [1e-12, 0.001, 0.1, 0.5, 0.9, 0.999]
write("logit-normal", SOURCE, [
    of_logit_normal(0.0, 1.0, [1e-16, 1e-9, 0.001, 0.3, 0.5, 0.500001, 0.9, 0.999999], low),
    of_logit_normal(-3.0, 0.4, [1e-6, 0.01, 0.047, 0.2, 0.9], low),
    of_logit_normal(2.5, 0.05, [0.86, 0.9, 0.93, 0.95], low),
    of_logit_normal(0.7, 2.5, [1e-12, 0.01, 0.5, 0.99, 0.9999999], low),
    of_logit_normal(-8.0, 1.7, [1e-20, 1e-5, 3e-4, 0.01, 0.5, 0.99], low),
    of_logit_normal(1.0, 1e-4, [0.729, 0.731, 0.7315, 0.733], low)],
    [formula(logit_normal, y, [m, s]) for y, m, s in itertools.product((1e-300, 1e-9, 0.02, 0.5, 0.5000001, 0.8, 1 - 2.0 ** -53), (-6.0, 0.0, 0.4), (-7.0, 0.2, 2.0))])
write("kumaraswamy", SOURCE, [
    of_kumaraswamy(2.0, 3.0, [1e-40, 1e-9, 0.1, 0.5, 0.9, 0.999999], low),
    of_kumaraswamy(0.5, 0.7, [1e-60, 1e-9, 0.1, 0.5, 0.9, 0.999999], low),
    of_kumaraswamy(1.0, 1.0, [1e-9, 0.5, 0.9], low),
    of_kumaraswamy(20.0, 0.4, [0.01, 0.6, 0.95, 0.999, 1 - 1e-12], low),
    of_kumaraswamy(0.2, 300.0, [1e-40, 1e-15, 1e-9, 0.001, 0.5, 0.9], low),
    of_kumaraswamy(5000.0, 40.0, [0.99, 0.999, 0.9995, 0.9999], low),
    of_kumaraswamy(3.0, 1.0, [0.1, 0.7], low)],
    [formula(kumaraswamy, y, [L(a), L(b)]) for y, a, b in itertools.product((1e-200, 1e-5, 0.3, 0.9, 1 - 2.0 ** -40), (0.01, 0.7, 1.0, 3.0, 200.0), (0.05, 1.0, 6.0, 1e5))
     if not (a > 10 and y < 1e-100 and b > 10)])
write("continuous-bernoulli", SOURCE, [
    of_continuous_bernoulli(p, [0.0, 1e-12, 0.001, 0.3, 0.5, 0.99, 1.0], low)
    for p in (0.5, 0.5 + 1e-12, 0.4999, 0.3, 0.9, 1e-10, 1e-300, 1 - 1e-9)],
    [formula(continuous_bernoulli, y, [t]) for y, t in itertools.product((0.0, 1e-9, 0.3, 0.5, 0.9, 1.0), (0.3, 1e-9, -1e-4, 2.4999, 2.5001, -3.7, 12.0, -40.0, 700.0, -800.0))])
