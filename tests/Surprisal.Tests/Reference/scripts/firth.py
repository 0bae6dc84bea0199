#!/usr/bin/python3
"""Firth's penalised likelihood by mpmath, from its definition: log-likelihood + 1/2 log det of the expected information.

Maximum by Newton's method on numerical derivatives with 30 digits; ends of profile intervals as roots of the system
(gradient in the other coefficients = 0, loss = half a quantile of chi squared), p values by the loss at 0.
Writes Reference/firth/NAME.json where there is none yet. Run: /usr/bin/python3 firth.py
"""
import json
import pathlib
import random

import mpmath as mp

mp.mp.dps = 30
HERE = pathlib.Path(__file__).resolve().parent.parent / 'firth'
LEVEL = 0.95
HALF = mp.mpf(mp.findroot(lambda q: mp.gammainc(0.5, 0, q / 2, regularized=True) - mp.mpf(LEVEL), 3.84)) / 2


def inverse(link, eta):
    """Probability, that of the opposite, and the derivative."""
    if link == 'logit':
        m = 1 / (1 + mp.exp(-eta))
        return m, 1 / (1 + mp.exp(eta)), m * (1 - m)
    if link == 'probit':
        return mp.ncdf(eta), mp.ncdf(-eta), mp.npdf(eta)
    if link == 'cloglog':
        return -mp.expm1(-mp.exp(eta)), mp.exp(-mp.exp(eta)), mp.exp(eta - mp.exp(eta))
    if link == 'cauchit':
        return mp.mpf(1) / 2 + mp.atan(eta) / mp.pi, mp.mpf(1) / 2 - mp.atan(eta) / mp.pi, 1 / (mp.pi * (1 + eta ** 2))
    raise ValueError(link)


class Case:
    def __init__(self, noise, link, x, y, trials, weights, classes):
        self.noise, self.link, self.x, self.y, self.trials, self.w, self.classes = noise, link, x, y, trials, weights, classes
        self.p = len(x[0])
        self.size = self.p * (classes - 1) if classes else self.p

    def parts(self, b):
        n, p = len(self.y), self.p
        total = mp.mpf(0)
        info = mp.zeros(self.size)
        for i in range(n):
            row, y, w = self.x[i], self.y[i], self.w[i]
            if self.noise == 'categorical':
                etas = [mp.mpf(0)] + [mp.fdot(row, b[k * p:(k + 1) * p]) for k in range(self.classes - 1)]
                top = max(etas)
                powers = [mp.exp(e - top) for e in etas]
                s = mp.fsum(powers)
                probs = [v / s for v in powers]
                total += w * mp.log(probs[y])
                for k in range(self.classes - 1):
                    for l in range(self.classes - 1):
                        weight = w * (probs[k + 1] * (1 if k == l else 0) - probs[k + 1] * probs[l + 1])
                        for u in range(p):
                            for v in range(p):
                                info[k * p + u, l * p + v] += weight * row[u] * row[v]
                continue
            eta = mp.fdot(row, b)
            if self.noise == 'poisson':
                m = mp.exp(eta)
                total += w * (y * eta - m - mp.loggamma(y + 1))
                weight = w * m
            else:
                t = self.trials[i]
                m, q, d = inverse(self.link, eta)
                total += w * ((y * mp.log(m) if y else 0) + ((t - y) * mp.log(q) if t > y else 0) + mp.log(mp.binomial(t, y)))
                weight = w * t * d * d / (m * q)
            for u in range(p):
                for v in range(p):
                    info[u, v] += weight * row[u] * row[v]
        return total, info

    def value(self, b):
        total, info = self.parts(b)
        return total + mp.log(mp.det(info)) / 2

    def gradient(self, b):
        h = mp.mpf(10) ** -10
        result = []
        for j in range(self.size):
            up, down = list(b), list(b)
            up[j] += h
            down[j] -= h
            result.append((self.value(up) - self.value(down)) / (2 * h))
        return result

    def newton(self, b, held=None, level=None):
        """Zero of the gradient in all coefficients but `held`, and where level is given of value - level in place of that one."""
        b = [mp.mpf(v) for v in b]
        for step in range(60):
            def equations(point):
                g = self.gradient(point)
                if held is not None:
                    g[held] = self.value(point) - level if level is not None else mp.mpf(0)
                return g
            f = equations(b)
            h = mp.mpf(10) ** -8
            jacobian = mp.zeros(self.size)
            for j in range(self.size):
                up = list(b)
                up[j] += h
                g = equations(up)
                for i in range(self.size):
                    jacobian[i, j] = (g[i] - f[i]) / h
            if held is not None and level is None:
                for j in range(self.size):
                    jacobian[held, j] = 1 if j == held else 0
            d = mp.lu_solve(jacobian, mp.matrix([-v for v in f]))
            size = max(abs(v) for v in d)
            scale = min(mp.mpf(1), mp.mpf(1) / size) if size > 0 else 1
            b = [b[j] + scale * d[j] for j in range(self.size)]
            if size < mp.mpf(10) ** -14:
                return b
        raise RuntimeError('no convergence')


def solve(name, formula, columns, case, terms):
    if (HERE / f'{name}.json').exists():
        return
    b = case.newton([0] * case.size)
    best = case.value(b)
    total, info = case.parts(b)
    covariance = info ** -1
    out = []
    for j in range(case.size):
        se = mp.sqrt(covariance[j, j])
        ends = []
        for side in (-1, 1):
            # In stages: each end is where the search for a larger loss starts.
            end, before = b, mp.mpf(0)
            for share in (mp.mpf(1) / 16, mp.mpf(1) / 4, mp.mpf(1) / 2, mp.mpf(1)):
                reach = mp.sqrt(2 * HALF * share)
                if before == 0:
                    start = [b[k] + side * reach * covariance[k, j] / se for k in range(case.size)]
                else:
                    start = [b[k] + (end[k] - b[k]) * reach / before for k in range(case.size)]
                end, before = case.newton(start, held=j, level=best - HALF * share), reach
            if (end[j] - b[j]) * side <= 0:
                raise RuntimeError('wrong side')
            ends.append(end[j])
        at_zero = b
        for stage in range(7, -1, -1):
            at_zero = case.newton([b[j] * stage / 8 if k == j else at_zero[k] for k in range(case.size)], held=j)
        loss = best - case.value(at_zero)
        out.append({'parameter': terms[j][0], 'term': terms[j][1], 'estimate': float(b[j]), 'standardError': float(se), 'lower': float(ends[0]), 'upper': float(ends[1]),
                    'pValue': float(mp.erfc(mp.sqrt(loss)))})
    data = {'noise': case.noise, 'link': case.link, 'formula': formula, 'columns': columns, 'logLikelihood': float(total), 'penalised': float(best), 'coefficients': out}
    (HERE / f'{name}.json').write_text(json.dumps(data, indent=1) + '\n')
    print(name, [round(c['estimate'], 4) for c in out])


def main():
    random.seed(20)
    n = 36
    ones = [1] * n
    x = [round(random.gauss(0, 1), 2) for _ in range(n)]
    z = [random.randint(0, 1) for _ in range(n)]
    g = ['abc'[i % 3] for i in range(n)]
    b, c = [1 if v == 'b' else 0 for v in g], [1 if v == 'c' else 0 for v in g]

    # Coarse, so that the penalised likelihood has one maximum only.
    rough = [round(2 * v) / 2 for v in x]
    y = [1 if v > 0.3 else 0 for v in rough]
    solve('bernoulli-complete', 'y ~ x + z', {'y': y, 'x': rough, 'z': z}, Case('bernoulli', 'logit', list(zip(ones, rough, z)), y, ones, ones, 0),
          [('mu', '(Intercept)'), ('mu', 'x'), ('mu', 'z')])
    y = [1 if g[i] == 'b' else (1 if x[i] + random.gauss(0, 1) > 0 else 0) for i in range(n)]
    for link in ('logit', 'probit', 'cloglog', 'cauchit'):
        solve(f'bernoulli-quasi-{link}', 'y ~ x + g', {'y': y, 'x': x, 'g': g}, Case('bernoulli', link, list(zip(ones, x, b, c)), y, ones, ones, 0),
              [('mu', t) for t in ('(Intercept)', 'x', 'g[b]', 'g[c]')])
    trials = [1 + i % 4 for i in range(n)]
    w = [1 + (i % 5 == 0) for i in range(n)]
    y = [0 if g[i] == 'c' else min(trials[i], max(0, round(trials[i] / 2 + x[i]))) for i in range(n)]
    solve('binomial-weights', 'y | trials(t) + weights(w) ~ x + g', {'y': y, 't': trials, 'w': w, 'x': x, 'g': g},
          Case('binomial', 'logit', list(zip(ones, x, b, c)), y, trials, w, 0), [('mu', t) for t in ('(Intercept)', 'x', 'g[b]', 'g[c]')])
    y = [0 if g[i] == 'c' else max(0, round(1.5 + x[i])) for i in range(n)]
    solve('poisson-zeros', 'y ~ x + g', {'y': y, 'x': x, 'g': g}, Case('poisson', 'log', list(zip(ones, x, b, c)), y, ones, ones, 0),
          [('mu', t) for t in ('(Intercept)', 'x', 'g[b]', 'g[c]')])
    classes = [2 if z[i] and x[i] > -0.5 else (1 if x[i] + random.gauss(0, 0.8) > 0 else 0) for i in range(n)]
    solve('categorical', 'y ~ x + z', {'y': ['uvw'[k] for k in classes], 'x': x, 'z': z}, Case('categorical', 'identity', list(zip(ones, x, z)), classes, ones, ones, 3),
          [(f'mu[{k}]', t) for k in 'vw' for t in ('(Intercept)', 'x', 'z')])


main()
