"""statsmodels: `arrays` fits (GLM, OLS) on the manifest's arrays, or `csv FILE FAMILY` end to end with pandas.

Variants: default; for GLM newton (method="newton"), for OLS qr (method="qr").
"""
import json
import os
import sys


def csv(path, family):
    import pandas
    import statsmodels.api as sm
    table = pandas.read_csv(path)
    x = sm.add_constant(table.drop(columns="y"))
    model = sm.OLS(table["y"], x) if family == "gaussian" else sm.GLM(table["y"], x, sm.families.Binomial())
    fit = model.fit()
    print(fit.summary())
    if "COEFFICIENTS_OUT" in os.environ:
        with open(os.environ["COEFFICIENTS_OUT"], "w", encoding="utf-8") as f:
            json.dump({"mu": [float(v) for v in fit.params]}, f)


def arrays():
    import time

    import numpy as np
    import statsmodels
    import statsmodels.api as sm

    import optimum
    import peer

    options = peer.arguments(__doc__)
    start = time.perf_counter()
    spec, x, y = optimum.load(options.manifest, options.workload)
    design = np.asfortranarray(np.column_stack([np.ones(len(y)), x]))
    del x
    load_seconds = time.perf_counter() - start
    if options.workload == "gaussian":
        method = {"default": "pinv", "qr": "qr"}[options.variant]
        name, fit = "statsmodels OLS", lambda: sm.OLS(y, design).fit(method=method)
    else:
        family = {"bernoulli": sm.families.Binomial, "poisson": sm.families.Poisson}[options.workload]
        method = {"default": "IRLS", "newton": "newton"}[options.variant]
        name, fit = "statsmodels GLM", lambda: sm.GLM(y, design, family=family()).fit(method=method)
    seconds, result = peer.timed(fit, options.repeat, options.budget)
    coefficients = {"mu": result.params}
    if options.workload == "gaussian":
        coefficients["sigma"] = [0.5 * np.log(result.ssr / len(y))]
    peer.write(options, name, statsmodels.__version__, load_seconds, seconds, coefficients, float(result.llf))


if __name__ == "__main__":
    if sys.argv[1:2] == ["csv"]:
        csv(*sys.argv[2:4])
    else:
        arrays()
