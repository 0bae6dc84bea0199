#!/usr/bin/env python3
"""Writes noise/NAME.json of exponential, weibull, rayleigh, lognormal, inverse-gaussian, log-logistic, half-normal, pareto-lomax and
inverse-gamma: distributions at ordinary and extreme parameters with both far tails, and rows of the formula. Densities and distribution functions are
written from their definitions at 400 digits, so that neither tail is lost in its complement.

usage: noise_positive.py [NAME ...]"""
import sys
from mpmath import (mp, mpf, e as E, erf, erfc, euler, exp, expm1, expint, findroot, gamma, gammainc, inf, log, log1p, loggamma, nan, pi, power, psi,
                    sin, sqrt)
from reference import distribution, formula, point, write

SOURCE = "mpmath, 400 digits; Reference/scripts/noise_positive.py"
DIGITS = 400
mp.dps = DIGITS
DEEP = ["1e-300", "1e-30"]
LOWER = ["1e-12", "0.001", "0.1", "0.5", "0.75", "0.99"]


def normal_upper(z): return erfc(z / sqrt(mpf(2))) / 2


class Family:
    """Surprisal, tails and summary of a family; parameters are natural and exact."""
    sure = ()          # responses that every distribution of the family is also held at

    def log_density(self, y, *p): return -self.surprisal(y, *p)

    def summary(self, *p): return {}


class Exponential(Family):
    names = ("mu",)
    def surprisal(self, y, mu): return y / mu + log(mu)
    def tails(self, y, mu): return -expm1(-y / mu), exp(-y / mu)
    def quantile(self, p, q, mu): return -mu * log(q)
    def summary(self, mu): return dict(mean=mu, variance=mu**2, mode=mpf(0), entropy=1 + log(mu))


class Weibull(Family):
    names = ("scale", "shape")
    def surprisal(self, y, s, k): return -log(k / s * power(y / s, k - 1)) + power(y / s, k)
    def tails(self, y, s, k): return -expm1(-power(y / s, k)), exp(-power(y / s, k))
    def quantile(self, p, q, s, k): return s * power(-log(q), 1 / k)
    def summary(self, s, k):
        m = gamma(1 + 1 / k)
        return dict(mean=s * m, variance=s**2 * (gamma(1 + 2 / k) - m**2), mode=s * power((k - 1) / k, 1 / k) if k >= 1 else nan,
                    entropy=euler * (1 - 1 / k) + log(s / k) + 1)


class Rayleigh(Family):
    names = ("sigma",)
    def surprisal(self, y, s): return -log(y / s**2) + y**2 / (2 * s**2)
    def tails(self, y, s): return -expm1(-y**2 / (2 * s**2)), exp(-y**2 / (2 * s**2))
    def quantile(self, p, q, s): return s * sqrt(-2 * log(q))
    def summary(self, s): return dict(mean=s * sqrt(pi / 2), variance=(2 - pi / 2) * s**2, mode=s, entropy=1 + log(s / sqrt(mpf(2))) + euler / 2)


class Lognormal(Family):
    names = ("mu", "sigma")
    def surprisal(self, y, m, s): return log(y * s * sqrt(2 * pi)) + ((log(y) - m) / s)**2 / 2
    def tails(self, y, m, s):
        z = (log(y) - m) / s
        return normal_upper(-z), normal_upper(z)
    def quantile(self, p, q, m, s):
        tail = min(p, q)
        z = findroot(lambda z: log(normal_upper(z)) - log(tail), sqrt(-2 * log(tail)) if tail < mpf("0.01") else 1 - 2 * tail)
        return exp(m + s * (z if q < p else -z))
    def summary(self, m, s):
        return dict(mean=exp(m + s**2 / 2), variance=expm1(s**2) * exp(2 * m + s**2), mode=exp(m - s**2), entropy=m + log(2 * pi * E * s**2) / 2)


class InverseGaussian(Family):
    names = ("mu", "shape")
    def surprisal(self, y, m, l): return -log(l / (2 * pi * y**3)) / 2 + l * (y - m)**2 / (2 * m**2 * y)
    def tails(self, y, m, l):
        r = sqrt(l / y)
        a, b, factor = r * (y / m - 1), r * (y / m + 1), exp(2 * l / m)
        second = factor * normal_upper(b)
        return normal_upper(-a) + second, normal_upper(a) - second
    def quantile(self, p, q, m, l):
        lower = p < q
        goal = log(p if lower else q)
        with mp.workdps(DIGITS):
            f = lambda x: log(self.tails(exp(x), m, l)[0 if lower else 1]) - goal
            low, high = log(m) - 1, log(m) + 1
            while (f(low) > 0) == lower: low -= 1
            while (f(high) < 0) == lower: high += 1
            for _ in range(60):
                mid = (low + high) / 2
                if (f(mid) > 0) == lower: high = mid
                else: low = mid
            return exp(findroot(f, (low, high), solver="secant", tol=mpf(10)**-100))
    def summary(self, m, l):
        t = 2 * l / m
        # E log(y/mu) = -exp(t) E1(t): Tweedie (1957)
        mean_log = log(m) - exp(t) * expint(1, t)
        return dict(mean=m, variance=m**3 / l, mode=m * (sqrt(1 + 9 * m**2 / (4 * l**2)) - 3 * m / (2 * l)),
                    entropy=(1 + log(2 * pi / l) + 3 * mean_log) / 2)


class LogLogistic(Family):
    names = ("scale", "shape")
    def surprisal(self, y, s, k): return -log(k / s * power(y / s, k - 1) / (1 + power(y / s, k))**2)
    def tails(self, y, s, k): return 1 / (1 + power(y / s, -k)), 1 / (1 + power(y / s, k))
    def quantile(self, p, q, s, k): return s * power(p / q, 1 / k)
    def summary(self, s, k):
        b = pi / k
        return dict(mean=s * b / sin(b) if k > 1 else inf, variance=s**2 * (2 * b / sin(2 * b) - (b / sin(b))**2) if k > 2 else inf if k > 1 else nan,
                    mode=s * power((k - 1) / (k + 1), 1 / k) if k >= 1 else nan, entropy=log(s / k) + 2)


class HalfNormal(Family):
    names = ("sigma",)
    def surprisal(self, y, s): return -log(sqrt(2 / pi) / s) + y**2 / (2 * s**2)
    def tails(self, y, s): return erf(y / s / sqrt(mpf(2))), erfc(y / s / sqrt(mpf(2)))
    def quantile(self, p, q, s):
        if q < p: return s * findroot(lambda z: log(2 * normal_upper(z)) - log(q), sqrt(-2 * log(q)))
        return s * findroot(lambda z: erf(z / sqrt(mpf(2))) - p, p * sqrt(pi / 2))
    def summary(self, s): return dict(mean=s * sqrt(2 / pi), variance=s**2 * (1 - 2 / pi), mode=mpf(0), entropy=(1 + log(pi * s**2 / 2)) / 2)


class Lomax(Family):
    names = ("scale", "shape")
    def surprisal(self, y, s, k): return -log(k / s) + (k + 1) * log1p(y / s)
    def tails(self, y, s, k): return -expm1(-k * log1p(y / s)), power(1 + y / s, -k)
    def quantile(self, p, q, s, k): return s * expm1(-log(q) / k)
    def summary(self, s, k):
        return dict(mean=s / (k - 1) if k > 1 else inf, variance=s**2 * k / ((k - 1)**2 * (k - 2)) if k > 2 else inf if k > 1 else nan, mode=mpf(0),
                    entropy=1 + 1 / k + log(s / k))


class InverseGamma(Family):
    names = ("scale", "shape")
    def surprisal(self, y, s, k): return loggamma(k) - k * log(s) + (k + 1) * log(y) + s / y
    def tails(self, y, s, k):
        x = s / y
        with mp.workdps(60):
            if x > k + 1: upper = gammainc(k, x, inf, regularized=True); return upper, 1 - upper
            lower = gammainc(k, 0, x, regularized=True)
            return 1 - lower if lower < mpf("0.9") else gammainc(k, x, inf, regularized=True), lower
    def quantile(self, p, q, s, k):
        with mp.workdps(60):
            f = lambda t: log(self.tails(exp(t), s, k)[0]) - log(p) if p < q else log(self.tails(exp(t), s, k)[1]) - log(q)
            low = high = log(s / k)
            step = mpf(1)
            while (f(low) > 0) == (p < q): low -= step; step *= 2
            step = mpf(1)
            while (f(high) < 0) == (p < q): high += step; step *= 2
            for _ in range(40):
                mid = (low + high) / 2
                if (f(mid) > 0) == (p < q): high = mid
                else: low = mid
            return exp(findroot(f, (low, high), solver="secant", tol=mpf(10)**-45))
    def summary(self, s, k):
        return dict(mean=s / (k - 1) if k > 1 else inf, variance=s**2 / ((k - 1)**2 * (k - 2)) if k > 2 else inf if k > 1 else nan, mode=s / (k + 1),
                    entropy=k + log(s) + loggamma(k) - (1 + k) * psi(0, k))


# name: (family, parameter lists with further responses, formula rows)
PLAIN = ["1e-12", "0.003", "0.2", "0.9", "1", "1.4", "5", "40", "1e6"]
FAMILIES = {
    "exponential": (Exponential(), [((1,), [0, 1e-300, 1e-10, 0.3, 1, 40, 720]), ((0.004,), [0.001, 0.02, 2.5]), ((1e8,), [1e-3, 1e7, 1e8, 6e10]), ((1e6,), [20, 7e6]), ((1e-200,), [1e-210, 3e-200])]),
    "weibull": (Weibull(), [((2, 1.5), [1e-6, 0.5, 2, 30]), ((1, 0.1), [1e-30, 0.01, 1, 1e10, 1e28]), ((1, 1), [1e-5, 1, 30]), ((1e-4, 40), [1e-12, 9e-5, 1.1e-4]),
                            ((350.5, 1e4), [300, 350.4, 350.6]), ((1e8, 3), [1e-100, 1e7, 1.5e8]), ((0.7, 0.5), [1e-200, 0.1, 3e5]), ((10, 50), [4, 9.9, 11])]),
    "rayleigh": (Rayleigh(), [((1,), [1e-200, 1e-5, 0.4, 1, 2, 37]), ((0.004,), [0.001, 0.1]), ((1e8,), [1e3, 1e8, 3.7e9])]),
    "lognormal": (Lognormal(), [((0, 1), [1e-12, 0.1, 1, 3, 1e6]), ((2, 0.1), [5, 7, 12]), ((-12.5, 3), [1e-40, 1e-6, 1e20]), ((300, 1e-4), ["1.93e130", "1.945e130"]), ((-3, 3), [1e-6, 0.05, 40]), ((0, 20), [1e-290, 1e-5, 1e5, 1e290])]),
    "inverse-gaussian": (InverseGaussian(), [((1, 1), [0.005, 0.02, 0.3, 0.9, 1, 1.5, 5, 80, 700]), ((3, 0.2), [1e-4, 0.02, 1, 20, 5000]), ((1, 1e4), [0.7, 0.97, 1, 1.001, 1.03, 1.5]),
                                             ((2.5, 1e-3), [1e-6, 1e-3, 0.5, 1e4, 1e6]), ((1e-4, 1e6), ["0.9999e-4", "1.00003e-4"]), ((1e6, 1e-4), [1e-7, 1e-3, 1e3, 1e9, 1e15]), ((40, 40), [0.1, 30, 900]), ((2, 1e4), [1.9, 2.1]), ((1000, 1), [0.01, 1, 1e5]),
                                             ((1, 1e12), ["0.99997", "0.9999999", "1.00002"])]),
    "log-logistic": (LogLogistic(), [((2, 1.5), [1e-200, 1e-6, 0.5, 2, 3, 30, 1e200]), ((1, 0.1), [1e-300, 0.01, 1e10]), ((1e-4, 40), [1e-12, 9e-5, 1.1e-4, 1e3]), ((350.5, 1e4), [335, 350.4, 350.6, 367]),
                                     ((1, 1), [1e-5, 1, 30]), ((1e8, 2.001), [1e3, 1e9]), ((1, 1.0001), [0.5]), ((3, 3.2), [4])]),
    "half-normal": (HalfNormal(), [((1,), [0, 1e-300, 1e-9, 0.4, 0.7, 1, 3, 38]), ((0.004,), [0.001, 0.1]), ((1e8,), [1e3, 1e8, 3.7e9])]),
    "pareto-lomax": (Lomax(), [((2, 1.5), [0, 1e-300, 1e-6, 0.5, 2, 3, 30, 1e200]), ((1, 0.1), [1e-30, 0.01, 1e10]), ((1e8, 1e8), [1e-9, 1, 30, 600]), ((1e-4, 40), [1e-12, 9e-5, 1]),
                               ((1, 1), [1e-5, 1, 30]), ((3, 2.5), [1, 1e50])]),
    "inverse-gamma": (InverseGamma(), [((2, 1.5), [0.003, 0.02, 0.5, 2, 30, 1e30]), ((1, 0.3), [0.0015, 0.01, 1e10, 1e100]), ((1e-4, 40), [3e-7, 2e-6, 2.6e-6, 1e-4]),
                                       ((350.5, 1e4), [0.028, 0.035, 0.0352, 0.045]), ((1, 1), [0.002, 1, 30]), ((1e8, 3), [1e6, 3e7, 1e12])]),
}
WORKING = {
    1: [(0.0,), (0.7,), (-9.2,), (18.4,), (-300.0,)],
    2: [(0.0, 0.0), (0.7, 0.4), (-9.2, -2.3), (18.4, 3.7), (2.0, 1.1), (0.5, -1.0)],
}
FURTHER = {
    "lognormal": [(20.0, -9.2), (60.0, 0.0), (-12.5, 3.0)],
    "inverse-gaussian": [(0.0, 9.2), (0.0, -9.2), (13.8, -9.2), (0.0, 27.6), (-9.2, 13.8)],
    "log-logistic": [(0.3, 9.2)],
    "weibull": [(5.8, 6.0)],
    "pareto-lomax": [(18.4, 18.4), (1.0, 16.0)],
    "inverse-gamma": [(5.8, 9.2), (1.0, 16.0), (0.0, -6.0)],
}


def natural(name, w): return [mpf(w[0]) if name == "lognormal" else exp(mpf(w[0]))] + [exp(mpf(x)) for x in w[1:]]


def formula_rows(name, family):
    """Responses at quantile-like points of each parameter set, and far outside."""
    def g(y, n, w): return family.surprisal(y, *([w[0] if name == "lognormal" else exp(w[0])] + [exp(x) for x in w[1:]]))
    # Next to the centre the gradient of some formulas is an exact small number, that of others what is left of 1 - 1.
    near = mpf("1e-9") if name in ("weibull", "inverse-gaussian", "inverse-gamma") else mpf("0.01")
    rows = []
    for w in WORKING[len(family.names)] + FURTHER.get(name, []):
        p = natural(name, w)
        centre = {"lognormal": lambda: exp(p[0]), "inverse-gamma": lambda: p[0] / p[1]}.get(name, lambda: p[0])()
        spread = mpf(1)
        if len(p) > 1: spread = {"lognormal": p[1], "inverse-gaussian": sqrt(p[0] / p[1]), "inverse-gamma": 1 / sqrt(p[1])}.get(name, 1 / p[1])
        if name == "pareto-lomax" and p[1] > 10: centre, spread = p[0] / p[1], mpf(1)
        points = [centre * exp(spread * t) for t in (-3, mpf("-0.4"), near, mpf("0.3"), 2)] if spread < 40 else [centre / 2, centre, 3 * centre]
        for y in points:
            if mpf("1e-300") < y < mpf("1e300"): rows.append(formula(g, float(y), w))
    if name in ("exponential", "half-normal"): rows.append(formula(g, 0.0, (0.7,)))
    if name == "pareto-lomax": rows.append(formula(g, 0.0, (0.7, 0.4)))
    return rows


def distributions(name, family, sets):
    result = []
    for parameters, responses in sets:
        p = [mpf(x) for x in parameters]
        text = f"{name}({', '.join(f'{n}={float(v)!r}' for n, v in zip(family.names, parameters))})"
        at = []
        for y in responses:
            exact = mpf(float(y))
            lower, upper = family.tails(exact, *p)
            at.append(point(exact, family.log_density(exact, *p), lower, upper))
        quantiles = []
        for probability in DEEP + LOWER:
            prob = mpf(float(probability))
            y = family.quantile(prob, 1 - prob, *p)
            if mpf("1e-300") < y < mpf("1e300"): quantiles.append((prob, y))
        result.append(distribution(text, at, quantiles, **family.summary(*p)))
    return result


if __name__ == "__main__":
    for name, (family, sets) in FAMILIES.items():
        if len(sys.argv) > 1 and name not in sys.argv[1:]: continue
        mp.dps = DIGITS
        write(name, SOURCE, distributions(name, family, sets), formula_rows(name, family))
        print(name, flush=True)
