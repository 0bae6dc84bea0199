"""Writes binary-primitives.txt: python3 binary_primitives.py > ../binary-primitives.txt. Needs mpmath.

A line: primitive, data, x, y, value, first derivatives in x and y, second derivatives in xx, xy, yy. Arguments are doubles, taken as exact;
functions are written from their definitions at 150 digits (tails that are complements at 600), derivatives are central differences.
"""
import random

from mpmath import mp, mpf, cosh, erfc, exp, log, log1p, loggamma, pi, sinh, sqrt
from mpmath import mp, mpf, exp, log, log1p, loggamma, pi, sqrt
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


def inverse_gaussian(b, x, y):
    f = exp(y)
    first, second = erfc((1 if b else -1) * sqrt(2 * f) * sinh(x / 2)) / 2, exp(2 * f) * erfc(sqrt(2 * f) * cosh(x / 2)) / 2
    return log(first - second if b else first + second)
def power(b, x, y): return abs(x)**y


def pseudo_huber(b, x, y): return exp(2 * y) * (sqrt(1 + x * x * exp(-2 * y)) - 1)


def log_one_plus_square(b, x, y): return log1p(x * x * exp(-2 * y))
def delta(x):
    return loggamma(x) - (x - mpf(1) / 2) * log(x) + x - log(2 * pi) / 2


def tweedie(a, x):
    """-log of the sum of exp(-(1 + a) D(j, m) - delta(j) - delta(aj)), + log(2 pi m/(1 + a))/2, m = exp(x), term by term from the peak."""
    m, c, a = exp(x), 1 + mpf(a), mpf(a)
    term = lambda j: exp(-c * (j * log(j / m) + m - j) - delta(mpf(j)) - delta(a * j))
    total, peak = mpf(0), max(1, int(m))
    for step in (1, -1):
        j = peak if step > 0 else peak - 1
        while j >= 1:
            value = term(j)
            total += value
            if value < total * mpf(10)**-100: break
            j += step
    return -log(total) + log(2 * pi * m / c) / 2
def pochhammer(n, x, y):
    a = exp(x)
    return loggamma(a) - loggamma(a + n) + (a + n) * log(a + n) - a * x - n
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

# Responses a few standard deviations and far more from the mean, at concentrations from next to none to extreme.
source = random.Random('inverse gaussian')
for i in range(150):
    y = source.uniform(-24, 24) if i % 2 else source.uniform(-4, 6)
    spread = 2 * mp.asinh(exp(-mpf(y) / 2))
    x = float(spread * source.choice((-1, 1)) * (source.uniform(0, 3), source.uniform(0, 15), mpf(10)**source.uniform(-6, 0))[i % 3])
    rows += [('InverseGaussianTail', inverse_gaussian, b, x, y) for b in (0, 1)]
for i in range(90):
    x, y = spread(i), (source.uniform(0.5, 5), 10**source.uniform(-1, 1.5), 2.0, 1.0, 1.5, 3.0)[i % 6]
    far, scale = spread(i) * (1, 1e6, 1e-6)[i // 3 % 3], spread(i // 9) / 2
    rows += [('AbsolutePower', power, 1, x, y), ('PseudoHuber', pseudo_huber, 1, far, scale), ('LogOnePlusSquare', log_one_plus_square, 1, far, scale)]
for a in (0.01, 0.1, 0.43, 1.0, 2.5, 40.0):
    c = 1 + a
    for m in (1e-8, 0.3, 1.49, 6.2, 41.9 / c, 42.1 / c, 55 / c, 3.0 * c, 3.1 * c, 19.9 * c / a, 20.1 * c / a, 700.0):
        if m < 3000: rows.append(('TweedieRemainder', lambda b, x, y: tweedie(b, x), a, float(log(mpf(m))), 0.0))
for i in range(90):
    x = spread(i)
    rows.append(('PochhammerRemainder', pochhammer, (0, 1, 2, 7, 60, 12345, 2.0**40, 0.25)[i % 8], x, 0.0))
for n in (0, 1, 3, 24, 25, 60, 1000):
    for z in (1e-4, 0.3, 2, 20, 24.9, 25.1, 90, 3000): rows.append(('BesselRemainder', bessel, n, float(log(mpf(z))), 0.0))
for name, f, b, x, y in rows:
    mp.dps = 600 if f is inverse_gaussian else 150
    def at(i, j): return f(mpf(b), mpf(x) + i * H, mpf(y) + j * H)
    middle = at(0, 0)
    values = [middle, (at(1, 0) - at(-1, 0)) / (2 * H), (at(0, 1) - at(0, -1)) / (2 * H), (at(1, 0) - 2 * middle + at(-1, 0)) / H**2,
              (at(1, 1) - at(1, -1) - at(-1, 1) + at(-1, -1)) / (4 * H * H), (at(0, 1) - 2 * middle + at(0, -1)) / H**2]
    print(name, b, repr(x), repr(y), *[repr(float(v)) for v in values])
