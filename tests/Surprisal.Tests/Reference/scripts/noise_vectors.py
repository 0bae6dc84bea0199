#!/usr/bin/env python3
"""Writes noise/NAME.json of the noise models of several responses and of ordered classes: rows of the formula, from the definitions of the densities.

usage: noise_vectors.py"""
from mpmath import mp, mpf, erfc, exp, expm1, log, loggamma, matrix, pi, sqrt
from reference import formula, write

SOURCE = "mpmath, 120 digits; Reference/scripts/noise_vectors.py"
mp.dps = 60
# P(Z <= x) and P(Z > x), each by itself.
LINKS = {"logit": (lambda x: 1 / (1 + exp(-x)), lambda x: 1 / (1 + exp(x))),
         "probit": (lambda x: erfc(-x / sqrt(mpf(2))) / 2, lambda x: erfc(x / sqrt(mpf(2))) / 2),
         "cloglog": (lambda x: -expm1(-exp(x)), lambda x: exp(-exp(x)))}


def factor(v, d):
    """Cholesky factor of working values mu..., log scale..., elements below the diagonal row by row."""
    l, at = matrix(d, d), 2 * d
    for b in range(d):
        for a in range(b): l[b, a] = v[at]; at += 1
        l[b, b] = exp(v[d + b])
    return l


def square(y, v, d):
    l = factor(v, d)
    s = l * l.T
    r = matrix([y[i] - v[i] for i in range(d)])
    return (r.T * (s ** -1) * r)[0], log(mp.det(s)) / 2


def gaussian(y, n, v):
    d = len(y)
    q, half = square(y, v, d)
    return q / 2 + half + d * log(2 * pi) / 2


def student(y, n, v):
    d, nu = len(y), exp(v[-1])
    q, half = square(y, v, d)
    return -loggamma((nu + d) / 2) + loggamma(nu / 2) + d * log(nu * pi) / 2 + half + (nu + d) / 2 * log(1 + q / nu)


def dirichlet(y, n, v):
    a = [exp(w) for w in v]
    return -loggamma(sum(a)) + sum(loggamma(x) for x in a) - sum((x - 1) * log(s) for x, s in zip(a, y))


def multinomial(y, n, v):
    eta = [mpf(0), *v]
    total = log(sum(exp(e) for e in eta))
    return -loggamma(sum(y) + 1) + sum(loggamma(k + 1) - k * (e - total) for k, e in zip(y, eta))


def ordinal(link):
    below, above = LINKS[link]
    def surprisal(y, n, v):
        cuts, k = v[1:], int(y)
        if k == len(cuts): return -log(above(cuts[-1] - v[0]))
        if k == 0: return -log(below(cuts[0] - v[0]))
        a, b = cuts[k - 1] - v[0], cuts[k] - v[0]
        return -log(below(b) - below(a) if b < 0 else above(a) - above(b))
    return surprisal


def rows(surprisal, cases, **more): return [{**formula(surprisal, y, w), **more} for y, w in cases]


vectors = [([0.3, -1.2], [0, 0, 0, 0, 0]), ([2.5, 1e3], [2.4, 950.0, -3.0, 4.0, 12.0]), ([1e-8, -3.0], [0, -2.9, -12.0, 1.5, -40.0]), ([7.0, -7.0], [1.0, 1.0, 0.5, -0.5, 0.9])]
three = [([1.0, 2.0, 3.0], [0.5, 1.5, 2.0, 0.1, -0.2, 0.3, 0.4, -0.6, 0.8]), ([-40.0, 2.0, 60.0], [0.0, 1.0, -1.0, 1.1, -2.0, 0.7, 3.0, 0.2, -5.0])]
write("multivariate-gaussian", SOURCE, [], rows(gaussian, vectors + three))
write("multivariate-student-t", SOURCE, [], rows(student, [(y, [*w, nu]) for y, w in vectors + three for nu in (-1.5, 1.2, 12.0)]))
write("dirichlet", SOURCE, [], rows(dirichlet, [
    ([0.25, 0.75], [0.0, 0.0]), ([0.2, 0.3, 0.5], [1.0, 2.0, 0.5]), ([0.125, 0.375, 0.5], [12.0, 13.1, 13.4]), ([1e-30, 0.25, 0.75], [-3.0, 0.3, 1.0]),
    ([0.015625, 0.484375, 0.25, 0.25], [-6.0, 2.0, 1.0, 0.0])]))
write("multinomial", SOURCE, [], rows(multinomial, [
    ([0, 0, 0], [0.5, -0.5]), ([3, 0, 5], [0.5, 1.5]), ([1, 0], [2.0]), ([0, 12], [-30.0]), ([4000, 5000, 1000], [0.25, -1.4]), ([2, 1, 0, 7], [-1.0, 4.0, 20.0])]))
cases = [(0, [0.3, -0.5, 1.0]), (1, [0.3, -0.5, 1.0]), (2, [0.3, -0.5, 1.0]), (1, [-3.0, 0.25, 0.375]), (1, [8.0, -1.0, 2.0]), (2, [-4.0, 0.0, 1.5]),
         (0, [5.0, 0.0, 1.0, 4.0]), (1, [0.5, 0.0, 1.0, 4.0]), (2, [0.5, 0.0, 1.0, 4.0]), (3, [0.5, 0.0, 1.0, 4.0]), (1, [0.75, 0.5]), (0, [0.75, 0.5])]
far = [(1, [-20.0, -1.0, 2.0]), (1, [20.0, -1.0, 2.0]), (0, [25.0, 0.0, 1.0]), (2, [-25.0, 0.0, 1.0])]
write("ordinal", SOURCE, [], rows(ordinal("logit"), cases + far) + rows(ordinal("probit"), cases + far, link="probit") + rows(ordinal("cloglog"), cases, link="cloglog"))
