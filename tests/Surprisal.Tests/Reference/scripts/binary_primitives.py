"""Writes binary-primitives.txt: python3 binary_primitives.py > ../binary-primitives.txt. Needs mpmath.

A line: primitive, data, x, y, value, first derivatives in x and y, second derivatives in xx, xy, yy. Arguments are doubles, taken as exact;
functions are written from their definitions at 150 digits, derivatives are central differences.
"""
import random

from mpmath import mp, mpf, asinh, besseli, exp, log, log1p, loggamma, pi, sqrt

mp.dps = 150
H = mpf(10)**-30


def count(b, x, y):
    k = exp(y)
    return (k + b) * log((k + exp(x)) / (k + b)) - b * x


def bernoulli(b, x, y):
    return (x - y) / (1 + exp(-x)) - log1p(exp(x)) + log1p(exp(y))


def beta(b, x, y):
    p, q, t = 1 / (1 + exp(-x)), 1 / (1 + exp(x)), exp(y)
    return loggamma(t * p) + loggamma(t * q) - loggamma(t) - t * (p * log(p) + q * log(q)) - log(2 * pi) / 2


def bessel(n, x, y):
    z = exp(x)
    size = sqrt(n * n + z * z)
    return log(besseli(n, z)) - size + n * asinh(n / z) + log(2 * pi * size) / 2


source = random.Random('binary')


def spread(i):
    return (source.uniform(-2, 2), source.uniform(-30, 30), 10**source.uniform(-9, 0) * source.choice((-1, 1)))[i % 3]


rows = []
for i in range(180):
    x, y = spread(i), spread(i // 3)
    rows += [('CountDivergence', count, 1, x, y), ('CountDivergence', count, 0, x, y), ('BernoulliDivergence', bernoulli, 1, x, y)]
    if i % 3 == 0 or abs(x - y) > 1e-3:
        rows.append(('BetaRemainder', beta, 1, x / 2, y / 2 + 3))
for n in (0, 1, 3, 24, 25, 60, 1000):
    for z in (1e-4, 0.3, 2, 20, 24.9, 25.1, 90, 3000): rows.append(('BesselRemainder', bessel, n, float(log(mpf(z))), 0.0))
for name, f, b, x, y in rows:
    def at(i, j): return f(mpf(b), mpf(x) + i * H, mpf(y) + j * H)
    middle = at(0, 0)
    values = [middle, (at(1, 0) - at(-1, 0)) / (2 * H), (at(0, 1) - at(0, -1)) / (2 * H), (at(1, 0) - 2 * middle + at(-1, 0)) / H**2,
              (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * H * H), (at(0, 1) - 2 * middle + at(0, -1)) / H**2]
    print(name, b, repr(x), repr(y), *[repr(float(v)) for v in values])
