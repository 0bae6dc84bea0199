#!/usr/bin/python3
"""Lasso paths of 100 strengths: Surprisal against glmnet and scikit-learn on the same data, the same optimum checked at every strength.

bench/peers/paths.py [--only NAME ...] [--repeat K]

Two threads for everyone, one process at a time. The objective (mean surprisal + lambda * L1) is one formula for all; a peer counts at the loosest of its
tolerances at which it is within 1e-9 of ours at every strength, and ours must nowhere be higher than anyone's by more than 1e-12, relative.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import time

import numpy as np
from scipy.special import gammaln

HERE = pathlib.Path(__file__).resolve().parent
BENCHMARKS = HERE.parent / "Surprisal.Benchmarks/bin/Release/net10.0/Surprisal.Benchmarks.dll"
THREADS = {name: "2" for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "DOTNET_PROCESSOR_COUNT")}
AGREE, HIGHER = 1e-9, 1e-12
THRESHOLDS = ["1e-7", "1e-8", "1e-9", "1e-10", "1e-12", "1e-14"]
# name: rows, columns, noise, true terms, lambda.min.ratio, {peer: times faster we must be}
WORKLOADS = {
    "gaussian-tall": (10_000, 1_000, "gaussian", 50, 1e-4, {"glmnet": 2, "scikit-learn": 5}),
    "gaussian-wide": (1_000, 10_000, "gaussian", 50, 1e-2, {"glmnet": 1}),
    "bernoulli-tall": (10_000, 1_000, "bernoulli", 50, 1e-4, {"glmnet": 2}),
    "bernoulli-long": (200_000, 50, "bernoulli", 20, 1e-4, {"glmnet": 5}),
    "poisson-long": (200_000, 50, "poisson", 20, 1e-4, {"glmnet": 5}),
}


def generate(folder, number, name):
    rows, columns, noise, terms, _, _ = WORKLOADS[name]
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([20261121, 900, number])))
    x = np.asfortranarray(rng.standard_normal((columns, rows)).T)
    b = np.zeros(columns)
    b[rng.choice(columns, terms, replace=False)] = rng.standard_normal(terms)
    eta = x @ b / np.linalg.norm(b)
    if noise == "gaussian":
        y = 3 + eta + rng.standard_normal(rows)
    elif noise == "bernoulli":
        y = (rng.random(rows) < 1 / (1 + np.exp(0.5 - 1.5 * eta))).astype(float)
    else:
        y = rng.poisson(np.exp(0.5 + 0.5 * eta)).astype(float)
    x.ravel(order="F").astype("<f8").tofile(folder / f"{name}.x.f64")
    y.astype("<f8").tofile(folder / f"{name}.y.f64")
    return x, y


def objectives(noise, x, y, lambdas, intercepts, betas):
    eta = np.asarray(intercepts)[None, :] + x @ betas
    if noise == "gaussian":
        loss = 0.5 * (y[:, None] - eta) ** 2
    elif noise == "bernoulli":
        loss = np.logaddexp(0, eta) - y[:, None] * eta
    else:
        loss = np.exp(eta) - y[:, None] * eta + gammaln(y + 1)[:, None]
    return loss.mean(axis=0) + np.asarray(lambdas) * np.abs(betas).sum(axis=0)


def ours(folder, name, repeat):
    rows, columns, noise, _, ratio, _ = WORKLOADS[name]
    manifest = folder / "paths.json"
    manifest.write_text(json.dumps({"workloads": {name: {"noise": noise, "rows": rows, "columns": columns, "x": f"{name}.x.f64", "y": f"{name}.y.f64", "parametersWithColumns": ["mu"]}}}))
    done = subprocess.run(["dotnet", BENCHMARKS, "paths", "--manifest", manifest, "--workload", name, "--repeat", str(repeat), "--alpha", "1", "--ratio", str(ratio)],
                          env={**os.environ, **THREADS}, stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout)
    betas = np.zeros((columns, len(found["lambda"])))
    for k, point in enumerate(found["coefficients"]):
        for j, value in point.items():
            betas[int(j), k] = value
    return found, betas


def glmnet(folder, name, threshold, repeat):
    rows, columns, noise, _, ratio, _ = WORKLOADS[name]
    out = folder / "glmnet.f64"
    subprocess.run(["Rscript", HERE / "peer_paths.R", folder / name, str(rows), str(columns), noise, str(ratio), "1", threshold, str(repeat), out],
                   env={**os.environ, **THREADS}, check=True, stderr=subprocess.DEVNULL)
    values = np.fromfile(out)
    count = int(values[0])
    return values[1], values[2], values[3:3 + count], values[3 + count:3 + 2 * count], values[3 + 2 * count:].reshape((columns, count), order="F")


def scikit_learn(x, y, lambdas, tolerance):
    from sklearn.linear_model import lasso_path
    mean, level = x.mean(axis=0), y.mean()
    centred = np.asfortranarray(x - mean)
    wall, processor = time.perf_counter(), time.process_time()
    _, betas, _ = lasso_path(centred, y - level, alphas=lambdas, precompute=True if x.shape[0] > x.shape[1] else False, tol=tolerance, max_iter=1_000_000)
    return time.perf_counter() - wall, time.process_time() - processor, lambdas, level - mean @ betas, betas


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=WORKLOADS)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    folder = HERE / "kept" / "paths"
    folder.mkdir(parents=True, exist_ok=True)
    missed = False
    print("| workload | program | tolerance | wall s | processor s | objective, theirs over ours - 1 | theirs / ours, wall | processor | target |\n|---|---|---|---|---|---|---|---|---|", flush=True)
    for number, name in enumerate(WORKLOADS):
        if options.only and name not in options.only:
            continue
        noise, targets = WORKLOADS[name][2], WORKLOADS[name][5]
        x, y = generate(folder, number, name)
        found, betas = ours(folder, name, options.repeat)
        best = objectives(noise, x, y, found["lambda"], found["intercept"], betas)
        wall, processor = min(found["seconds"]), min(found["processorSeconds"])
        print(f"| {name} | surprisal, KKT {found['kktResidual']:.0e} | | {wall:.3f} | {processor:.3f} | | | | {found['peakResidentBytes'] / 1e6:.0f} MB |", flush=True)
        for peer, target in targets.items():
            for tolerance in THRESHOLDS:
                result = glmnet(folder, name, tolerance, 2) if peer == "glmnet" else scikit_learn(x, y, np.array(found["lambda"]), float(tolerance))
                theirs = objectives(noise, x, y, *result[2:])
                gap = (theirs - best) / np.abs(best)
                agrees = gap.max() <= AGREE
                verdict = "" if not agrees else f"{target}: {'met' if result[0] / wall >= target else 'MISSED'}"
                missed |= gap.min() < -HIGHER
                print(f"| {name} | {peer} | {tolerance} | {result[0]:.3f} | {result[1]:.3f} | {gap.min():.0e} to {gap.max():.0e} | {result[0] / wall:.2f} | {result[1] / processor:.2f} | {verdict} |", flush=True)
                if agrees:
                    break
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
