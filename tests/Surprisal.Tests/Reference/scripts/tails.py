#!/usr/bin/env python3
"""Writes ../tails.txt: both tails of seven distributions from mpmath, for TailReferenceTests. Needs python3-mpmath; run time a minute.

A row: function, arguments (exact doubles), lower, upper, log lower, log upper. The tails come from a series of positive terms or from
tanh-sinh quadrature of the density relative to its value at x, both at 50 digits and more, and their sum is held to 1 at 1e-25."""
import random
from pathlib import Path
import mpmath as mp

mp.mp.dps = 50
random.seed(20260101)


def integral(h, width):
    """Integral of exp(-h(s)) over s >= 0 for a convex h with h(0) = 0, scale `width`."""
    end = mp.mpf(width)
    while h(end) < 130: end *= 2
    while h(end / 2) > 130: end /= 2
    cuts = [end * k / 12 for k in range(13)]
    return mp.quad(lambda s: mp.exp(-h(s)), cuts)


def series(ratio):
    term = total = mp.mpf(1)
    k = 0
    while True:
        k += 1
        term *= ratio(k)
        total += term
        if term < total * mp.mpf(10) ** -45 and ratio(k) < mp.mpf("0.9999"): return total
        if k > 60000: return None


def gamma_tails(a, x):
    with mp.workdps(110):
        a, x = mp.mpf(a), mp.mpf(x)
        log_pre = a * mp.log(x) - x - mp.loggamma(a)
    if a > 20 or x > a + 1 and x > 2:
        if x >= a:
            upper = mp.exp(log_pre) * integral(lambda s: (x - a) * s + x * (mp.expm1(s) - s), 1 / mp.sqrt(x))
            return 1 - upper, upper
        lower = mp.exp(log_pre) * integral(lambda s: (a - x) * s + x * (mp.expm1(-s) + s), 1 / mp.sqrt(a))
        return lower, 1 - lower
    with mp.workdps(400 if a < 1e-3 else 120):
        lower = x ** a * mp.exp(-x) / mp.gamma(a + 1) * series(lambda k: x / (a + k))
        return lower, 1 - lower


def beta_tails(a, b, x, y):
    with mp.workdps(110):
        a, b = mp.mpf(a), mp.mpf(b)
        if x <= y: x = mp.mpf(x); y = 1 - x
        else: y = mp.mpf(y); x = 1 - y
        log_pre = a * mp.log(x) + b * mp.log(y) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)
        if a * y < b * x:
            lower, upper = beta_core(b, a, y, x, log_pre)
            return upper, lower
        return beta_core(a, b, x, y, log_pre)


def beta_core(a, b, x, y, log_pre):
    if a > 20:
        with mp.workdps(70):
            lower = mp.exp(log_pre) * integral(lambda s: a * s + (a + b) * mp.log1p(x * mp.expm1(-s)), 1 / (a * y - b * x + mp.sqrt((a + b) * x * y)))
        return lower, 1 - lower
    with mp.workdps(110):
        total = series(lambda k: (a + b + k - 1) / (a + k) * x)
        if total is not None:
            lower = mp.exp(log_pre) / a * total
            return lower, 1 - lower
        total = series(lambda k: (a + b + k - 1) / (b + k) * y)
        if total is None: return None
        upper = mp.exp(log_pre) / b * total
        return 1 - upper, upper


def number(v):
    return mp.nstr(v, 18, min_fixed=0, max_fixed=0) if v != 0 else "0"


def row(name, args, tails):
    lower, upper = tails
    with mp.workdps(110):
        logs = [mp.log1p(-o) if o < 0.5 else mp.log(v) for v, o in ((lower, upper), (upper, lower))]
    return " ".join([name, *(repr(float(v)) for v in args), *map(number, (lower, upper, *logs))])


def gamma_cases():
    for a in (1e-10, 1e-4, 0.01, 0.3, 0.97, 1.0, 1.6, 2.5, 7.3, 14.9, 15.0, 42.0, 1e3, 1e5, 3.7e7, 1e10, 1e15):
        for z in (-30, -9, -3, -1, -0.1, 0, 0.2, 1, 2.5, 8, 35):
            if a < 15:
                yield a, a * mp.exp(mp.mpf(z) * (1 if z > -20 else 8) / 4) if z < 8 else a + z * 8
            else:
                x = a * max(1 - mp.mpf(1) / (9 * a) + z / (3 * mp.sqrt(a)), mp.mpf(10) ** -3) ** 3
                yield a, x
    for _ in range(90):
        a = 10 ** random.uniform(-10, 3)
        yield a, a * 10 ** random.uniform(-4, 2) if random.random() < 0.5 else 10 ** random.uniform(-5, 2)


def beta_cases():
    shapes = (1e-10, 1e-3, 0.2, 0.5, 1.0, 1.7, 6.0, 14.5, 40.0, 900.0, 2e5, 1e10)
    for a in shapes:
        for b in shapes:
            if a > b: continue
            for z in random.sample((-30, -12, -5, -2, -0.5, 0.1, 0.6, 1.5, 4, 10, 33), 4):
                width = mp.sqrt(1 / mp.mpf(a) + 1 / mp.mpf(b))
                yield (a, b, mp.mpf(a) / b * mp.exp(z * min(width, mp.mpf(2))))
    for _ in range(120):
        a, b = 10 ** random.uniform(-10, 4), 10 ** random.uniform(-3, 4)
        yield a, b, 10 ** random.uniform(-6, 6) if random.random() < 0.4 else a / b * 10 ** random.uniform(-1, 1)


def main():
    rows = []
    for a, x in gamma_cases():
        x = float(x)
        if 0 < x < 1e300: rows.append(row("gamma", (a, x), gamma_tails(a, x)))
    for a, b, odds in beta_cases():
        odds = mp.mpf(odds)
        x, y = float(odds / (1 + odds)), float(1 / (1 + odds))
        tails = beta_tails(a, b, x, y) if x > 0 and y > 0 else None
        if tails: rows.append(row("beta", (a, b, x, y), tails))
    for nu in (0.01, 0.3, 1.0, 2.5, 4.0, 29.0, 31.0, 500.0, 1e6, 1e12):
        for t in (1e-200, 1e-8, 0.02, 0.7, 1.3, 3.0, 12.0, 37.0, 1e3, 1e8, 1e20, 1e160, 1e300):
            nut, tt = mp.mpf(nu), mp.mpf(t)
            if t > 1e18:
                with mp.workdps(60):
                    lx = mp.log(nut) - 2 * mp.log(tt)
                    upper = mp.exp(nut / 2 * lx - mp.log(nut) - mp.log(mp.beta(nut / 2, 0.5))) if nu < 1e5 else None
                if upper is None: continue
                tails = (1 - upper, upper)
            else:
                with mp.workdps(110):
                    total = nut + tt * tt
                    tails = student(nut / 2, nut / total, tt * tt / total)
            if tails: rows.append(row("student-t", (nu, t), tails))
    for z in (1e-12, 0.01, 0.3, 0.67, 0.99, 1.01, 1.7, 2.5, 4.0, 6.3, 9.0, 15.0, 23.0, 37.5, 38.6, 100.0, 1e5, 1e12, 1e150):
        rows.append(row("normal", (z,), normal(z)))
    for z in (1e-12, 0.01, 0.5, 1.0, 3.0, 30.0, 300.0, 740.0, 800.0, 1e12):
        with mp.workdps(110): rows.append(row("logistic", (z,), (1 / (1 + mp.exp(-mp.mpf(z))), 1 / (1 + mp.exp(mp.mpf(z))))))
    for k in (1e-3, 0.1, 0.7, 1.345, 3.0, 8.0, 30.0, 45.0):
        for z in (1e-9, 0.05, 0.6, 1.3, 1.4, 2.9, 7.0, 11.0, 31.0, 200.0, 1e6):
            rows.append(row("huber", (k, z), huber(mp.mpf(k), mp.mpf(z))))
    for mean, y in ((1e-6, 2), (0.5, 0), (0.5, 30), (7.3, 1), (7.3, 60), (1e3, 800), (1e3, 1250), (4e6, 3990000), (4e6, 4070000), (1e12, 1e12 + 9e6)):
        lower, upper = gamma_tails(y + 1.0, mean)
        rows.append(row("poisson", (mean, y), (upper, lower)))
    for n, p, y in ((10, 0.3, 0), (10, 0.3, 9), (25, 0.999, 10), (1000, 0.5, 380), (1e6, 1e-5, 40), (1e9, 0.25, 250100000), (1e9, 1e-9, 0), (70, 1e-12, 3)):
        upper, lower = beta_tails(y + 1.0, n - y, p, 1 - p)
        rows.append(row("binomial", (n, p, y), (lower, upper)))
    for mean, size, y in ((3, 1.5, 0), (3, 1.5, 100), (0.2, 0.05, 20), (50, 1e6, 20), (1e3, 0.5, 20000), (4, 1e-3, 500), (1e8, 30.0, 4e8), (2.0, 1e9, 15)):
        with mp.workdps(110):
            total = mp.mpf(size) + mp.mpf(mean)
            tails = beta_between(size, y + 1.0, size / total, mean / total)
        rows.append(row("negative-binomial", (mean, size, y), tails))
    path = Path(__file__).resolve().parent.parent / "tails.txt"
    path.write_text("# Written by scripts/tails.py (mpmath, 50 digits): function, arguments, lower, upper, log lower, log upper.\n" + "\n".join(rows) + "\n")
    print(len(rows), "rows")


def normal(z):
    with mp.workdps(50):
        z = mp.mpf(z)
        if z < 40: upper = mp.erfc(z / mp.sqrt(2)) / 2
        else: upper = mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi) / z * mp.fsum((-1) ** k * mp.fac2(2 * k - 1) / z ** (2 * k) for k in range(20))
    with mp.workdps(110): return 1 - upper, upper


def huber(k, z):
    with mp.workdps(1200):
        core = lambda x: mp.sqrt(mp.pi / 2) * mp.erf(x / mp.sqrt(2))
        beyond = mp.exp(-k * k / 2) / k
        total = 2 * (core(k) + beyond)
        upper = mp.exp(k * k / 2 - k * z) / k / total if z >= k else (core(k) - core(z) + beyond) / total
        return 1 - upper, upper


def beta_between(a, b, x, y):
    log_pre = a * mp.log(x) + b * mp.log(y) + mp.loggamma(mp.mpf(a) + b) - mp.loggamma(a) - mp.loggamma(b)
    if a * y >= b * x: return beta_core(mp.mpf(a), mp.mpf(b), x, y, log_pre)
    return beta_core(mp.mpf(b), mp.mpf(a), y, x, log_pre)[::-1]


def student(half, x, y):
    log_pre = half * mp.log(x) + mp.log(y) / 2 + mp.loggamma(half + 0.5) - mp.loggamma(half) - mp.loggamma(mp.mpf(1) / 2)
    b = mp.mpf(1) / 2
    if half * y >= b * x: both = beta_core(half, b, x, y, log_pre)
    else:
        other = beta_core(b, half, y, x, log_pre)
        both = other and other[::-1]
    return both and (1 - both[0] / 2, both[0] / 2)


if __name__ == "__main__":
    main()
