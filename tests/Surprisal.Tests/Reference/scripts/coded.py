#!/usr/bin/python3
"""Factors of many levels: a table, estimates and standard errors of R's glm (coded.R), and ridge estimates of a Newton method in numpy.

Run in this folder: it writes ../coded/coded.csv, ../coded/glm.json (by Rscript coded.R) and ../coded/ridge.json. Columns are written out, one for each level but the first.
"""
import json
import pathlib
import subprocess

import numpy as np

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "coded"
ROWS, BIG, SMALL = 500, 17, 13


def make():
    rng = np.random.default_rng(41)
    g = np.concatenate([np.arange(BIG), rng.integers(0, BIG, ROWS - BIG)])
    h = np.concatenate([np.arange(SMALL), rng.integers(0, SMALL, ROWS - SMALL)])
    x = np.round(rng.standard_normal(ROWS), 4)
    eta = 0.4 + 0.5 * rng.standard_normal(BIG)[g] + 0.3 * rng.standard_normal(SMALL)[h] + 0.3 * x
    count, binary = rng.poisson(np.exp(eta)), (rng.random(ROWS) < 1 / (1 + np.exp(-eta + 0.4))).astype(int)
    positive, real, w = np.round(np.exp(eta) * rng.standard_exponential(ROWS), 5) + 1e-5, np.round(eta + rng.standard_normal(ROWS), 5), rng.integers(1, 4, ROWS)
    with open(FOLDER / "coded.csv", "w", encoding="utf-8", newline="\n") as f:
        f.write("g,h,x,w,count,binary,positive,real\n")
        for i in range(ROWS):
            f.write(f"g{g[i]:02d},h{h[i]:02d},{x[i]:.4f},{w[i]},{count[i]},{binary[i]},{positive[i]:.5f},{real[i]:.5f}\n")
    return g, h, np.array([float(f"{v:.4f}") for v in x]), {"count": count, "binary": binary, "positive": np.array([float(f"{v:.5f}") for v in positive])}, w


def indicators(codes, levels):
    return (codes[:, None] == np.arange(1, levels)).astype(float)


SURPRISALS = {  # slope and curvature in eta
    "poisson": lambda y, eta: (np.exp(eta) - y, np.exp(eta)),
    "bernoulli": lambda y, eta: (1 / (1 + np.exp(-eta)) - y, np.exp(-eta) / (1 + np.exp(-eta)) ** 2),
    "gamma(shape=1)": lambda y, eta: (1 - y * np.exp(-eta), y * np.exp(-eta)),
}


def ridge(noise, y, x, weights, sd):
    """Newton in long double until the gradient is at rounding level; the intercept is free."""
    x, y, weights = x.astype(np.longdouble), y.astype(np.longdouble), weights.astype(np.longdouble)
    penalty = np.full(x.shape[1], 1 / np.longdouble(sd) ** 2)
    penalty[0] = 0
    b = np.zeros(x.shape[1], np.longdouble)
    for _ in range(60):
        slope, bend = SURPRISALS[noise](y, x @ b)
        gradient = x.T @ (weights * slope) + penalty * b
        curvature = x.T @ (x * (weights * bend)[:, None]) + np.diag(penalty)
        b = b - np.linalg.solve(curvature.astype(float), gradient.astype(float))
    assert np.abs(gradient).max() < 1e-14 * ROWS, np.abs(gradient).max()
    return [float(v) for v in b], [float(v) for v in np.sqrt(np.diag(np.linalg.inv(curvature.astype(float))))]


def main():
    FOLDER.mkdir(exist_ok=True)
    g, h, x, responses, w = make()
    one = np.ones((ROWS, 1))
    designs = {"g + h + x": np.hstack([one, indicators(g, BIG), indicators(h, SMALL), x[:, None]]),
               "g * x": np.hstack([one, indicators(g, BIG), x[:, None], indicators(g, BIG) * x[:, None]])}
    cases = []
    for noise, response in (("poisson", "count"), ("bernoulli", "binary"), ("gamma(shape=1)", "positive")):
        for right, design in designs.items():
            for weighted in (False, True):
                estimates, errors = ridge(noise, responses[response], design, w if weighted else np.ones(ROWS), 0.7)
                cases.append({"noise": noise, "formula": f"{response}{' | weights(w)' if weighted else ''} ~ {right}", "sd": 0.7, "estimates": estimates, "errors": errors})
    (FOLDER / "ridge.json").write_text(json.dumps(cases, indent=1) + "\n")
    subprocess.run(["Rscript", str(pathlib.Path(__file__).parent / "coded.R"), str(FOLDER)], check=True)


if __name__ == "__main__":
    main()
