"""Checks that all reached the same optimum and writes the table of ratios (ours best against theirs best) to results.md.

The reference of a workload is the result with the smallest gradient (of one with a kink, the greatest likelihood). A result agrees if its mean log-likelihood is within
LOGLIK of the reference's and every coefficient within COEFFICIENT. A variant that stopped early is flagged; it fails the
comparison only if no variant of the same program agrees.
"""
import argparse
import json
import pathlib
import statistics
import sys

import numpy as np

import optimum

LOGLIK, COEFFICIENT = 1e-9, 1e-5
# Of these the objective is held: theirs within 1e-9 of the reference's, of itself, and ours no higher than the best by more than 1e-12.
RIDGE_LOGLIK, RIDGE_ABOVE = 1e-9, 1e-12
RIDGE_GLMNET, RIDGE_SKLEARN = 10, 3
# Where a program cannot be made to go that far, the log-likelihood only is held against the reference: in all a row, or of itself.
LOOSE = {"zinb": (1e-9, "relative"), "mixture": (1e-6, "a row")}
# Surprisals with a kink, whose gradient says nothing at the optimum. The gap of the mean log-likelihood is the relative gap of the sum of
# absolute errors, since the scale is their mean: nobody may be further than LOGLIK, and ours no further than OURS.
KINKED, OURS = {"median"}, 1e-12
# (workload, start of the peer's name): how many times faster we must be
TARGETS = {
    ("bernoulli", "scikit-learn LogisticRegression lbfgs"): 2, ("bernoulli", "statsmodels GLM"): 80,
    ("bernoulli", "R glm.fit"): 30, ("poisson", "statsmodels GLM"): 80, ("poisson", "R glm.fit"): 30,
    ("gaussian", "statsmodels OLS"): 10, ("negative-binomial", "R MASS::glm.nb"): 25,
    ("student-t", "R VGAM studentt3"): 50, ("heteroscedastic", "R VGAM uninormal"): 100,
    ("heteroscedastic", "R glmmTMB"): 100, ("heteroscedastic", "R mgcv gaulss"): 15,
    ("endtoend", "R fread"): 3, ("endtoend", "pandas"): 5,
    ("zinb", "R pscl::zeroinfl"): 100, ("mixture", "scikit-learn GaussianMixture"): 3,
    ("median", "R quantreg pfn"): 5, ("median", "R quantreg fn"): 10,
}
TARGETS |= {(f"ridge-{noise}", peer): times for noise in ("gamma", "poisson", "bernoulli")
            for peer, times in (("R glmnet", RIDGE_GLMNET), ("scikit-learn", RIDGE_SKLEARN))}
STARTUP_SECONDS = 0.3
MEMORY_TIMES, MEMORY_EXTRA = 1.5, 100e6


def judge(results, manifest_path, workload):
    """Adds value, gradient and distances from the reference to every result."""
    spec = json.loads(manifest_path.read_text())["workloads"].get(workload)
    if spec:
        loaded = optimum.load(manifest_path, workload)
        for r in results:
            r["value"], r["gradientNorm"] = optimum.evaluate(*loaded, complete(r, *loaded))
            r["coefficients"] = optimum.canonical(spec, r["coefficients"])
            reported = r["logLikelihood"]
            r["reported"] = abs(reported / spec["rows"] - optimum.penalty(spec, r["coefficients"]) - r["value"]) if reported is not None else 0.0
        measure = (lambda r: -r["value"]) if workload in KINKED else (lambda r: r["gradientNorm"])
        reference = min(results, key=lambda r: measure(r) if np.isfinite(measure(r)) else np.inf)
    else:
        for r in results:
            r["value"] = r["gradientNorm"] = None
        reference = results[0]
    for r in results:
        r["distance"] = distance(r["coefficients"], reference["coefficients"])
        gap = abs(r["value"] - reference["value"]) if spec else 0.0
        # written so that NaN does not agree
        bound, coefficient = (OURS, COEFFICIENT) if workload in KINKED and r["peer"] == "surprisal" else tolerances(workload, reference)
        r["agrees"] = bool(gap <= bound and r["distance"] <= coefficient and (not spec or r["reported"] <= LOGLIK))
        r["gap"] = gap


def tolerances(workload, reference):
    if workload.startswith("ridge-"):
        return RIDGE_LOGLIK * abs(reference["value"]), np.inf
    if workload not in LOOSE:
        return LOGLIK, COEFFICIENT
    bound, kind = LOOSE[workload]
    return bound * (abs(reference["value"]) if kind == "relative" else 1.0), np.inf


def distance(a, b):
    """Largest difference over the parameters both have (end to end, some report mu only); a missing number is NaN."""
    pairs = [(np.array(a[p], float), np.array(b[p], float)) for p in a if p in b]
    if not pairs or any(u.shape != v.shape for u, v in pairs):
        return np.inf
    return float(np.max([np.abs(u - v).max() for u, v in pairs]))


def complete(result, spec, x, y):
    unknown = {p for p in spec["truth"] if p not in result["coefficients"]}
    if unknown:
        raise SystemExit(f"{result['workload']}: {result['peer']} lacks the coefficients of {', '.join(sorted(unknown))}")
    return result["coefficients"]


def text(value, form):
    return "" if value is None else format(value, form)


def agreement(r):
    if r["agrees"]:
        return "yes"
    return "reports another log-lik" if r.get("reported", 0) > LOGLIK else "stopped early"


def row(r, ours, full):
    ratio = min(r["seconds"]) / min(ours["seconds"]) if ours else None
    target = next((t for (w, start), t in TARGETS.items()
                   if w == r["workload"] and r["peer"].startswith(start)), None) if full else None
    # a penalised fit that stopped early has minimised something else
    counts = r["agrees"] or not r["workload"].startswith("ridge-")
    verdict = "" if target is None or ratio is None or not counts else ("met" if ratio >= target else "MISSED")
    return [r["workload"], r["peer"], r["variant"], f"{min(r['seconds']):.4g}", f"{statistics.median(r['seconds']):.4g}",
            str(len(r["seconds"])), text(r["gradientNorm"], ".1e"), f"{r['gap']:.0e}", f"{r['distance']:.0e}",
            agreement(r), f"{r['peakResidentBytes'] / 1e6:.0f}",
            text(ratio, ".3g"), text(target, "d"), verdict]


HEADER = ["workload", "peer", "variant", "best s", "median s", "runs", "gradient", "log-lik gap", "coef gap", "same optimum",
          "peak MB", "theirs / ours", "target", ""]


def table(rows):
    widths = [max(len(line[k]) for line in [HEADER, *rows]) for k in range(len(HEADER))]
    lines = ["| " + " | ".join(cell.ljust(w) for cell, w in zip(line, widths)) + " |" for line in [HEADER, *rows]]
    lines.insert(1, "|" + "|".join("-" * (w + 2) for w in widths) + "|")
    return "\n".join(lines)


def limits(workload, ours, manifest):
    """The absolute bounds: start-up time, and memory of a fit from arrays."""
    if workload == "startup":
        seconds = statistics.median(ours["seconds"])
        return f"start-up: {seconds:.3f} s, at most {STARTUP_SECONDS} s: {'met' if seconds < STARTUP_SECONDS else 'MISSED'}"
    spec = manifest["workloads"].get(workload)
    if spec is None:
        return None
    bound = MEMORY_TIMES * 8 * spec["rows"] * (spec["columns"] + spec.get("responses", 1) + spec.get("factors", 0) / 2) + MEMORY_EXTRA
    peak = ours["peakResidentBytes"]
    return (f"{workload}: peak memory {peak / 1e6:.0f} MB, at most {bound / 1e6:.0f} MB: "
            f"{'met' if peak <= bound else 'MISSED'}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=pathlib.Path, required=True)
    parser.add_argument("--only", action="append", required=True)
    parser.add_argument("--kept", action="store_true", help="say that the peers' results are of an earlier run")
    options = parser.parse_args()
    manifest_path = options.folder / "manifest.json"
    manifest = json.loads(manifest_path.read_text())
    full = manifest["size"] == "full"  # targets are for the full sizes
    rows, notes, wrong = [], [], []
    for workload in options.only:
        results = [json.loads(f.read_text()) for f in sorted((options.folder / "results").glob(f"{workload}.*.json"))]
        if not results:
            continue
        judge(results, manifest_path, workload)
        ours = next((r for r in results if r["peer"] == "surprisal"), None)
        results.sort(key=lambda r: (r is not ours, r["peer"], r["variant"]))
        rows += [row(r, ours, full) for r in results]
        agreeing = {r["peer"] for r in results if r["agrees"]}
        wrong += sorted({f"{workload}: {r['peer']} did not reach the common optimum" for r in results} -
                        {f"{workload}: {p} did not reach the common optimum" for p in agreeing})
        if ours and workload.startswith("ridge-"):
            above = (max(r["value"] for r in results) - ours["value"]) / abs(ours["value"])
            notes.append(f"{workload}: our objective is {above:.1e} of itself above the best, at most {RIDGE_ABOVE:.0e}: {'met' if above <= RIDGE_ABOVE else 'MISSED'}")
        if ours and full:
            notes.append(limits(workload, ours, manifest))
    if options.kept:
        notes.append("The peers' results are of an earlier run.")
    report = "\n\n".join([table(rows), *filter(None, notes), *wrong]) + "\n"
    (options.folder / "results.md").write_text(report)
    print(report, end="")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
