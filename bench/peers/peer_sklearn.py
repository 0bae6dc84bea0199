"""scikit-learn on the arrays.

Variants of GaussianMixture(n_components=3, covariance_type="full"):

default          tolerance 1e-3, the change of the mean log-likelihood in one step of EM: stops early
equal            the largest power of ten that ends within 1e-6 of the greatest mean log-likelihood

Variants of LogisticRegression(penalty=None), and of the three regressors with a ridge penalty on sparse columns:

default          solver lbfgs at its default tolerance
tight            solver lbfgs, stopping on the gradient only: about 1e-9 a row, where its line search still works
newton-cholesky  the solver scikit-learn recommends for many rows and few columns, tightest tolerance
"""
import time
import types
import warnings

import numpy as np
import sklearn
from scipy import optimize
from sklearn.linear_model import GammaRegressor, LogisticRegression, PoissonRegressor, _logistic
from sklearn.mixture import GaussianMixture

import optimum
import peer

EQUAL_TOLERANCE = 1e-7


def stop_on_gradient_only():
    """LogisticRegression 1.2 leaves scipy's ftol at 2e-9 relative, which ends the search long before `tol` is met."""
    def minimize(*args, **kwargs):
        kwargs["options"] = {**kwargs["options"], "ftol": 0.0}
        return optimize.minimize(*args, **kwargs)
    _logistic.optimize = types.SimpleNamespace(minimize=minimize)


def bernoulli(x, y, variant):
    rows = len(y)
    if variant == "tight":
        stop_on_gradient_only()
    settings = {"default": dict(solver="lbfgs"),
                # 1.2 minimises the summed loss, so its tolerance is per sum
                "tight": dict(solver="lbfgs", tol=1e-9 * rows),
                "newton-cholesky": dict(solver="newton-cholesky", tol=1e-10)}[variant]
    return lambda: LogisticRegression(penalty=None, max_iter=10_000, **settings).fit(x, y)


def poisson(x, y, variant):
    settings = {"default": dict(solver="lbfgs"), "tight": dict(solver="lbfgs", tol=1e-9),
                "newton-cholesky": dict(solver="newton-cholesky", tol=1e-10)}[variant]
    return lambda: PoissonRegressor(alpha=0, max_iter=10_000, **settings).fit(x, y)


def ridge(x, y, workload, penalty, variant):
    """The penalty is of the mean loss; LogisticRegression's is of the summed one, and so is its tolerance in 1.2."""
    rows = len(y)
    settings = {"default": dict(solver="lbfgs"), "tight": dict(solver="lbfgs", tol=1e-9), "newton-cholesky": dict(solver="newton-cholesky", tol=1e-10)}[variant]
    if workload == "ridge-bernoulli":
        if variant == "tight":
            stop_on_gradient_only()
            settings["tol"] *= rows
        return lambda: LogisticRegression(C=1 / (rows * penalty), max_iter=10_000, **settings).fit(x, y)
    kind = {"ridge-gamma": GammaRegressor, "ridge-poisson": PoissonRegressor}[workload]
    return lambda: kind(alpha=penalty, max_iter=10_000, **settings).fit(x, y)


def mixture(_, y, variant):
    settings = {"default": {}, "equal": dict(tol=EQUAL_TOLERANCE, max_iter=10_000)}[variant]
    return lambda: GaussianMixture(n_components=3, covariance_type="full", random_state=1, **settings).fit(y)


def coefficients_of(model):
    if isinstance(model, GaussianMixture):
        return optimum.working_mixture(model.weights_, model.means_, np.linalg.cholesky(model.covariances_))
    return {"mu": np.append(model.intercept_, model.coef_)}


def main():
    options = peer.arguments(__doc__)
    warnings.simplefilter("ignore", FutureWarning)
    start = time.perf_counter()
    spec, x, y = optimum.load(options.manifest, options.workload)
    if "factors" in spec:
        x = x.tocsr()  # what its solvers like best
    else:
        x = None if x is None else np.ascontiguousarray(x)
    y = np.ascontiguousarray(y)  # its input check copies any other layout
    load_seconds = time.perf_counter() - start
    if "factors" in spec:
        fit = ridge(x, y, options.workload, spec["lambda"], options.variant)
    else:
        fit = {"bernoulli": bernoulli, "poisson": poisson, "mixture": mixture}[options.workload](x, y, options.variant)
    seconds, model = peer.timed(fit, options.repeat, options.budget)
    name = " ".join(["scikit-learn", type(model).__name__, *([model.solver] if hasattr(model, "solver") else [])])
    peer.write(options, name, sklearn.__version__, load_seconds, seconds, coefficients_of(model),
               log_likelihood=None)  # it reports none; compare.py computes it


if __name__ == "__main__":
    main()
