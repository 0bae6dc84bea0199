"""Writes the reference values of the primitives: python3 primitives.py OUTPUT_FOLDER [POINTS_A_RANGE]. Needs mpmath.

A line is: x as 16 hexadecimal digits of its bits; f(x) rounded to a double, likewise; the rest of f(x) in units in the last place of
that double; f'(x) and f''(x) rounded to doubles. Pow and LogBeta have two arguments and no derivatives.
"""
import math
import random
import struct
import sys

from mpmath import mp, mpf, asinh, atan, bernoulli, besselk, cos, cosh, erf, erfc, erfinv, exp, expm1, factorial, log, log1p, loggamma, pi, psi, sin, sinh, sqrt, tanh

from barron import normaliser_and_derivatives

mp.dps = 60
HALF_LOG_TWO_PI = log(2 * pi) / 2


def bits(x):
    return '%016x' % struct.unpack('<Q', struct.pack('<d', x))[0]


def ulp(x):
    return 5e-324 if abs(x) < 2.0**-1022 else math.ldexp(1.0, math.frexp(x)[1] - 53)


def rounded(v):
    try:
        return float(v)
    except OverflowError:
        return math.inf if v > 0 else -math.inf


def line(arguments, value, derivatives):
    high = rounded(value)
    rest = 0.0 if math.isinf(high) else float((mpf(value) - mpf(high)) / mpf(ulp(high)))
    fields = [bits(a) for a in arguments] + [bits(high), '%.4f' % rest] + [bits(rounded(d)) for d in derivatives]
    return ' '.join(fields)


def expm1_minus_x(x):
    if abs(x) > 0.1:
        return exp(x) - 1 - x
    total, term, n = mpf(0), x, 1
    while abs(term) > abs(x)**2 * mpf(10)**-60:
        n += 1
        term = term * x / n
        total += term
    return total


def excess(u):
    """phi(u)/Phi(-u) - u; a continued fraction where the difference cancels (DLMF 7.9.3)."""
    if u > 20:
        tail = mpf(0)
        for k in range(300, 0, -1):
            tail = k / (u + tail)
        return tail
    return exp(-u * u / 2) / sqrt(2 * pi) / (erfc(u / sqrt(mpf(2))) / 2) - u


def log_normal_cdf(x):
    if x > 0:
        density = exp(-x * x / 2) / sqrt(2 * pi)
        h = density / (1 - erfc(x / sqrt(mpf(2))) / 2)
        return log1p(-erfc(x / sqrt(mpf(2))) / 2), h, -h * (x + h)
    d = excess(-x)
    return -x * x / 2 - HALF_LOG_TWO_PI - log(d - x), d - x, -(d - x) * d


def log_mills_ratio(x):
    if x < 0:
        h = exp(-x * x / 2) / sqrt(2 * pi) / (1 - erfc(-x / sqrt(mpf(2))) / 2)
        return x * x / 2 + HALF_LOG_TWO_PI + log1p(-erfc(-x / sqrt(mpf(2))) / 2), x - h, 1 - h * (h - x)
    with mp.workdps(60 + (2 * int(mp.log10(x)) if x > 1 else 0)):
        d = excess(x)
        return -log(x + d), -d, 1 - (x + d) * d


def stirling(k, x):
    if x > 200:
        total = mpf(0)
        for n in range(1, 14):
            c = bernoulli(2 * n) / (2 * n * (2 * n - 1))
            for j in range(k):
                c *= -(2 * n - 1 + j)
            total += c / x**(2 * n - 1 + k)
        return total
    if k == 0:
        return loggamma(x) - (x - mpf(1) / 2) * log(x) + x - HALF_LOG_TWO_PI
    if k == 1:
        return psi(0, x) - log(x) + 1 / (2 * x)
    # derivatives of log x - 1/(2x)
    return psi(k - 1, x) + (-1)**(k - 1) * (factorial(k - 2) / x**(k - 1) + factorial(k - 1) / (2 * x**k))


def gamma_half_ratio(k, x):
    """The k-th derivative of log Gamma(x + 1/2) - log Gamma(x) - log(x)/2; by Stirling's series where the gamma functions cancel."""
    half, t = mpf(1) / 2, 1 / (2 * x)
    if x <= 200:
        return [lambda: loggamma(x + half) - loggamma(x) - log(x) / 2, lambda: psi(0, x + half) - psi(0, x) - t, lambda: psi(1, x + half) - psi(1, x) + t / x][k]()
    with mp.workdps(60 + 3 * int(mp.log10(x))):
        t = 1 / (2 * x)
        rest = [x * log1p(t) - half, log1p(t) - t / (1 + t), -t * t / x / (1 + t)**2][k]
        return rest + stirling(k, x + half) - stirling(k, x)


def hankel(order, x):
    """sqrt(2x/pi) e^x K_order(x); by its asymptotic series for large x (DLMF 10.40.2)."""
    if x < 500:
        return sqrt(2 * x / pi) * exp(x) * besselk(order, x)
    total, term = mpf(1), mpf(1)
    for k in range(1, 500):
        term *= (4 * order**2 - (2 * k - 1)**2) / (8 * k * x)
        if abs(term) < mpf(10)**-(mp.dps + 5):
            break
        total += term
    return total


def bessel_k1_remainder(k, x):
    """log(sqrt(2x/pi) e^x K1(x)) and its derivatives in log x, by K0/K1, with the digits that cancel for large x."""
    with mp.workdps(mp.dps + 20 + int(3 * abs(mp.log10(x)))):
        x = mpf(x)
        one = hankel(1, x)
        if k == 0:
            return log(one)
        ratio = hankel(0, x) / one
        return x - mpf(1) / 2 - x * ratio if k == 1 else x - 2 * x * ratio + x * x * (1 - ratio) * (1 + ratio)


def log_gamma(x):
    if x > 200:
        return (x - mpf(1) / 2) * log(x) - x + HALF_LOG_TWO_PI + stirling(0, x)
    return loggamma(x)


def polygamma(n, x):
    if x < mpf(10)**-40:
        return {0: -1 / x - mp.euler, 1: 1 / x**2, 2: -2 / x**3, 3: 6 / x**4}[n]
    return psi(n, x) if n < 1 or x < 1e6 else {1: 1 / x + 1 / (2 * x**2) + 1 / (6 * x**3) - 1 / (30 * x**5), 2: -1 / x**2 - 1 / x**3 - 1 / (2 * x**4), 3: 2 / x**3 + 3 / x**4 + 2 / x**5}[n]


def log_expm1_of(t):
    """log(expm1(t)), its first derivative in t, and t times the second over the first."""
    return (t + log1p(-exp(-t)) if t > 1 else log(expm1(t)))


def logit_of_cloglog(x):
    t = exp(x)
    first = t / -expm1(-t)
    ratio = expm1_minus_x(t) / expm1(t) if t < 1000 else 1 - t * exp(-t)
    value = x + log1p(expm1_minus_x(t) / t) if t < 1 else log_expm1_of(t)
    return value, first, first * ratio


def quantile(p):
    z = -sqrt(mpf(2)) * erfinv(1 - 2 * p) if p > mpf(10)**-8 else None
    if z is None:
        z = -sqrt(-2 * log(p))
        for _ in range(60):
            value, h, _ = log_normal_cdf(z)
            step = (value - log(p)) / h
            z -= step
            if abs(step) < mpf(10)**-50:
                break
    slope = sqrt(2 * pi) * exp(z * z / 2)
    return z, slope, z * slope * slope


def logistic(x):
    s = 1 / (1 + exp(-x))
    first = s / (1 + exp(x))
    return s, first, -first * tanh(x / 2)


def erf_like(x, sign):
    first = 2 / sqrt(pi) * exp(-x * x)
    return (erf(x) if sign > 0 else erfc(x)), sign * first, -sign * 2 * x * first


def softplus(x):
    s, first, _ = logistic(x)
    return (log1p(exp(x)) if x < 0 else x + log1p(exp(-x))), s, first


def normal_cdf(x):
    density = exp(-x * x / 2) / sqrt(2 * pi)
    return erfc(-x / sqrt(mpf(2))) / 2, density, -x * density


def log1m_exp(x):
    m = expm1(x)
    return (log(-m) if x > -1 else log1p(-exp(x))), exp(x) / m, -exp(x) / m**2


def log_expm1(x):
    m = -expm1(-x)
    return log_expm1_of(x), 1 / m, -exp(-x) / m**2


def tanh_all(x):
    first = 1 / mp.cosh(x)**2
    return tanh(x), first, -2 * tanh(x) * first


def quotient(x):
    """(exp(x) - 1 - x)/x^2 and its derivatives, at digits enough for the differences."""
    with mp.workdps(60 + max(0, int(-4 * mp.log10(abs(x)))) + 10):
        e = exp(x)
        return (e - 1 - x) / x**2, ((x - 2) * e + x + 2) / x**3, ((x * x - 4 * x + 6) * e - 2 * x - 6) / x**4


def log_mean_exp(x):
    with mp.workdps(60 + max(0, int(-3 * mp.log10(abs(x)))) + (int(abs(x)) if abs(x) < 1000 else 20)):
        if x > 1000: return x - log(x), 1 - 1 / x, 1 / x**2
        if x < -1000: return -log(-x), -1 / x, 1 / x**2
        return log(expm1(x) / x), 1 / (1 - exp(-x)) - 1 / x, 1 / x**2 - exp(x) / expm1(x)**2
def log_bessel_i0_scaled(x):
    # 1 - I1/I0 and its slope lose twice the digits of x
    with mp.workdps(mp.dps + 10 + max(0, 2 * int(mp.log10(x)))):
        ratio = mp.besseli(1, x) / mp.besseli(0, x) if x < 1e6 else large_bessel_ratio(x)
        value = log(mp.besseli(0, x)) - x if x < 1e6 else large_log_bessel(x)
        return value, ratio - 1, 1 - ratio / x - ratio**2


def large_bessel_sum(order, x):
    # DLMF 10.40.1; from x = 1e6 on twenty terms leave 1e-100
    total, term = mpf(0), mpf(1)
    for k in range(1, 40):
        total += term
        term *= -(4 * order * order - (2 * k - 1)**2) / (k * 8 * x)
    return total


def large_bessel_ratio(x):
    return large_bessel_sum(1, x) / large_bessel_sum(0, x)


def large_log_bessel(x):
    return log(large_bessel_sum(0, x)) - log(2 * pi * x) / 2


# name: (function, ranges); a range is (kind, low, high), kind 'u' uniform, '+', '-' log-uniform of that sign, or a list of points
EVERYWHERE = [('+', 1e-323, 1e300), ('-', 1e-323, 1e300)]
SMALL = [('+', 1e-300, 1), ('-', 1e-300, 1)]
POSITIVE = [('+', 1e-320, 1e305), ('u', 0, 0.6), ('u', 0.4, 2.6), ('u', 2.4, 12), ('+', 1e-3, 1e3)]
GAMMA_POINTS = [0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 1e-320, 2.2e-308, 1.4616321449683623, 1 - 1e-10, 1 + 1e-13, 2 - 1e-9, 2 + 1e-12]
FUNCTIONS = {
    'Exp': (lambda x: (exp(x),) * 3, [('u', -745.1, 709.7), ('u', -745, -700), ('u', -2, 2), ('+', 1e-20, 1), ('-', 1e-20, 1), [709.782712893384, -745.1332191019411]]),
    'Log': (lambda x: (log(x), 1 / x, -1 / x**2), [('+', 1e-323, 1.7e308), ('u', 0.5, 2), ('u', 0.99, 1.01), [5e-324, 2.2250738585072014e-308, 0.7071067811865476, 0.7071067811865475, 1.4142135623730951, 1.414213562373095]]),
    'Log1p': (lambda x: (log1p(x), 1 / (1 + x), -1 / (1 + x)**2), [('+', 1e-323, 1.7e308), ('-', 1e-323, 0.999), ('u', -1, 1), ('u', -0.35, 0.5), ('+', 1, 1e20), [-0.9999999999999999, 4503599627370497.5, 9007199254740993.0]]),
    'Expm1': (lambda x: (expm1(x), exp(x), exp(x)), [('u', -40, 709), ('u', -1, 1), ('u', -4, 4)] + SMALL + [[709.782712893384, -41.0, -700.0, -5e-324, 0.34657359027997264, -0.34657359027997264]]),
    'Expm1MinusX': (lambda x: (expm1_minus_x(x), expm1(x), exp(x)), [('u', -40, 709), ('u', -1.1, 1.1), ('u', -4, 4), ('+', 1e-150, 1), ('-', 1e-150, 1), ('-', 1, 1e300), [1.0, -1.0, 1.0000000000000002, -1.0000000000000002]]),
    'Softplus': (softplus, [('u', -745, 800), ('u', -40, 40), ('u', -2, 2)] + SMALL + [[-0.8813735870195430, -0.881373587019543, 0.881373587019543]]),
    'Sigmoid': (logistic, [('u', -745, 745), ('u', -40, 40), ('u', -2, 2)] + SMALL),
    'Tanh': (tanh_all, [('u', -350, 350), ('u', -20, 20), ('u', -1, 1), ('u', -0.2, 0.2)] + SMALL),
    'LogCosh': (lambda x: (log1p(sinh(x)**2) / 2, tanh(x), 1 / cosh(x)**2), [('u', -350, 350), ('u', -20, 20), ('u', -2, 2), ('u', -0.2, 0.2), ('+', 1e-140, 1), ('-', 1e-140, 1), [1.5, -1.5, 1.4999999999999998]]),
    'BesselK1Remainder': (lambda x: tuple(bessel_k1_remainder(k, exp(x)) for k in range(3)), [('u', -700, 230), ('u', -3, 3), ('u', -0.6, -0.4), ('u', -20, 10), [-0.5, -0.51, -0.52]]),
    'Atan': (lambda x: (atan(x), 1 / (1 + x * x), -2 * x / (1 + x * x)**2), EVERYWHERE + [('u', -4, 4), ('u', -0.5, 0.5), [0.41421356237309503, 0.4142135623730951, 2.414213562373095, 2.4142135623730954]]),
    'LogGamma': (lambda x: (log_gamma(x), polygamma(0, x), polygamma(1, x)), POSITIVE + [GAMMA_POINTS + [1e305, 2.5e305]]),
    'StirlingError': (lambda x: (stirling(0, x), stirling(1, x), stirling(2, x)), [('+', 1e-300, 1e300)] + POSITIVE[1:] + [GAMMA_POINTS[:6] + [0.49999999999999994, 2.4999999999999996, 5e-324]]),
    'GammaHalfRatio': (lambda x: tuple(gamma_half_ratio(k, x) for k in range(3)), [('+', 1e-150, 1e100)] + POSITIVE[1:] + [GAMMA_POINTS[:6] + [0.49999999999999994]]),
    'Digamma': (lambda x: (polygamma(0, x), polygamma(1, x), polygamma(2, x)), POSITIVE + [GAMMA_POINTS]),
    'Trigamma': (lambda x: (polygamma(1, x), polygamma(2, x), polygamma(3, x)), [('+', 1e-150, 1e300)] + POSITIVE[1:] + [GAMMA_POINTS[:6]]),
    'Erf': (lambda x: erf_like(x, 1), [('u', -6.5, 6.5), ('u', -1.1, 1.1)] + SMALL + [[1.0, -1.0, 1.0000000000000002]]),
    'Erfc': (lambda x: erf_like(x, -1), [('u', -6, 27.2), ('u', -1, 3), ('u', 26, 27.2)] + SMALL),
    'NormalCdf': (normal_cdf, [('u', -38.4, 8), ('u', -3, 3), ('u', -38.4, -36)] + SMALL),
    'Asinh': (lambda x: (asinh(x), 1 / sqrt(1 + x * x), -x / (1 + x * x) / sqrt(1 + x * x)), [('+', 1e-100, 1e100), ('-', 1e-100, 1e100), ('u', -4, 4), ('u', -0.5, 0.5), [9e149, -1.1e150, 1e200, 1.7e308]]),
    'LogMillsRatio': (log_mills_ratio, [('+', 1e-150, 1e100), ('-', 1e-150, 1e100), ('u', -40, 40), ('u', -3, 3), ('u', 0, 1), ('u', 3, 30)]),
    'BarronNormaliser': (normaliser_and_derivatives, [('u', -45, -8), ('u', -8, 0), ('u', 0, 8), ('u', 8, 50), [-46.5, -8.0, 2.0, 46.0, 60.0]]),
    'LogNormalCdf': (log_normal_cdf, [('-', 1e-300, 1e154), ('+', 1e-300, 38), ('u', -40, 8), ('u', -3, 3), ('u', 3, 38.4)]),
    'NormalQuantile': (quantile, [('+', 1e-323, 0.5), ('u', 0, 1), ('u', 0.9, 1), [0.075, 0.925, 0.5, 1.3887943864964021e-11]]),
    'Log1mExp': (log1m_exp, [('-', 1e-323, 745), ('u', -40, 0), ('u', -2, 0), [-0.6931471805599453, -0.6931471805599454]]),
    'LogExpm1': (log_expm1, [('+', 1e-323, 1e300), ('u', 0, 40), ('u', 0.5, 1.5)]),
    'LogitOfCloglog': (logit_of_cloglog, [('u', -1000, 709), ('u', -40, 5), ('u', -1, 1)]),
    'Expm1MinusXOverSquare': (quotient, [('u', -40, 700), ('u', -4, 4), ('+', 1e-100, 1), ('-', 1e-100, 1), ('-', 1, 1e100), [3.0, -3.0, 3.0000000000000004, -3.0000000000000004]]),
    'LogExpm1OverX': (log_mean_exp, [('u', -800, 800), ('u', -4, 4), ('+', 1e-100, 1), ('-', 1e-100, 1), ('+', 1, 1e300), ('-', 1, 1e300), [2.5, -2.5, 2.5000000000000004, -2.5000000000000004]]),
    'LogBesselI0Scaled': (log_bessel_i0_scaled, [('+', 1e-300, 1e150), ('u', 0, 5), ('u', 3, 20), ('+', 1e-3, 1e3), [4.0, 16.0, 3.9999999999999996, 15.999999999999998]]),
    'Sin': (lambda x: (sin(x), cos(x), -sin(x)), [('u', -10, 10), ('u', -1073741824, 1073741824), ('+', 1e-300, 1e9), [3.141592653589793, 6.283185307179586, 1073741824.0, 411557987.0, 94247779.60769379]]),
    'Cos': (lambda x: (cos(x), -sin(x), -cos(x)), [('u', -10, 10), ('u', -1073741824, 1073741824), ('+', 1e-300, 1e9), [1.5707963267948966, 4.71238898038469, 1073741824.0, 411557987.0, 94247779.60769379]]),
}


def points(ranges, count, source):
    for r in ranges:
        if isinstance(r, list):
            yield from r
            continue
        kind, low, high = r
        for _ in range(count):
            if kind == 'u':
                yield source.uniform(low, high)
            else:
                magnitude = math.exp(source.uniform(math.log(low), math.log(high)))
                yield magnitude if kind == '+' else -magnitude


def log_beta(a, b):
    p, q = min(a, b), max(a, b)
    if q < 200:
        return loggamma(p) + loggamma(q) - loggamma(p + q)
    with mp.workdps(60 + 330):
        p, q = mpf(p), mpf(q)
        # terms of the size of q log q cancel: enough digits for q = 1e150
        return log_gamma_long(p) + log_gamma_long(q) - log_gamma_long(p + q)


def log_gamma_long(x):
    if x < 200:
        return loggamma(x)
    return (x - mpf(1) / 2) * log(x) - x + log(2 * pi) / 2 + stirling(0, mpf(x)) if x > 1e6 else loggamma(x)


def main():
    folder, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 40
    only = sys.argv[3:]
    for name, (function, ranges) in FUNCTIONS.items():
        if only and name not in only:
            continue
        source = random.Random(name)
        rows = []
        for x in points(ranges, count, source):
            if x == 0:
                continue
            value, first, second = function(mpf(x))
            rows.append(line([x], value, [first, second]))
        with open('%s/%s.txt' % (folder, name), 'w') as file:
            file.write('\n'.join(rows) + '\n')
    if not only or 'Pow' in only:
        source = random.Random('Pow')
        rows = []
        for i in range(4 * count):
            while True:
                x = math.exp(source.uniform(-700, 700)) if i % 2 else source.uniform(0.2, 5)
                y = source.uniform(-1, 1) * 745 / abs(math.log(x)) if i % 4 < 2 else source.uniform(-60, 60)
                value = mpf(x)**mpf(y)
                if 0 < rounded(value) < math.inf:
                    break
            rows.append(line([x, y], value, []))
        for x, y in ((1 + 2.0**-52, 3e18), (1 - 2.0**-53, 6e18), (5e-324, 0.5), (2.0, -1074.0), (2.0, 1023.5), (1.7e308, 0.999), (0.5, 1074.4)):
            rows.append(line([x, y], mpf(x)**mpf(y), []))
        with open('%s/Pow.txt' % folder, 'w') as file:
            file.write('\n'.join(rows) + '\n')
    if not only or 'LogBeta' in only:
        source = random.Random('LogBeta')
        rows = []
        for i in range(4 * count):
            spread = (1, 3, 6, 12)[i % 4]
            a = 10**source.uniform(-spread, spread)
            b = 10**source.uniform(-spread, spread)
            rows.append(line([a, b], log_beta(mpf(a), mpf(b)), []))
        for a, b in ((1.0, 1.0), (0.5, 0.5), (1e-5, 1e10), (1e10, 1e10), (2.5, 2.5), (2.0, 1e5), (1e-300, 1e-300), (1e-300, 1e4)):
            rows.append(line([a, b], log_beta(mpf(a), mpf(b)), []))
        with open('%s/LogBeta.txt' % folder, 'w') as file:
            file.write('\n'.join(rows) + '\n')


if __name__ == '__main__':
    main()
