"""Golden values of evidence: the scale of a gaussian prior where the marginal likelihood is largest.

scikit-learn's BayesianRidge (gaussian, flat hyperpriors: the same stationary point in the weights' precision at its noise precision) and R's mgcv, whose REML is
Laplace's approximation to the marginal likelihood with the intercept integrated (Wood 2011). Writes ../evidence.json; needs scikit-learn, R and mgcv.
"""
import csv, json, pathlib, subprocess
import numpy as np
from sklearn.linear_model import BayesianRidge

here = pathlib.Path(__file__).resolve().parent
samples = here.parents[3] / "samples"
rows = list(csv.DictReader(open(samples / "sparse-regression.csv")))
names = [k for k in rows[0] if k != "y"]
x = np.array([[float(r[k]) for k in names] for r in rows])
y = np.array([float(r["y"]) for r in rows])
ridge = BayesianRidge(n_iter=100000, tol=1e-15, alpha_1=0, alpha_2=0, lambda_1=0, lambda_2=0).fit(x, y)
script = f"""
library(mgcv)
d <- read.csv("{samples}/sparse-regression.csv")
X <- as.matrix(d[, setdiff(names(d), "y")])
control <- gam.control(epsilon = 1e-12, newton = list(conv.tol = 1e-12))
g <- gam(d$y ~ X, paraPen = list(X = list(diag(ncol(X)))), method = "REML", scale = {1 / ridge.alpha_!r}, control = control)
cat(sprintf("%.17g\\n", sqrt({1 / ridge.alpha_!r} / g$sp)))
q <- read.csv("{samples}/quine.csv")
A <- model.matrix(~ age, q)[, -1]; B <- model.matrix(~ eth, q)[, -1, drop = FALSE]
g <- gam(q$days ~ A + B, paraPen = list(A = list(diag(ncol(A))), B = list(diag(1))), family = poisson(), method = "REML", control = control)
cat(sprintf("%.17g\\n", sqrt(1 / g$sp)), sep = "")
i <- read.csv("{samples}/insectsprays.csv")
Z <- model.matrix(~ spray, i)[, -1]
g <- gam(i$count ~ Z, paraPen = list(Z = list(diag(ncol(Z)))), family = poisson(), method = "REML", control = control)
cat(sprintf("%.17g\\n", sqrt(1 / g$sp)))
b <- read.csv("{samples}/birthwt.csv")
Z <- cbind(b$age / 10, b$lwt / 50, b$smoke, b$ht, b$ui)
g <- gam(b$low ~ Z, paraPen = list(Z = list(diag(ncol(Z)))), family = binomial(), method = "REML", control = control)
cat(sprintf("%.17g\\n", sqrt(1 / g$sp)))
"""
out = [float(v) for v in subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, check=True).stdout.split()]
result = {
    "bayesianRidge": {"sigma": float(ridge.alpha_ ** -0.5), "sd": float(ridge.lambda_ ** -0.5)},
    "mgcvGaussian": out[0],
    "mgcvPoissonQuineAgeEth": out[1:3],
    "mgcvPoissonInsectSprays": out[3],
    "mgcvBernoulliBirthwt": out[4],
}
(here.parent / "evidence.json").write_text(json.dumps(result, indent=2) + "\n")
print(result)
