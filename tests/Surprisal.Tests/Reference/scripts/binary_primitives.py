"""Writes binary-primitives.txt: python3 binary_primitives.py > ../binary-primitives.txt. Needs mpmath.

A line: primitive, data, x, y, value, first derivatives in x and y, second derivatives in xx, xy, yy. Arguments are doubles, taken as exact;
functions are written from their definitions at 150 digits, derivatives are central differences.
"""
import random

from mpmath import mp, mpf, exp, log, log1p, loggamma, pi, sqrt

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


def power(b, x, y): return abs(x)**y


def pseudo_huber(b, x, y): return exp(2 * y) * (sqrt(1 + x * x * exp(-2 * y)) - 1)


def log_one_plus_square(b, x, y): return log1p(x * x * exp(-2 * y))


source = random.Random('binary')


def spread(i):
    return (source.uniform(-2, 2), source.uniform(-30, 30), 10**source.uniform(-9, 0) * source.choice((-1, 1)))[i % 3]


rows = []
for i in range(180):
    x, y = spread(i), spread(i // 3)
    rows += [('CountDivergence', count, 1, x, y), ('CountDivergence', count, 0, x, y), ('BernoulliDivergence', bernoulli, 1, x, y)]
    if i % 3 == 0 or abs(x - y) > 1e-3:
        rows.append(('BetaRemainder', beta, 1, x / 2, y / 2 + 3))
for i in range(90):
    x, y = spread(i), (source.uniform(0.5, 5), 10**source.uniform(-1, 1.5), 2.0, 1.0, 1.5, 3.0)[i % 6]
    far, scale = spread(i) * (1, 1e6, 1e-6)[i // 3 % 3], spread(i // 9) / 2
    rows += [('AbsolutePower', power, 1, x, y), ('PseudoHuber', pseudo_huber, 1, far, scale), ('LogOnePlusSquare', log_one_plus_square, 1, far, scale)]
for name, f, b, x, y in rows:
    def at(i, j): return f(mpf(b), mpf(x) + i * H, mpf(y) + j * H)
    middle = at(0, 0)
    values = [middle, (at(1, 0) - at(-1, 0)) / (2 * H), (at(0, 1) - at(0, -1)) / (2 * H), (at(1, 0) - 2 * middle + at(-1, 0)) / H**2,
              (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * H * H), (at(0, 1) - 2 * middle + at(0, -1)) / H**2]
    print(name, b, repr(x), repr(y), *[repr(float(v)) for v in values])
