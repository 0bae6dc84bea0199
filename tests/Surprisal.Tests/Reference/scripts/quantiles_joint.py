"""Least sums of check losses of several quantiles that may not cross in any row, by scipy's linear programming (HiGHS): written to ../quantile/joint.csv.

Columns: data, response, columns, levels, separate (sum of the losses one by one), joint.
"""
import csv
import pathlib

import numpy as np
from scipy.optimize import linprog

HERE = pathlib.Path(__file__).resolve().parent.parent
CASES = [("stackloss.csv", "stack_loss", ["air_flow", "water_temp", "acid_conc"], [0.1, 0.25, 0.5, 0.75, 0.9]),
         ("stackloss.csv", "stack_loss", ["air_flow", "water_temp"], [0.05, 0.1, 0.15, 0.2]),
         ("engel.csv", "foodexp", ["income"], [0.01, 0.02, 0.03, 0.97, 0.98, 0.99])]


def least(y, x, levels, ordered):
    """Variables: coefficients of every level, then positive and negative parts of the residuals."""
    n, p, k = len(y), x.shape[1], len(levels)
    cost = np.concatenate([np.zeros(k * p), *[np.full(n, t) for t in levels], *[np.full(n, 1 - t) for t in levels]])
    equal = np.hstack([np.kron(np.eye(k), x), np.eye(k * n), -np.eye(k * n)])
    above = None
    if ordered:
        above = np.zeros(((k - 1) * n, len(cost)))
        for j in range(k - 1):
            above[j * n:(j + 1) * n, j * p:(j + 1) * p] = x
            above[j * n:(j + 1) * n, (j + 1) * p:(j + 2) * p] = -x
    bounds = [(None, None)] * (k * p) + [(0, None)] * (2 * k * n)
    found = linprog(cost, A_ub=above, b_ub=None if above is None else np.zeros(len(above)), A_eq=equal, b_eq=np.tile(y, k), bounds=bounds, method="highs")
    return found.fun


with open(HERE / "quantile" / "joint.csv", "w", newline="\n") as out:
    print("data,response,columns,levels,separate,joint", file=out)
    for data, response, columns, levels in CASES:
        rows = list(csv.DictReader(open(HERE / "data" / data)))
        y = np.array([float(r[response]) for r in rows])
        x = np.column_stack([np.ones(len(y)), *[[float(r[c]) for r in rows] for c in columns]])
        print(data, response, " ".join(columns), " ".join(map(str, levels)), repr(float(least(y, x, levels, False))), repr(float(least(y, x, levels, True))), sep=",", file=out)
