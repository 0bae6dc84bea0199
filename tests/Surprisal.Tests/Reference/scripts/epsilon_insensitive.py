"""The exact minimum of the epsilon-insensitive loss by scipy's linear programme (HiGHS), and what SVR finds: numbers in InsensitiveFitTests.

    /usr/bin/python3 epsilon_insensitive.py

Data: ../data/engel.csv, foodexp on income. scipy 1.10, scikit-learn 1.2.
"""
import csv
import pathlib

import numpy as np
from scipy.optimize import linprog
from sklearn.svm import SVR

rows = list(csv.DictReader(open(pathlib.Path(__file__).parent.parent / "data" / "engel.csv")))
x = np.array([float(r["income"]) for r in rows])
y = np.array([float(r["foodexp"]) for r in rows])
n = len(y)


def programme(epsilon):
    """min sum u + v over b, u, v >= 0 with y - Xb <= epsilon + u and Xb - y <= epsilon + v."""
    design = np.column_stack([np.ones(n), x])
    cost = np.concatenate([[0, 0], np.ones(2 * n)])
    upper = np.block([[-design, -np.eye(n), np.zeros((n, n))], [design, np.zeros((n, n)), -np.eye(n)]])
    limit = np.concatenate([epsilon - y, epsilon + y])
    found = linprog(cost, A_ub=upper, b_ub=limit, bounds=[(None, None)] * 2 + [(0, None)] * (2 * n), method="highs-ds")
    assert found.status == 0
    return found.x[:2], found.fun


for epsilon in (20.0, 50.0, 150.0):
    b, loss = programme(epsilon)
    scale = (loss + np.sqrt(loss**2 + 4 * n * loss * epsilon)) / (2 * n)
    direct = -n * np.log(2 * (scale + epsilon)) - loss / scale
    print(f"epsilon {epsilon}: intercept {float(b[0])!r} income {float(b[1])!r} loss {float(loss)!r} scale {float(scale)!r} log-likelihood {float(direct)!r}")

# Standardised; C so large that the ridge on the slope hardly shows, the intercept free.
z = (x - x.mean()) / x.std()
svr = SVR(kernel="linear", epsilon=50 / y.std(), C=1e3, tol=1e-8).fit(z[:, None], (y - y.mean()) / y.std())
slope = svr.coef_[0, 0] / x.std() * y.std()
print(f"SVR, epsilon 50: intercept {float(svr.intercept_[0] * y.std() + y.mean() - slope * x.mean())!r} income {float(slope)!r}")
