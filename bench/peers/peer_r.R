# R: `arrays key=value ...` fits the workload's arrays and writes one JSON result; `csv FILE FAMILY` works end to end.
# Packages are loaded only by the fits that need them. Every coefficient is put on the working scale of README.md.

read_doubles <- function(file, n) readBin(file, "double", n, size = 8, endian = "little")

peak_resident_bytes <- function() {
  line <- grep("^VmHWM:", readLines("/proc/self/status"), value = TRUE)
  1024 * as.numeric(gsub("[^0-9]", "", line))
}

json_numbers <- function(v) {
  text <- sprintf("%.17g", v)
  text[!is.finite(v)] <- "null"
  paste0("[", paste(text, collapse = ","), "]")
}

write_result <- function(a, peer, version, load, seconds, cpu, coefficients, loglik) {
  blocks <- paste0('"', names(coefficients), '":', vapply(coefficients, function(v) json_numbers(unname(v)), ""))
  writeLines(paste0(
    '{"workload":"', a$workload, '","peer":"', peer, '","variant":"', a$variant, '","version":"', version,
    '","seconds":', json_numbers(seconds), ',"loadSeconds":', sprintf("%.17g", load),
    ',"cpuSeconds":', json_numbers(cpu), ',"logLikelihood":', if (is.na(loglik)) "null" else sprintf("%.17g", loglik), ',"coefficients":{', paste(blocks, collapse = ","),
    '},"gradientNorm":null,"peakResidentBytes":', sprintf("%.0f", peak_resident_bytes()), "}"), a$out)
}

glm_fit <- function(x, y, a) {
  design <- cbind(1, x)
  family <- if (a$workload == "bernoulli") binomial() else poisson()
  control <- if (a$variant == "tight") list(epsilon = 1e-14, maxit = 100) else list()
  list(peer = "R glm.fit", package = "stats",
       fit = function() glm.fit(design, y, family = family, control = control),
       read = function(f) list(coefficients = list(mu = f$coefficients), loglik = f$rank - f$aic / 2))
}

lm_fit <- function(x, y, a) {
  design <- cbind(1, x)
  list(peer = "R lm.fit", package = "stats", fit = function() lm.fit(design, y),
       read = function(f) {
         sigma <- sqrt(mean(f$residuals^2))
         list(coefficients = list(mu = f$coefficients, sigma = log(sigma)), loglik = sum(dnorm(f$residuals, 0, sigma, log = TRUE)))
       })
}

# `tight`: 1e-6, the default, is the gap that the interior point method ends at
quantreg_fit <- function(method) function(x, y, a) {
  suppressMessages(library(quantreg))
  design <- cbind(1, x)
  eps <- if (a$variant == "tight") 1e-12 else 1e-6
  solve <- if (method == "fn") rq.fit.fnb else rq.fit.pfn
  list(peer = paste("R quantreg", method), package = "quantreg", fit = function() { set.seed(1); solve(design, y, tau = 0.5, eps = eps) },  # pfn samples
       read = function(f) {
         scale <- mean(abs(y - drop(design %*% f$coefficients)))
         list(coefficients = list(mu = f$coefficients, scale = log(scale)), loglik = -length(y) * (log(2 * scale) + 1))
       })
}

glm_nb <- function(frame, a) {
  control <- if (a$variant == "tight") glm.control(epsilon = 1e-14, maxit = 100) else glm.control()
  list(peer = "R MASS::glm.nb", package = "MASS",
       fit = function() MASS::glm.nb(y ~ ., data = frame, control = control),
       read = function(f) list(coefficients = list(mu = coef(f), size = log(f$theta)), loglik = as.numeric(logLik(f))))
}

zeroinfl_fit <- function(frame, a) {
  suppressMessages(library(pscl))
  right <- paste(setdiff(names(frame), "y"), collapse = " + ")
  # its default stops at a relative change of 1.6e-10; `tight` goes on
  control <- if (a$variant == "tight") zeroinfl.control(reltol = 1e-15) else zeroinfl.control()
  list(peer = "R pscl::zeroinfl", package = "pscl",
       fit = function() zeroinfl(as.formula(paste("y ~", right, "|", right)), data = frame, dist = "negbin", control = control),
       read = function(f) list(coefficients = list(mu = f$coefficients$count, size = log(f$theta), zi = f$coefficients$zero), loglik = f$loglik))
}

vgam_epsilon <- function(a) if (a$variant == "tight") 1e-13 else 1e-7

studentt3_fit <- function(frame, a) {
  suppressMessages(library(VGAM))
  list(peer = "R VGAM studentt3", package = "VGAM",
       fit = function() vglm(y ~ ., studentt3(), data = frame, epsilon = vgam_epsilon(a)),
       read = function(f) {
         b <- coef(f, matrix = TRUE)  # location, log scale, log log degrees of freedom
         list(coefficients = list(mu = b[, 1], sigma = b[1, 2], nu = exp(b[1, 3])), loglik = logLik(f))
       })
}

uninormal_fit <- function(frame, a) {
  suppressMessages(library(VGAM))
  list(peer = "R VGAM uninormal", package = "VGAM",
       fit = function() vglm(y ~ ., uninormal(zero = NULL), data = frame, epsilon = vgam_epsilon(a)),
       read = function(f) {
         b <- coef(f, matrix = TRUE)
         list(coefficients = list(mu = b[, 1], sigma = b[, 2]), loglik = logLik(f))
       })
}

glmmtmb_fit <- function(frame, a) {
  suppressMessages(library(glmmTMB))
  right <- paste("~", paste(setdiff(names(frame), "y"), collapse = " + "))
  control <- glmmTMBControl(parallel = 2)
  list(peer = "R glmmTMB", package = "glmmTMB",
       fit = function() glmmTMB(as.formula(paste("y", right)), dispformula = as.formula(right), data = frame, control = control),
       read = function(f) {
         b <- fixef(f)
         per_log_sd <- if (packageVersion("glmmTMB") < "1.1.8") 2 else 1  # before, the gaussian's dispersion was log variance
         list(coefficients = list(mu = b$cond, sigma = b$disp / per_log_sd), loglik = as.numeric(logLik(f)))
       })
}

gaulss_fit <- function(frame, a) {
  suppressMessages(library(mgcv))
  right <- paste("~", paste(setdiff(names(frame), "y"), collapse = " + "))
  formulas <- list(as.formula(paste("y", right)), as.formula(right))
  list(peer = "R mgcv gaulss", package = "mgcv",
       fit = function() gam(formulas, family = gaulss(b = 0), data = frame),  # b = 0: sigma's link is exactly log
       read = function(f) {
         p <- length(coef(f)) / 2
         list(coefficients = list(mu = coef(f)[1:p], sigma = coef(f)[p + 1:p]), loglik = as.numeric(logLik(f)))
       })
}

glmnet_ridge <- function(x, y, a) {
  suppressMessages(library(glmnet))
  n <- nrow(x)
  levels <- as.integer(a$levels)
  factors <- as.integer(a$factors)
  codes <- matrix(readBin(a$codes, "integer", n * factors, size = 4, endian = "little"), n)
  parts <- list(Matrix::Matrix(x, sparse = TRUE))
  for (j in seq_len(factors)) {
    kept <- which(codes[, j] > 0)
    parts[[j + 1]] <- Matrix::sparseMatrix(i = kept, j = codes[kept, j], x = 1, dims = c(n, levels - 1))
  }
  design <- do.call(cbind, parts)
  family <- switch(a$workload, "ridge-gamma" = Gamma("log"), "ridge-poisson" = "poisson", "ridge-bernoulli" = "binomial")
  thresh <- if (a$variant == "tight") 1e-12 else 1e-7
  # an IRLS loop around coordinate descent ends by its own measure too
  if (a$workload == "ridge-gamma" && a$variant == "tight") glmnet.control(epsnr = 1e-12, mxitnr = 100)
  list(peer = "R glmnet", package = "glmnet",
       fit = function() glmnet(design, y, family = family, alpha = 0, lambda = as.numeric(a$lambda), standardize = FALSE, thresh = thresh, maxit = 1e6),
       read = function(f) list(coefficients = list(mu = c(as.numeric(f$a0), as.numeric(f$beta))), loglik = NA))
}

timed <- function(fit, times, budget) {
  seconds <- numeric()
  cpu <- numeric()
  while (length(seconds) < times && sum(seconds) < budget) {
    result <- NULL
    gc()
    busy <- proc.time()
    start <- Sys.time()
    result <- fit()
    cpu <- c(cpu, sum((proc.time() - busy)[1:2]))
    seconds <- c(seconds, as.numeric(difftime(Sys.time(), start, units = "secs")))
  }
  list(seconds = seconds, cpu = cpu, result = result)
}

arrays <- function(a) {
  n <- as.integer(a$rows)
  start <- Sys.time()
  x <- matrix(read_doubles(a$x, n * as.integer(a$columns)), n)
  y <- read_doubles(a$y, n)
  make <- list("glm.fit" = glm_fit, "lm.fit" = lm_fit, fn = quantreg_fit("fn"), pfn = quantreg_fit("pfn"), glmnet = glmnet_ridge)[[a$fit]]
  if (is.null(make)) {
    colnames(x) <- paste0("x", seq_len(ncol(x)))
    frame <- data.frame(y = y, x)
    make <- list("glm.nb" = glm_nb, zeroinfl = zeroinfl_fit, studentt3 = studentt3_fit, uninormal = uninormal_fit,
                 glmmTMB = glmmtmb_fit, gaulss = gaulss_fit)[[a$fit]]
    job <- make(frame, a)
  } else job <- make(x, y, a)
  load <- as.numeric(difftime(Sys.time(), start, units = "secs"))
  rm(x)
  run <- timed(job$fit, as.integer(a[["repeat"]]), as.numeric(a$budget))
  version <- paste0("R ", getRversion(), ", ", job$package, " ", packageVersion(job$package))
  found <- job$read(run$result)
  write_result(a, job$peer, version, load, run$seconds, run$cpu, found$coefficients, found$loglik)
}

csv <- function(file, family) {
  library(data.table)
  setDTthreads(2)
  table <- fread(file)
  fit <- if (family == "gaussian") lm(y ~ ., data = table) else glm(y ~ ., family = binomial(), data = table)
  print(summary(fit))
  out <- Sys.getenv("COEFFICIENTS_OUT")
  if (nzchar(out)) writeLines(paste0('{"mu":', json_numbers(coef(fit)), "}"), out)
}

args <- commandArgs(trailingOnly = TRUE)
if (args[1] == "csv") csv(args[2], args[3]) else {
  pairs <- regmatches(args[-1], regexpr("=", args[-1]), invert = TRUE)
  arrays(setNames(lapply(pairs, `[`, 2), vapply(pairs, `[`, "", 1)))
}
