# Golden regularisation paths by glmnet (thresh as tight as it gets) on small data made here: Rscript paths.R > ../paths/glmnet.json
suppressMessages(library(glmnet))
glmnet.control(fdev = 0, devmax = 1)
number <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ","), "]")
case <- function(name, noise, n, p, alpha, seed, weighted = FALSE, shifted = FALSE) {
  set.seed(seed)
  x <- round(matrix(rnorm(n * p), n), 4)
  if (p > 2) x[, 2] <- round(0.8 * x[, 1] + 0.6 * x[, 2], 4)
  eta <- drop(x[, 1:min(p, 4), drop = FALSE] %*% c(1, -0.8, 0.5, 0.3)[1:min(p, 4)])
  w <- if (weighted) sample(1:3, n, TRUE) else rep(1, n)
  o <- if (shifted) round(0.3 * rnorm(n), 4) else rep(0, n)
  y <- switch(noise, gaussian = round(2 + eta + o + rnorm(n), 4), bernoulli = rbinom(n, 1, plogis(eta + o)), poisson = rpois(n, exp(0.5 + 0.5 * eta + o)))
  # Of a gaussian glmnet's ridge share is in units of the response's deviation: that is 1 here.
  if (noise == "gaussian") { r <- y - o; r <- r - weighted.mean(r, w); y <- o + 2 + r / sqrt(weighted.mean(r^2, w)) }
  family <- c(gaussian = "gaussian", bernoulli = "binomial", poisson = "poisson")[[noise]]
  first <- glmnet(x, y, family = family, alpha = alpha, standardize = FALSE, weights = w, offset = o, nlambda = 3)$lambda[1]
  lambda <- first * 10^seq(-0.05, -2, length.out = 12)
  f <- glmnet(x, y, family = family, alpha = alpha, standardize = FALSE, weights = w, offset = o, lambda = lambda, thresh = 1e-20, maxit = 1e7)
  rows <- function(m) paste0("[", paste(apply(m, 1, number), collapse = ","), "]")
  paste0('{"name":"', name, '","noise":"', noise, '","alpha":', alpha, ',"x":', rows(t(x)), ',"y":', number(y), ',"weights":', number(w), ',"offset":', number(o),
         ',"lambda":', number(lambda), ',"intercept":', number(f$a0), ',"coefficients":', rows(t(as.matrix(f$beta))), "}")
}
cases <- c(
  case("tall", "gaussian", 40, 8, 1, 1), case("tall-net", "gaussian", 40, 8, 0.4, 2, weighted = TRUE, shifted = TRUE), case("wide", "gaussian", 20, 60, 1, 3),
  case("classes", "bernoulli", 80, 7, 1, 4), case("classes-net", "bernoulli", 40, 60, 0.5, 5, weighted = TRUE), case("counts", "poisson", 60, 7, 1, 6, shifted = TRUE),
  case("counts-net", "poisson", 60, 7, 0.3, 7, weighted = TRUE))
writeLines(paste0("[", paste(cases, collapse = ",\n"), "]"))
