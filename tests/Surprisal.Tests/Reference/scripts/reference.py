"""What the scripts of noise/ share: reference values of a noise model from its density and distribution function, by mpmath.

A script defines the surprisal as a function of exact numbers, independent of the product's code, and calls `write`. Every number that is written is
the double nearest to a value that was computed with at least 40 digits."""
import json
from pathlib import Path
from mpmath import mp, mpf

FOLDER = Path(__file__).resolve().parent.parent / "noise"


def number(x):
    """A JSON value: infinities as text, what does not exist as null."""
    if x is None: return None
    x = float(x)
    return None if x != x else ("Infinity" if x > 0 else "-Infinity") if abs(x) == float("inf") else x


def formula(surprisal, y, working, trials=1):
    """A row of the formula: value, first and second derivatives in the working values (pairs i <= j), by central differences whose steps of
    1e-25 at 120 digits leave 50 digits."""
    digits = mp.dps
    size = abs(mpf(y)) if not isinstance(y, (list, tuple)) else max(abs(mpf(v)) for v in y)
    mp.dps = 120 + (0 if size < mpf(10) ** 20 else int(3 * mp.log10(size)))
    data = mpf(y) if not isinstance(y, (list, tuple)) else [mpf(v) for v in y]
    g = lambda v: surprisal(data, mpf(trials), v)
    point, m, h = [mpf(x) for x in working], len(working), mpf(10) ** -25

    def at(*steps):
        v = list(point)
        for k, s in steps: v[k] = v[k] + h * s
        return g(v)

    value = g(point)
    first = [(at((i, 1)) - at((i, -1))) / (2 * h) for i in range(m)]
    second = []
    for i in range(m):
        for j in range(i, m):
            if i == j: second.append((at((i, 1)) - 2 * value + at((i, -1))) / h**2)
            else: second.append((at((i, 1), (j, 1)) - at((i, 1), (j, -1)) - at((i, -1), (j, 1)) + at((i, -1), (j, -1))) / (4 * h * h))
    mp.dps = digits
    y = [float(v) for v in y] if isinstance(y, (list, tuple)) else float(y)
    return {"y": y, "trials": float(trials), "working": [float(w) for w in working], "value": float(value),
            "first": [float(x) for x in first], "second": [float(x) for x in second]}


def point(y, log_density, cdf, survival):
    """A row of a distribution from exact values; cdf and survival each computed for itself, so that both tails keep their digits."""
    return {"y": number(y), "logDensity": number(log_density), "cdf": number(cdf), "survival": number(survival),
            "logCdf": number(mp.log(cdf) if cdf > 0 else mpf("-inf")), "logSurvival": number(mp.log(survival) if survival > 0 else mpf("-inf"))}


def distribution(text, at, quantiles=(), **summary):
    """One distribution: its text in the product's grammar, rows of `point`, pairs (p, y), and any of mean, variance, mode, entropy."""
    return {"text": text, **{k: number(v) for k, v in summary.items()}, "at": list(at), "quantiles": [{"p": float(p), "y": number(y)} for p, y in quantiles]}


def write(noise, source, distributions=None, rows=None):
    """Writes noise/NAME.json; a part that is None is kept as it stands."""
    path = FOLDER / f"{noise}.json"
    old = json.loads(path.read_text()) if path.exists() else {"distributions": [], "formula": []}
    distributions = old["distributions"] if distributions is None else distributions
    rows = old["formula"] if rows is None else rows
    blocks = []
    for d in distributions:
        head = json.dumps({k: v for k, v in d.items() if k not in ("at", "quantiles")})[1:-1]
        at = ",\n        ".join(json.dumps(a) for a in d["at"])
        blocks.append('    {%s,\n      "at": [%s],\n      "quantiles": [%s]}' % (head, at, ", ".join(json.dumps(q) for q in d["quantiles"])))
    text = '{\n  "noise": %s,\n  "source": %s,\n  "distributions": [\n%s\n  ],\n  "formula": [\n%s\n  ]\n}\n' % (
        json.dumps(noise), json.dumps(source), ",\n".join(blocks), ",\n".join("    " + json.dumps(r) for r in rows))
    json.loads(text)
    path.write_text(text)
