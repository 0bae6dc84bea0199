"""Generates the workloads once, seeded, into work/SIZE/: raw doubles, two CSV files and manifest.json.

The columns are independent standard normals: the best case of gradient methods such as L-BFGS (a Newton method does not
care), so the choice favours the peers.
"""
import argparse
import json
import pathlib

import numpy as np

import optimum

SEED = 20261121
FORMAT = 3
WIDE, NARROW, CSV_COLUMNS = 50, 10, 20
# ridge: factors of many levels, each level as frequent as any other (the best case of coordinate descent), and some numbers
FACTORS, LEVELS, NUMBERS, PENALTY = 3, 200, 5, 1e-4
ROWS = {"full": {"wide": 1_000_000, "narrow": 200_000, "medium": 200_000, "points": 1_000_000, "ridge": 600_000},
        "quick": {"wide": 10_000, "narrow": 4_000, "medium": 40_000, "points": 20_000, "ridge": 20_000}}


def generator(*key):
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([SEED, *key])))


def slopes(rng, count, length):
    b = rng.standard_normal(count)
    return length * b / np.linalg.norm(b)


def write_design(path, rng, rows, columns):
    x = np.empty((rows, columns), order="F")
    for j in range(columns):
        x[:, j] = rng.standard_normal(rows)
    x.ravel(order="F").astype("<f8", copy=False).tofile(path)
    return x


def with_intercept(x, intercept, b):
    return intercept + x @ b


def bernoulli(rng, x):
    b = slopes(rng, x.shape[1], 1.0)
    p = 1 / (1 + np.exp(-with_intercept(x, -0.5, b)))
    return (rng.random(len(x)) < p).astype(float), {"mu": [-0.5, *b]}


def poisson(rng, x):
    b = slopes(rng, x.shape[1], 0.5)
    return rng.poisson(np.exp(with_intercept(x, 0.5, b))).astype(float), {"mu": [0.5, *b]}


def gaussian(rng, x):
    b = slopes(rng, x.shape[1], 2.0)
    y = with_intercept(x, 3.0, b) + 1.5 * rng.standard_normal(len(x))
    return y, {"mu": [3.0, *b], "sigma": [np.log(1.5)]}


def negative_binomial(rng, x):
    b = slopes(rng, x.shape[1], 0.5)
    mu, size = np.exp(with_intercept(x, 1.0, b)), 2.0
    return rng.poisson(rng.gamma(size, mu / size)).astype(float), {"mu": [1.0, *b], "size": [np.log(size)]}


def student_t(rng, x):
    b = slopes(rng, x.shape[1], 1.0)
    y = with_intercept(x, 2.0, b) + 0.7 * rng.standard_t(4.0, len(x))
    return y, {"mu": [2.0, *b], "sigma": [np.log(0.7)], "nu": [np.log(4.0)]}


def heteroscedastic(rng, x):
    b, c = slopes(rng, x.shape[1], 1.0), slopes(rng, x.shape[1], 0.4)
    y = with_intercept(x, 1.0, b) + np.exp(with_intercept(x, -0.2, c)) * rng.standard_normal(len(x))
    return y, {"mu": [1.0, *b], "sigma": [-0.2, *c]}


def zinb(rng, x):
    b, c = slopes(rng, x.shape[1], 0.5), slopes(rng, x.shape[1], 0.7)
    mu, size, zi = np.exp(with_intercept(x, 1.0, b)), 2.0, 1 / (1 + np.exp(-with_intercept(x, -1.0, c)))
    y = np.where(rng.random(len(x)) < zi, 0, rng.poisson(rng.gamma(size, mu / size)))
    return y.astype(float), {"mu": [1.0, *b], "size": [np.log(size)], "zi": [-1.0, *c]}


def median(rng, x):
    b = slopes(rng, x.shape[1], 2.0)
    y = with_intercept(x, 3.0, b) + rng.laplace(0.0, 1.2, len(x))
    return y, {"mu": [3.0, *b], "scale": [np.log(1.2)]}


def mixture(rng, rows):
    """Points in the plane around three centres, the groups a few standard deviations apart: they overlap, and EM takes some tens of steps."""
    weights = np.array([0.5, 0.3, 0.2])
    means = np.array([[0.0, 0.0], [3.0, 1.0], [5.0, -2.5]])
    factors = np.array([[[1.0, 0.0], [0.5, 0.9]], [[0.8, 0.0], [-0.4, 1.2]], [[1.3, 0.0], [0.3, 0.7]]])
    kind = rng.choice(3, size=rows, p=weights)
    points = means[kind] + np.einsum("nij,nj->ni", factors[kind], rng.standard_normal((rows, 2)))
    return points, optimum.working_mixture(weights, means, factors)


# name: (design, noise model, parameters that depend on the columns, simulate)
ARRAYS = {
    "bernoulli": ("wide", "bernoulli", ["mu"], bernoulli),
    "poisson": ("wide", "poisson", ["mu"], poisson),
    "gaussian": ("wide", "gaussian", ["mu"], gaussian),
    "negative-binomial": ("narrow", "negative-binomial", ["mu"], negative_binomial),
    "student-t": ("narrow", "student-t", ["mu"], student_t),
    "heteroscedastic": ("narrow", "gaussian", ["mu", "sigma"], heteroscedastic),
    "zinb": ("narrow", "zero-inflated(negative-binomial)", ["mu", "zi"], zinb),
    "median": ("medium", "laplace", ["mu"], median),
}


def ridge_gamma(rng, eta):
    return np.exp(eta) * rng.standard_exponential(len(eta))


def ridge_poisson(rng, eta):
    return rng.poisson(np.exp(eta)).astype(float)


def ridge_bernoulli(rng, eta):
    return (rng.random(len(eta)) < 1 / (1 + np.exp(-eta))).astype(float)


# name: (noise model, simulate); the gamma's half deviance is the surprisal of shape 1 up to terms of the response
RIDGE = {"ridge-gamma": ("gamma(shape=1)", ridge_gamma), "ridge-poisson": ("poisson", ridge_poisson), "ridge-bernoulli": ("bernoulli", ridge_bernoulli)}


def generate_ridge(folder, size, manifest):
    rows, rng = ROWS[size]["ridge"], generator(160)
    x = write_design(folder / "ridge.x.f64", rng, rows, NUMBERS)
    codes = rng.integers(0, LEVELS, (rows, FACTORS)).astype("<i4")
    codes.ravel(order="F").tofile(folder / "ridge.codes.i32")
    effects, b = 0.3 * rng.standard_normal((FACTORS, LEVELS)), slopes(rng, NUMBERS, 0.5)
    eta = with_intercept(x, 0.2, b) + sum(effects[j, codes[:, j]] for j in range(FACTORS))
    for k, (name, (noise, simulate)) in enumerate(RIDGE.items()):
        simulate(generator(161 + k), eta).astype("<f8").tofile(folder / f"{name}.y.f64")
        manifest["workloads"][name] = {
            "noise": noise, "rows": rows, "columns": NUMBERS, "x": "ridge.x.f64", "y": f"{name}.y.f64", "factors": FACTORS, "levels": LEVELS,
            "codes": "ridge.codes.i32", "lambda": PENALTY, "parametersWithColumns": ["mu"],
            "truth": {"mu": [0.2, *map(float, b), *(float(e[k] - e[0]) for e in effects for k in range(1, LEVELS))]}}


def write_csv(path, y, x, y_text):
    """repr is the shortest decimal that reads back as the same double."""
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write(",".join(["y", *(f"x{j + 1}" for j in range(x.shape[1]))]) + "\n")
        for start in range(0, len(y), 20_000):
            rows = x[start:start + 20_000].tolist()
            f.writelines(y_text(v) + "," + ",".join(map(repr, r)) + "\n"
                         for v, r in zip(y[start:start + 20_000].tolist(), rows))


def generate(folder, size):
    folder.mkdir(parents=True, exist_ok=True)
    manifest = {"format": FORMAT, "seed": SEED, "size": size, "workloads": {}}
    designs = {}
    for k, (name, columns) in enumerate([("wide", WIDE), ("narrow", NARROW), ("medium", WIDE)]):
        designs[name] = write_design(folder / f"{name}.x.f64", generator(k), ROWS[size][name], columns)
    for k, (name, (design, noise, formulas, simulate)) in enumerate(ARRAYS.items()):
        y, truth = simulate(generator(100 + k), designs[design])
        y.astype("<f8").tofile(folder / f"{name}.y.f64")
        manifest["workloads"][name] = {
            "noise": noise, "rows": len(y), "columns": designs[design].shape[1], "x": f"{design}.x.f64",
            "y": f"{name}.y.f64", "parametersWithColumns": formulas,
            "truth": {p: [float(v) for v in c] for p, c in truth.items()}}
    points, truth = mixture(generator(150), ROWS[size]["points"])
    points.ravel(order="F").astype("<f8").tofile(folder / "mixture.y.f64")
    manifest["workloads"]["mixture"] = {
        "noise": "mixture(multivariate-gaussian, k=3)", "rows": len(points), "columns": 0, "responses": 2, "y": "mixture.y.f64",
        "parametersWithColumns": [], "truth": truth}
    generate_ridge(folder, size, manifest)
    x = designs["wide"][:, :CSV_COLUMNS]
    y, _ = bernoulli(generator(200), x)
    write_csv(folder / "endtoend.csv", y, x, lambda v: "1" if v else "0")
    manifest["csv"] = {"file": "endtoend.csv", "rows": len(y), "columns": CSV_COLUMNS + 1, "noise": "bernoulli"}
    x = np.round(generator(300).standard_normal((20, 2)), 3)
    y = np.round(1 + x @ [2.0, -1.0] + generator(301).standard_normal(20), 3)
    write_csv(folder / "startup.csv", y, x, repr)
    manifest["startup"] = {"file": "startup.csv", "rows": 20, "columns": 3, "noise": "gaussian"}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--size", choices=ROWS, default="full")
    options = parser.parse_args()
    path = options.folder / "manifest.json"
    if path.exists():
        found = json.loads(path.read_text())
        if (found["format"], found["seed"], found["size"]) == (FORMAT, SEED, options.size):
            return
    generate(options.folder, options.size)


if __name__ == "__main__":
    main()
