"""Second derivatives of -log P of censored rows whose tails are no formulas: the values of Noise/Events/EventPanelTests.cs (mpmath, 30 digits)."""
from mpmath import besseli, betainc, cos, diff, exp, gammainc, inf, log, mp, mpf, nstr, pi, quad

mp.dps = 30


def student_survival(y, mu, log_sigma, nu):
    z = (y - mu) / exp(log_sigma)
    half = betainc(nu / 2, mpf(1) / 2, 0, nu / (nu + z * z), regularized=True) / 2
    return half if z > 0 else 1 - half


def von_mises_cdf(y, mu, kappa):
    return quad(lambda t: exp(kappa * cos(t - mu)), [-pi, -1, mu, y]) / (2 * pi * besseli(0, kappa))


def huber_survival(z, k):
    rho = lambda x: x * x / 2 if abs(x) <= k else k * abs(x) - k * k / 2
    whole = quad(lambda x: exp(-rho(x)), [-inf, -k, 0, k, inf])
    return quad(lambda x: exp(-rho(x)), [z] + [p for p in (-k, 0, k) if p > z] + [inf]) / whole


y = mpf("-2.5034167563514926")
print("student-t(nu=4) at least y, sigma sigma", nstr(diff(lambda s: -log(student_survival(y, 0, s, mpf(4))), 0, 2), 17))
y1 = mpf("1.089538201888313")
print("student-t(nu=0.7) at most y, mu mu", nstr(diff(lambda m: -log(1 - student_survival(y1, m, 0, mpf("0.7"))), 0, 2), 17))
y2 = mpf("0.11212118522315562")
print("student-t(nu=0.7) at least y, mu sigma", nstr(diff(lambda m, s: -log(student_survival(y2, m, s, mpf("0.7"))), (0, 0), (1, 1)), 17))
y3 = mpf("0.614964234373418")
print("gamma(2, 0.3) at least y, shape shape", nstr(diff(lambda k: -log(gammainc(exp(k), exp(k) * y3 / 2, inf, regularized=True)), log(mpf("0.3")), 2), 17))
y4 = mpf("1.2351672327046654")
print("von-mises(0.5, 2) at most y, concentration twice", nstr(diff(lambda k: -log(von_mises_cdf(y4, mpf("0.5"), exp(k))), log(mpf(2)), 2), 15))
y5 = mpf("-0.3998829330745462")
print("huber at least y, sigma sigma", nstr(diff(lambda s: -log(huber_survival(y5 * exp(-s), mpf("1.345"))), 0, 2), 15))
