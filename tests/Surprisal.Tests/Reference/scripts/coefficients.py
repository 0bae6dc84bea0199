"""Prints the coefficients of the primitives' polynomials and rational approximations: python3 coefficients.py. Needs mpmath.

Interpolation at Chebyshev nodes with 45 digits: near-minimax (within a small factor of the best error), and reproducible.
"""
from mpmath import mp, mpf, atan, atanh, cos, erf, expm1, log, loggamma, lu_solve, matrix, nstr, pi, psi, sin, sqrt, tan

from primitives import bessel_k1_remainder, excess, gamma_half_ratio, stirling
from primitives import excess, gamma_half_ratio, log_bessel_i0_scaled, stirling

mp.dps = 45


def nodes(low, high, count):
    return [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * count)) for i in range(count)]


def rational(f, low, high, upper, lower):
    """Numerator of degree upper and denominator of degree lower (constant term 1) through upper + lower + 1 nodes."""
    low, high, count = mpf(low), mpf(high), upper + lower + 1
    system, right = matrix(count, count), matrix(count, 1)
    for i, x in enumerate(nodes(low, high, count)):
        right[i] = f(x)
        for j in range(upper + 1):
            system[i, j] = x**j
        for j in range(1, lower + 1):
            system[i, upper + j] = -right[i] * x**j
    c = lu_solve(system, right)
    return [c[j] for j in range(upper + 1)], [mpf(1)] + [c[upper + j] for j in range(1, lower + 1)]


def show(name, f, low, high, upper, lower=0, unit_sum=False):
    numerator, denominator = rational(f, low, high, upper, lower)
    if unit_sum:
        total = sum(denominator)
        numerator, denominator = [c / total for c in numerator], [c / total for c in denominator]

    def value(coefficients, x):
        total = mpf(0)
        for c in reversed(coefficients):
            total = total * x + mpf(float(c))
        return total

    worst = max(abs(value(numerator, x) / value(denominator, x) / f(x) - 1) for x in nodes(mpf(low), mpf(high), 200) if f(x) != 0)
    print('%s, relative error %s' % (name, nstr(worst, 3)))
    print('    ' + ', '.join(repr(float(c)) for c in numerator))
    if lower:
        print('    / ' + ', '.join(repr(float(c)) for c in denominator))


def main():
    half_log_two = log(2) / 2 * mpf('1.0001')
    show('ExpReduction: (e^r - 1 - r)/r^2', lambda r: (expm1(r) - r) / r**2, -half_log_two, half_log_two, 9)
    show('Expm1MinusX', lambda r: (expm1(r) - r) / r**2, -1, 1, 13)
    z = ((sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1))**2 * mpf('1.001')
    show('LogReduction: series in s^2', lambda v: (atanh(sqrt(v)) / sqrt(v) - 1) * 2 / v, mpf(10)**-15, z, 6)
    show('Power: the series after its first term', lambda v: (atanh(sqrt(v)) / sqrt(v) - 1 - v / 3) * 2 / v**2, mpf(10)**-10, z, 7)
    show('Atan', lambda v: (atan(sqrt(v)) / sqrt(v) - 1) / v, mpf(10)**-15, tan(pi / 8)**2 * mpf('1.001'), 10)
    show('Erf (take 1 from the first)', lambda v: erf(sqrt(v)) / sqrt(v), mpf(10)**-30, 1, 11)
    quarter = (pi / 4)**2 * mpf('1.01')
    show('AngleReduction: sine', lambda v: (sin(sqrt(v)) / sqrt(v) - 1) / v, mpf(10)**-15, quarter, 5)
    show('AngleReduction: cosine', lambda v: (cos(sqrt(v)) - 1 + v / 2) / v**2, mpf(10)**-10, quarter, 5)

    def mills(t):
        u = 3 * (1 + t) / (1 - t)
        return excess(u) * (u + 3)

    show('MillsRatio', mills, -1, 1 - mpf(10)**-13, 27)
    for k in range(5):
        show('StirlingSeries, derivative %d' % k, lambda v: stirling(k, 1 / sqrt(v)) / sqrt(v)**(k + 1), mpf(10)**-9, mpf('0.1601'), 6, 6)
    for name, f in (('StirlingError', stirling), ('GammaHalfRatio', gamma_half_ratio)):
        for k, degree in enumerate((10, 11, 11)):
            show('%s, derivative %d' % (name, k), lambda u: f(k, 1 / u - mpf('0.5')) / u**(k + 1), mpf(10)**-9, 1 / mpf('0.9999'), degree, degree)
    for k, high in enumerate(('0.91', '1.0001', '0.91')):
        show('BesselK1Remainder, derivative %d in log x' % k, lambda u: bessel_k1_remainder(k, 1 / u - mpf('0.5')) / u / ((1 - u / 2) if k == 1 else 1), mpf(10)**-9, mpf(high), 11, 11)
    half = mpf('0.5001')
    show('GammaSeries: log Gamma(2 + t)/t', lambda t: loggamma(2 + t) / t, -half, half, 19)
    for k in range(4):
        show('GammaSeries: polygamma %d' % k, lambda t: psi(k, 2 + t), -half, half, 23 if k == 3 else 19)
    for k in range(3):
        # x, 1 or 1 times the function near 0; beyond, x^k times the function less -log(2 pi x)/2, in 16/x.
        show('LogBesselI0Scaled, derivative %d, small' % k, lambda x: -log_bessel_i0_scaled(x)[k] / (x if k == 0 else 1), mpf(10)**-12, 4, 11, 11)
        scaled = lambda x: (log_bessel_i0_scaled(x)[k] + (log(2 * pi * x) / 2 if k == 0 else 0)) * x**max(k, 1)
        show('LogBesselI0Scaled, derivative %d, middle' % k, lambda t: scaled(16 / (mpf(5) / 2 + t * mpf(3) / 2)), -1, 1, 31 if k == 2 else 27)
        show('LogBesselI0Scaled, derivative %d, large' % k, lambda t: scaled(16 / t), mpf(10)**-9, 1, 19)


if __name__ == '__main__':
    main()
