#!/usr/bin/env python3
"""Writes noise/NAME.json of the combinators: distributions with both tails, and rows of the formula with derivatives, all from the definition of the
combination and of its parts; nothing is taken from the product.

usage: noise_combinators.py [NAME ...]"""
import sys
from mpmath import (betainc, erfc, exp, expm1, findroot, floor, gammainc, inf, log, log1p, loggamma, mp, mpf, pi, quad, sqrt)
from reference import distribution, formula, point, write

SOURCE = "mpmath, 60 digits or more; Reference/scripts/noise_combinators.py"
mp.dps = 60


class Part:
    """A distribution: density f, P(Y <= y) and P(Y > y), each by itself. `lo` is the least response."""
    discrete, lo = False, -inf

    def between(self, a, b):
        """P(a < Y <= b), or of whole numbers P(a <= Y <= b)."""
        if self.discrete: a = a - 1
        if b == inf: return self.sf(a)
        if a == -inf: return self.cdf(b)
        return self.cdf(b) - self.cdf(a) if self.cdf(a) < self.sf(a) else self.sf(a) - self.sf(b)


class Poisson(Part):
    discrete, lo = True, 0
    def __init__(s, mu): s.mu, s.mean, s.var = mu, mu, mu
    def f(s, y): return exp(y * log(s.mu) - s.mu - loggamma(y + 1)) if y >= 0 else mpf(0)
    def cdf(s, y): return mpf(0) if y < 0 else s.run(floor(y), -1) if s.mu > 1000 else gammainc(floor(y) + 1, s.mu, inf, regularized=True)
    def sf(s, y): return mpf(1) if y < 0 else s.run(floor(y) + 1, 1) if s.mu > 1000 else gammainc(floor(y) + 1, 0, s.mu, regularized=True)

    def run(s, y, step):
        """The sum of the probabilities from y on, upwards or downwards, by their ratios."""
        term, total, nothing = s.f(y), mpf(0), mpf(10) ** -70
        while y >= 0:
            total += term
            y, term = (y + 1, term * s.mu / (y + 1)) if step > 0 else (y - 1, term * y / s.mu)
            if (y - s.mu) * step > 0 and term < nothing * total: break
        return total


class NegativeBinomial(Part):
    discrete, lo = True, 0
    def __init__(s, mu, size): s.mu, s.k, s.mean, s.var, s.p = mu, size, mu, mu + mu**2 / size, size / (size + mu)
    def f(s, y): return exp(loggamma(y + s.k) - loggamma(s.k) - loggamma(y + 1) + s.k * log(s.p) + y * log(s.mu / (s.k + s.mu))) if y >= 0 else mpf(0)
    def cdf(s, y): return betainc(s.k, floor(y) + 1, 0, s.p, regularized=True) if y >= 0 else mpf(0)
    def sf(s, y): return betainc(floor(y) + 1, s.k, 0, s.mu / (s.k + s.mu), regularized=True) if y >= 0 else mpf(1)


class Binomial(Part):
    discrete, lo = True, 0
    def __init__(s, mu, n): s.m, s.n, s.mean, s.var = mu, n, n * mu, n * mu * (1 - mu)
    def f(s, y): return exp(loggamma(s.n + 1) - loggamma(y + 1) - loggamma(s.n - y + 1) + y * log(s.m) + (s.n - y) * log(1 - s.m)) if 0 <= y <= s.n else mpf(0)
    def cdf(s, y): return sum((s.f(mpf(k)) for k in range(int(y) + 1)), mpf(0))
    def sf(s, y): return sum((s.f(mpf(k)) for k in range(int(y) + 1, int(s.n) + 1)), mpf(0))


class Gaussian(Part):
    def __init__(s, mu, sigma): s.m, s.s, s.mean, s.var = mu, sigma, mu, sigma**2
    def f(s, y): return exp(-((y - s.m) / s.s)**2 / 2) / (s.s * sqrt(2 * pi))
    def cdf(s, y): return erfc((s.m - y) / s.s / sqrt(mpf(2))) / 2
    def sf(s, y): return erfc((y - s.m) / s.s / sqrt(mpf(2))) / 2
    def entropy(s): return log(s.s * sqrt(2 * pi)) + mpf(1) / 2


class Laplace(Part):
    def __init__(s, mu, b): s.m, s.b, s.mean, s.var = mu, b, mu, 2 * b**2
    def f(s, y): return exp(-abs(y - s.m) / s.b) / (2 * s.b)
    def cdf(s, y): return exp((y - s.m) / s.b) / 2 if y < s.m else 1 - exp((s.m - y) / s.b) / 2
    def sf(s, y): return exp((s.m - y) / s.b) / 2 if y > s.m else 1 - exp((y - s.m) / s.b) / 2


class Logistic(Part):
    def __init__(s, mu, b): s.m, s.b, s.mean, s.var = mu, b, mu, (pi * b)**2 / 3
    def f(s, y): return s.cdf(y) * s.sf(y) / s.b
    def cdf(s, y): return 1 / (1 + exp((s.m - y) / s.b))
    def sf(s, y): return 1 / (1 + exp((y - s.m) / s.b))


class StudentT(Part):
    def __init__(s, mu, sigma, nu): s.m, s.s, s.nu, s.mean, s.var = mu, sigma, nu, mu, sigma**2 * nu / (nu - 2) if nu > 2 else None
    def f(s, y):
        z = (y - s.m) / s.s
        return exp(loggamma((s.nu + 1) / 2) - loggamma(s.nu / 2) - (s.nu + 1) / 2 * log1p(z * z / s.nu)) / (s.s * sqrt(pi * s.nu))
    def tail(s, z): return betainc(s.nu / 2, mpf(1) / 2, 0, s.nu / (s.nu + z * z), regularized=True) / 2
    def cdf(s, y): return s.tail((y - s.m) / s.s) if y < s.m else 1 - s.tail((y - s.m) / s.s)
    def sf(s, y): return s.tail((y - s.m) / s.s) if y > s.m else 1 - s.tail((y - s.m) / s.s)


class Gamma(Part):
    lo = 0
    def __init__(s, mu, shape): s.m, s.k, s.mean, s.var = mu, shape, mu, mu**2 / shape
    def f(s, y): return exp(s.k * log(s.k / s.m) + (s.k - 1) * log(y) - s.k * y / s.m - loggamma(s.k)) if y > 0 else mpf(0)
    def cdf(s, y): return gammainc(s.k, 0, s.k * y / s.m, regularized=True) if y > 0 else mpf(0)
    def sf(s, y): return gammainc(s.k, s.k * y / s.m, inf, regularized=True) if y > 0 else mpf(1)


class Weibull(Part):
    lo = 0
    def __init__(s, scale, shape): s.c, s.k = scale, shape
    def f(s, y): return s.k / s.c * (y / s.c)**(s.k - 1) * exp(-(y / s.c)**s.k) if y > 0 else mpf(0)
    def cdf(s, y): return -expm1(-(y / s.c)**s.k) if y > 0 else mpf(0)
    def sf(s, y): return exp(-(y / s.c)**s.k) if y > 0 else mpf(1)


class Beta(Part):
    lo = 0
    def __init__(s, mu, phi): s.a, s.b, s.mean, s.var = mu * phi, (1 - mu) * phi, mu, mu * (1 - mu) / (1 + phi)
    def f(s, y): return exp(loggamma(s.a + s.b) - loggamma(s.a) - loggamma(s.b) + (s.a - 1) * log(y) + (s.b - 1) * log(1 - y)) if 0 < y < 1 else mpf(0)
    def cdf(s, y): return betainc(s.a, s.b, 0, y, regularized=True) if y < 1 else mpf(1)
    def sf(s, y): return betainc(s.b, s.a, 0, 1 - y, regularized=True) if y < 1 else mpf(0)


class Point(Part):
    def __init__(s, at): s.at, s.mean, s.var = at, mpf(at), mpf(0)
    def f(s, y): return mpf(1) if y == s.at else mpf(0)
    def cdf(s, y): return mpf(1) if y >= s.at else mpf(0)
    def sf(s, y): return mpf(0) if y >= s.at else mpf(1)


class Mixture(Part):
    def __init__(s, *parts):
        s.parts, s.discrete, s.lo = parts, parts[-1][1].discrete, min(p.lo if not isinstance(p, Point) else p.at for _, p in parts)
        if all(getattr(p, "var", None) is not None for _, p in parts):
            s.mean = sum(w * p.mean for w, p in parts)
            s.var = sum(w * (p.var + (p.mean - s.mean)**2) for w, p in parts)
    def f(s, y):
        atoms = [(w, p) for w, p in s.parts if isinstance(p, Point) and p.at == y]
        return sum(w * p.f(y) for w, p in (atoms if atoms and not s.discrete else s.parts))
    def cdf(s, y): return sum(w * p.cdf(y) for w, p in s.parts)
    def sf(s, y): return sum(w * p.sf(y) for w, p in s.parts)


class Truncated(Part):
    def __init__(s, part, a=-inf, b=inf):
        s.part, s.a, s.b, s.discrete, s.lo, s.p = part, a, b, part.discrete, max(a, part.lo), part.between(a, b)
    def f(s, y): return s.part.f(y) / s.p if s.a <= y <= s.b else mpf(0)
    def cdf(s, y): return mpf(0) if y < s.a else mpf(1) if y >= s.b else s.part.between(s.a, y) / s.p
    def sf(s, y): return mpf(1) if y < s.a else mpf(0) if y >= s.b else s.part.between(y + 1 if s.discrete else y, s.b) / s.p


class Discretised(Part):
    discrete = True
    def __init__(s, part): s.part, s.lo = part, part.lo if part.lo == -inf else 0
    def f(s, y): return s.part.between(y - mpf(1) / 2 if y > s.lo else -inf, y + mpf(1) / 2)
    def cdf(s, y): return s.part.cdf(floor(y) + mpf(1) / 2) if y >= s.lo else mpf(0)
    def sf(s, y): return s.part.sf(floor(y) + mpf(1) / 2) if y >= s.lo else mpf(1)


class Mapped(Part):
    lo = 0
    def __init__(s, part, t, slope): s.part, s.t, s.slope = part, t, slope
    def f(s, y): return s.part.f(s.t(y)) * s.slope(y) if y > 0 else mpf(0)
    def cdf(s, y): return s.part.cdf(s.t(y)) if y > 0 else mpf(0)
    def sf(s, y): return s.part.sf(s.t(y)) if y > 0 else mpf(1)


def Log(part): return Mapped(part, log, lambda y: 1 / y)
def Logit(part): return Mapped(part, lambda y: log(y / (1 - y)), lambda y: 1 / (y * (1 - y)))
def Inflated(part, zi): return Mixture((zi, Point(0)), (1 - zi, part))
def Hurdle(part, hu): return Mixture((hu, Point(0)), (1 - hu, Truncated(part, 1) if part.discrete else part))
def Ends(part, zoi, coi): return Mixture((zoi * (1 - coi), Point(0)), (zoi * coi, Point(1)), (1 - zoi, part))
def sigmoid(w): return 1 / (1 + exp(-w))


def softmax(w):
    e = [exp(x) for x in [mpf(0), *w]]
    return [x / sum(e) for x in e]


# -- distributions -------------------------------------------------------------------------------------------------------------------------------
def summary(d, low=None, high=None, seams=()):
    """Mean and variance by their closed forms where the parts have them, else by sums or quadrature."""
    if getattr(d, "var", None) is not None: return dict(mean=d.mean, variance=d.var)
    if d.discrete:
        ys = [mpf(k) for k in range(low, high + 1)]
        m = sum(y * d.f(y) for y in ys)
        return dict(mean=m, variance=sum((y - m)**2 * d.f(y) for y in ys), entropy=-sum(d.f(y) * log(d.f(y)) for y in ys))
    edges = [low, *seams, high]
    m = quad(lambda y: y * d.f(y), edges)
    return dict(mean=m, variance=quad(lambda y: (y - m)**2 * d.f(y), edges))


def quantile(d, p, guess):
    p = mpf(p)
    if d.discrete:
        y = mpf(guess)
        while d.cdf(y) < p: y += 1
        while y > d.lo and d.cdf(y - 1) >= p: y -= 1
        return y
    g = (lambda y: log(d.cdf(y)) - log(p)) if p < 0.5 else (lambda y: log(d.sf(y)) - log(1 - p))
    a, b = (mpf(x) for x in guess)
    for _ in range(250): a, b = ((a + b) / 2, b) if d.cdf((a + b) / 2) < p else (a, (a + b) / 2)
    return (a + b) / 2


def dist(text, d, at, quantiles=(), **more):
    ys = [mpf(y) for y in at]
    return distribution(text, [point(y, log(d.f(y)), d.cdf(y), d.sf(y)) for y in ys], [(p, quantile(d, p, g)) for p, g in quantiles], **more)


# -- rows of the formula -------------------------------------------------------------------------------------------------------------------------
def rows(noise, build, cases, trials=1, **more):
    """build(working values, trials) makes the distribution."""
    return [{"noise": noise, **formula(lambda y, n, v: -log(build(v, n).f(y)), y, w, trials), **more} for y, w in cases]


def events(noise, build, cases, **more):
    """Censored rows: (code, y, upper, working)."""
    def surprisal(code, upper):
        def s(y, n, v):
            d = build(v, n)
            return -log({1: lambda: d.between(y, inf), -1: lambda: d.between(-inf, y), 2: lambda: d.between(y, mpf(upper)), 0: lambda: d.f(y)}[code]())
        return s
    return [{"noise": noise, **formula(surprisal(c, u), y, w), "censoring": float(c), **({"censoringUpper": float(u)} if c == 2 else {}), **more} for c, y, u, w in cases]


poisson = lambda v: Poisson(exp(v[0]))
negbin = lambda v: NegativeBinomial(exp(v[0]), exp(v[1]))
gauss = lambda v: Gaussian(v[0], exp(v[1]))
lap = lambda v: Laplace(v[0], exp(v[1]))
student = lambda v: StudentT(v[0], exp(v[1]), exp(v[2]))
gam = lambda v: Gamma(exp(v[0]), exp(v[1]))
beta = lambda v: Beta(sigmoid(v[0]), exp(v[1]))
weib = lambda v: Weibull(exp(v[0]), exp(v[1]))
half = mpf(1) / 2
QUAD = dict(integrated=1e-9)  # tails by quadrature hold to this


def zero_inflated():
    m = lambda s: mpf(s)
    d = [dist("zero-inflated(poisson(mu=2), zi=0.25)", Inflated(Poisson(m(2)), m("0.25")), [0, 1, 4, 40], [(0.3, 0), (0.9, 3), (1 - 2**-30, 12)], mode=0, **summary(Inflated(Poisson(m(2)), m("0.25")))),
         dist("zero-inflated(poisson(mu=1048576), zi=0.0009765625)", Inflated(Poisson(m(2)**20), m(2)**-10), [0, 1040000, 1048576, 1060000], mode=0, **summary(Inflated(Poisson(m(2)**20), m(2)**-10))),
         dist("zero-inflated(poisson(mu=40), zi=0.0625)", Inflated(Poisson(m(40)), m("0.0625")), [0, 5, 40, 120], [(2**-5, 0), (0.5, 39), (1 - 2**-20, 70)], mode=0, **summary(Inflated(Poisson(m(40)), m("0.0625")))),
         dist("zero-inflated(negative-binomial(mu=3, size=0.5), zi=0.125)", Inflated(NegativeBinomial(m(3), half), m("0.125")), [0, 1, 10, 300], [(0.5, 1), (0.99, 20)], mode=0, **summary(Inflated(NegativeBinomial(m(3), half), m("0.125")))),
         dist("zero-inflated(binomial(mu=0.25, trials=12), zi=0.375)", Inflated(Binomial(m("0.25"), m(12)), m("0.375")), [0, 1, 5, 12], [(0.5, 1), (0.99, 5)], **summary(Inflated(Binomial(m("0.25"), m(12)), m("0.375"))))]
    f = rows("zero-inflated(poisson)", lambda v, n: Inflated(poisson(v), sigmoid(v[1])),
             [(0, [0.5, -1]), (3, [0.5, -1]), (0, [4.0, -2]), (0, [-20.0, -3]), (0, [3.5, -30.0]), (7, [2.0, 40.0]), (0, [14.0, 0.0]), (1100000, [13.9, -5])])
    f += rows("zero-inflated(negative-binomial)", lambda v, n: Inflated(negbin(v), sigmoid(v[2])),
              [(0, [1.0, 0.3, -1.5]), (4, [1.0, 0.3, -1.5]), (0, [3.0, 12.0, -2]), (250, [2.0, -1.0, 0.5]), (0, [1.0, -4.0, 2.0])])
    f += rows("zero-inflated(binomial)", lambda v, n: Inflated(Binomial(sigmoid(v[0]), n), sigmoid(v[1])), [(0, [-0.5, -1]), (5, [-0.5, -1]), (12, [3.0, 0.5])], trials=12)
    return d, f


def hurdle():
    m = lambda s: mpf(s)
    def closed(part, hu):  # of a part whose zero is cut off
        q = 1 - part.f(mpf(0)) if part.discrete else mpf(1)
        mean = (1 - hu) * part.mean / q
        return dict(mean=mean, variance=(1 - hu) * (part.var + part.mean**2) / q - mean**2)
    d = [dist("hurdle(poisson(mu=2), hu=0.375)", Hurdle(Poisson(m(2)), m("0.375")), [0, 1, 4, 40], [(0.3, 0), (0.5, 1), (1 - 2**-30, 12)], mode=0, **closed(Poisson(m(2)), m("0.375"))),
         dist("hurdle(poisson(mu=9.5367431640625e-07), hu=0.5)", Hurdle(Poisson(m(2)**-20), half), [0, 1, 2, 5], **closed(Poisson(m(2)**-20), half)),
         dist("hurdle(negative-binomial(mu=3, size=0.5), hu=0.25)", Hurdle(NegativeBinomial(m(3), half), m("0.25")), [0, 1, 10, 300], [(0.5, 2)], **closed(NegativeBinomial(m(3), half), m("0.25"))),
         dist("hurdle(gamma(mu=2, shape=3), hu=0.25)", Hurdle(Gamma(m(2), m(3)), m("0.25")), [0, 0.001, 1, 40], [(0.5, (0, 9)), (0.25 + 2**-12, (0, 9)), (1 - 2**-30, (0, 90))], **closed(Gamma(m(2), m(3)), m("0.25"))),
         dist("hurdle(gamma(mu=1000, shape=0.125), hu=0.0009765625)", Hurdle(Gamma(m(1000), m("0.125")), m(2)**-10), [0, 1e-30, 1, 1e6], [(0.5, (0, 9000))], **closed(Gamma(m(1000), m("0.125")), m(2)**-10))]
    f = rows("hurdle(poisson)", lambda v, n: Hurdle(poisson(v), sigmoid(v[1])), [(0, [0.5, -1]), (3, [0.5, -1]), (1, [-20.0, -3]), (2, [-9.0, 1]), (60, [4.0, -30.0])])
    f += rows("hurdle(negative-binomial)", lambda v, n: Hurdle(negbin(v), sigmoid(v[2])), [(0, [1.0, 0.3, -1.5]), (4, [1.0, 0.3, -1.5]), (1, [-8.0, -1.0, 0.5])])
    f += rows("hurdle(gamma)", lambda v, n: Hurdle(gam(v), sigmoid(v[2])), [(0, [1.0, 0.3, -1.5]), (4.5, [1.0, 0.3, -1.5]), (1e-30, [0.5, -1.0, 0.5])])
    f += rows("hurdle(truncated(poisson, upper=12))", lambda v, n: Hurdle(Truncated(poisson(v), -inf, 12), sigmoid(v[1])), [(0, [0.5, -1]), (3, [0.5, -1]), (12, [3.5, -1])], **QUAD)
    return d, f


def truncated():
    m = lambda s: mpf(s)
    def normal(mu, s, a):  # truncated below at a
        h = (a - mu) / s
        r = exp(-h * h / 2) / sqrt(2 * pi) / (erfc(h / sqrt(mpf(2))) / 2)
        return dict(mean=mu + s * r, variance=s**2 * (1 + h * r - r * r))
    d = [dist("truncated(gaussian(mu=1, sigma=2), lower=0)", Truncated(Gaussian(m(1), m(2)), m(0)), [0, 1e-10, 1, 12], [(2**-30, (0, 9)), (0.5, (0, 9)), (1 - 2**-30, (0, 90))], mode=1, **normal(m(1), m(2), m(0))),
         dist("truncated(gaussian(mu=-8, sigma=1), lower=0)", Truncated(Gaussian(m(-8), m(1)), m(0)), [0, 0.125, 1, 4], [(0.5, (0, 9)), (1 - 2**-30, (0, 90))], mode=0, **normal(m(-8), m(1), m(0))),
         dist("truncated(gaussian(mu=0, sigma=1), lower=-1, upper=2)", Truncated(Gaussian(m(0), m(1)), m(-1), m(2)), [-1, -0.5, 0.5, 2], [(2**-30, (-1, 2)), (0.5, (-1, 2)), (0.75, (-1, 2))], mode=0,
              **summary(Truncated(Gaussian(m(0), m(1)), m(-1), m(2)), -1, 2)),
         dist("truncated(poisson(mu=3), lower=1)", Truncated(Poisson(m(3)), 1), [1, 2, 9, 60], [(0.25, 2), (0.9, 5)], **{k: x for k, x in summary(Truncated(Poisson(m(3)), 1), 1, 150).items()}),
         dist("truncated(poisson(mu=30), upper=12)", Truncated(Poisson(m(30)), -inf, 12), [0, 5, 11, 12], [(0.25, 11), (2**-10, 6)], mode=12, **summary(Truncated(Poisson(m(30)), -inf, 12), 0, 12)),
         dist("truncated(gamma(mu=2, shape=0.5), lower=0.25, upper=8)", Truncated(Gamma(m(2), half), m("0.25"), m(8)), [0.25, 0.5, 4, 8], [(0.5, (0.25, 8))], mode=0.25, **summary(Truncated(Gamma(m(2), half), m("0.25"), m(8)), m("0.25"), 8))]
    f = rows("truncated(gaussian, lower=0)", lambda v, n: Truncated(gauss(v), mpf(0)), [(0.5, [1.0, 0.7]), (0.01, [-8.0, 0.0]), (3.0, [-2.0, -1.0]), (0.25, [-40.0, 0.5])])
    f += rows("truncated(gaussian, lower=-1, upper=2)", lambda v, n: Truncated(gauss(v), mpf(-1), mpf(2)), [(0.5, [0.5, 0.0]), (-1, [-5.0, 0.25]), (2, [9.0, 0.5]), (0.5, [0.5, 6.0])])
    f += rows("truncated(weibull, lower=0.5, upper=4)", lambda v, n: Truncated(weib(v), half, mpf(4)), [(0.75, [0.5, 0.25]), (3.0, [-1.0, 1.0]), (3.5, [3.0, 0.5])])
    f += rows("truncated(poisson, lower=1)", lambda v, n: Truncated(poisson(v), 1), [(1, [0.5]), (6, [1.5]), (2, [-6.0]), (40, [4.0])], **QUAD)
    f += rows("truncated(poisson, upper=12)", lambda v, n: Truncated(poisson(v), -inf, 12), [(1, [0.5]), (12, [3.5]), (0, [2.5])], **QUAD)
    f += rows("truncated(negative-binomial, lower=2, upper=30)", lambda v, n: Truncated(negbin(v), 2, 30), [(2, [0.5, 1.0]), (12, [3.5, 0.0])], **QUAD)
    f += rows("truncated(gamma, lower=0.25, upper=8)", lambda v, n: Truncated(gam(v), mpf(1) / 4, mpf(8)), [(0.5, [0.5, 1.0]), (7.0, [3.0, 0.5])], **QUAD)
    return d, f


def censored():
    f = events("censored(weibull)", lambda v, n: weib(v), [(0, 2.0, 0, [0.5, 0.25]), (1, 2.0, 0, [0.5, 0.25]), (-1, 2.0, 0, [0.5, 0.25]), (2, 1.0, 3.0, [0.5, 0.25]), (1, 40.0, 0, [-1.0, 0.5]), (-1, 1e-6, 0, [2.0, 0.5])])
    f += events("censored(gaussian)", lambda v, n: gauss(v), [(0, 2.0, 0, [0.5, 0.25]), (1, 9.0, 0, [0.5, -0.25]), (-1, -30.0, 0, [0.5, 0.25]), (2, 1.0, 3.0, [0.5, 0.25]), (2, 8.0, 8.5, [0.0, 0.0])])
    f += events("censored(gamma)", lambda v, n: gam(v), [(0, 2.0, 0, [0.5, 0.25]), (1, 2.0, 0, [0.5, 0.25]), (-1, 2.0, 0, [0.5, 0.25]), (2, 1.0, 3.0, [0.5, 0.25]), (1, 20.0, 0, [0.5, 1.0])], **QUAD)
    f += events("censored(student-t)", lambda v, n: student(v), [(0, 2.0, 0, [0.5, 0.25, 1.0]), (1, 2.0, 0, [0.5, 0.25, 1.0]), (-1, -6.0, 0, [0.5, 0.25, 1.0]), (2, 1.0, 3.0, [0.5, 0.25, 1.5])], **QUAD)
    f += events("censored(negative-binomial)", lambda v, n: negbin(v), [(0, 2, 0, [0.5, 0.25]), (1, 5, 0, [0.5, 0.25]), (-1, 2, 0, [0.5, 0.25]), (2, 1, 3, [0.5, 0.25])], **QUAD)
    return [], f


def zero_one_inflated():
    m = lambda s: mpf(s)
    whole = Ends(Beta(m("0.375"), m(4)), m("0.25"), m("0.75"))
    d = [dist("zero-one-inflated(beta(mu=0.375, precision=4), zoi=0.25, coi=0.75)", whole, [0, 1e-10, 0.25, 0.9, 1], [(2**-5, (0, 1)), (0.5, (0, 1))][1:], **summary(whole))]
    f = rows("zero-one-inflated(beta)", lambda v, n: Ends(beta(v), sigmoid(v[2]), sigmoid(v[3])),
             [(0, [0.5, 1.0, -1.0, 0.5]), (1, [0.5, 1.0, -1.0, 0.5]), (0.3, [0.5, 1.0, -1.0, 0.5]), (0.999, [2.0, 4.0, -30.0, 20.0])])
    f += rows("zero-one-inflated(logit(gaussian))", lambda v, n: Ends(Logit(gauss(v)), sigmoid(v[2]), sigmoid(v[3])), [(0, [0.5, 1.0, -1.0, 0.5]), (0.3, [0.5, 1.0, -1.0, 0.5])])
    return d, f


def mixture():
    m = lambda s: mpf(s)
    two = Mixture((half, Gaussian(m(-1), m(1))), (half, Gaussian(m(3), m("0.5"))))
    near = Mixture((half, Gaussian(m(0), m(1))), (half, Gaussian(m(0), m(100))))
    d = [dist("mixture(gaussian(mu=-1, sigma=1), gaussian(mu=3, sigma=0.5), weight[2]=0)", two, [-30, -1, 1, 3, 20], [(2**-30, (-30, 30)), (0.5, (-30, 30)), (0.75, (-30, 30))], **summary(two)),
         dist("mixture(gaussian(mu=0, sigma=1), gaussian(mu=0, sigma=100), weight[2]=0)", near, [-3000, -5, 0, 5], [(0.25, (-900, 900))], mode=0, **summary(near))]
    both = lambda v, a, b, w: Mixture(*zip(softmax([w]), (a, b)))
    f = rows("mixture(gaussian, k=2)", lambda v, n: both(v, gauss(v), gauss(v[2:]), v[4]),
             [(0.5, [-1.0, 0.0, 3.0, -0.7, 0.4]), (3.0, [-1.0, 0.0, 3.0, -0.7, 0.4]), (300.0, [-1.0, 0.0, 3.0, -0.7, 0.4]), (1.0, [0.0, 0.0, 0.0, 3.0, -40.0]), (1.0, [0.0, 0.0, 2.0, 3.0, 700.0])])
    f += rows("mixture(gaussian, k=3)", lambda v, n: Mixture(*zip(softmax(v[6:]), (gauss(v), gauss(v[2:]), gauss(v[4:])))), [(0.5, [-1.0, 0.0, 3.0, -0.7, 0.4, 0.2, 1.0, -1.0])])
    f += rows("mixture(student-t, gaussian)", lambda v, n: both(v, student(v), gauss(v[3:]), v[5]), [(0.5, [-1.0, 0.0, 1.0, 3.0, -0.7, 0.4]), (40.0, [-1.0, 0.0, 1.0, 3.0, -0.7, 0.4])])
    f += rows("mixture(zero-inflated(poisson), poisson)", lambda v, n: both(v, Inflated(poisson(v), sigmoid(v[1])), poisson(v[2:]), v[3]), [(0, [0.5, -1.0, 2.0, 0.5]), (4, [0.5, -1.0, 2.0, 0.5])])
    return d, f


def contaminated():
    m = lambda s: mpf(s)
    g, l = Mixture((m("0.875"), Gaussian(m(1), m(2))), (m("0.125"), Gaussian(m(1), m(20)))), Mixture((m("0.875"), Laplace(m(0), m(1))), (m("0.125"), Laplace(m(0), m(8))))
    d = [dist("contaminated(gaussian(mu=1, sigma=2), share=0.125, inflation=10)", g, [-500, 1, 4, 60], [(2**-20, (-900, 900)), (0.25, (-30, 30)), (0.75, (-30, 30))], mode=1, **summary(g)),
         dist("contaminated(laplace(mu=0, scale=1), share=0.125, inflation=8)", l, [-500, -1, 4, 60], [(0.25, (-30, 30))], mode=0, **summary(l))]
    tukey = lambda part, v, make: Mixture((1 - sigmoid(v[2]), make(v)), (sigmoid(v[2]), make([v[0], v[1] + v[3]])))
    f = rows("contaminated(gaussian)", lambda v, n: tukey(gauss, v, gauss), [(0.5, [0.0, 0.25, -2.0, 1.5]), (9.0, [0.0, 0.25, -2.0, 1.5]), (200.0, [0.0, 0.25, -9.0, 1.5]), (1.0, [0.5, 0.0, 3.0, -1.0])])
    f += rows("contaminated(laplace)", lambda v, n: tukey(lap, v, lap), [(0.5, [0.0, 0.25, -2.0, 1.5]), (-9.0, [0.0, 0.25, -2.0, 1.5])])
    return d, f


def discretised():
    m = lambda s: mpf(s)
    g, h = Discretised(Gaussian(m("1.25"), m(2))), Discretised(Gamma(m(3), half))
    d = [dist("discretised(gaussian(mu=1.25, sigma=2))", g, [-40, -1, 1, 4, 30], [(2**-10, -5), (0.5, 1), (1 - 2**-20, 10)], mode=1, **summary(g, -60, 60)),
         dist("discretised(gaussian(mu=0.5, sigma=0.0625))", Discretised(Gaussian(half, m("0.0625"))), [-1, 0, 1, 2], [(0.25, 0), (0.75, 1)]),
         dist("discretised(gamma(mu=3, shape=0.5))", h, [0, 1, 4, 300], [(0.25, 0), (0.9, 5)], mode=0, **summary(h, 0, 900)),
         dist("discretised(truncated(gaussian(mu=-1, sigma=4), lower=0))", Discretised(Truncated(Gaussian(m(-1), m(4)), m(0))), [0, 1, 20], [(0.5, 2)])]
    f = rows("discretised(gaussian)", lambda v, n: Discretised(gauss(v)), [(0, [0.25, 0.0]), (3, [0.25, 0.0]), (-30, [0.25, 0.0]), (1, [0.75, -3.0]), (5, [-2.0, 6.0])])
    f += rows("discretised(logistic)", lambda v, n: Discretised(Logistic(v[0], exp(v[1]))), [(0, [0.25, 0.0]), (-30, [0.25, 0.0]), (400, [-2.0, 2.0])])
    f += rows("discretised(weibull)", lambda v, n: Discretised(weib(v)), [(0, [0.25, 0.5]), (3, [0.25, 0.5]), (30, [2.0, 0.5])])
    f += rows("discretised(gamma)", lambda v, n: Discretised(gam(v)), [(0, [0.25, 0.5]), (3, [0.25, 0.5]), (30, [2.0, 0.5])], **QUAD)
    return d, f


def log_():
    m = lambda s: mpf(s)
    g = Log(Gaussian(half, m("0.75")))
    s2 = m("0.75")**2
    d = [dist("log(gaussian(mu=0.5, sigma=0.75))", g, [1e-10, 0.5, 1, 40], [(2**-30, (0, 9)), (0.5, (0, 9)), (0.99, (0, 90))], mode=exp(half - s2), mean=exp(half + s2 / 2), variance=expm1(s2) * exp(2 * half + s2), entropy=half + log(m("0.75") * sqrt(2 * pi)) + half),
         dist("log(student-t(mu=0, sigma=1, nu=3))", Log(StudentT(m(0), m(1), m(3))), [1e-10, 0.5, 1, 1e30], [(0.25, (0, 9)), (0.75, (0, 90))])]
    f = rows("log(gaussian)", lambda v, n: Log(gauss(v)), [(0.5, [0.25, 0.5]), (1e-30, [0.25, 0.5]), (1e30, [60.0, -1.0])])
    f += rows("log(student-t)", lambda v, n: Log(student(v)), [(0.5, [0.25, 0.5, 1.0]), (1e-30, [0.25, 0.5, 1.0])])
    return d, f


def logit_():
    m = lambda s: mpf(s)
    g = Logit(Gaussian(half, m("1.25")))
    d = [dist("logit(gaussian(mu=0.5, sigma=1.25))", g, [1e-10, 0.25, 0.5, 0.9375], [(2**-30, (0, 1)), (0.5, (0, 1)), (0.99, (0, 1))], **summary(g, 0, 1, seams=[half]))]
    f = rows("logit(gaussian)", lambda v, n: Logit(gauss(v)), [(0.5, [0.25, 0.5]), (1e-30, [0.25, 0.5]), (0.9375, [3.0, -1.0])])
    return d, f


ALL = {"zero-inflated": zero_inflated, "hurdle": hurdle, "truncated": truncated, "censored": censored, "zero-one-inflated": zero_one_inflated, "mixture": mixture,
       "contaminated": contaminated, "discretised": discretised, "log": log_, "logit": logit_}
for name in sys.argv[1:] or ALL:
    distributions, formulas = ALL[name]()
    write(name, SOURCE, distributions, formulas)
