# glmnet on a workload of paths.py: file stem, rows, columns, family, lambda.min.ratio, alpha, thresh, repeats, output.
suppressMessages(library(glmnet))
a <- commandArgs(TRUE)
n <- as.integer(a[2]); p <- as.integer(a[3])
x <- matrix(readBin(paste0(a[1], ".x.f64"), "double", n * p), n)
y <- readBin(paste0(a[1], ".y.f64"), "double", n)
family <- c(gaussian = "gaussian", bernoulli = "binomial", poisson = "poisson")[[a[4]]]
glmnet.control(fdev = 0, devmax = 1)  # all 100 strengths, as ours
seconds <- processor <- numeric()
for (k in seq_len(as.integer(a[8]))) {
  gc()
  t <- system.time(f <- glmnet(x, y, family = family, alpha = as.numeric(a[6]), standardize = FALSE, lambda.min.ratio = as.numeric(a[5]), nlambda = 100, thresh = as.numeric(a[7]), maxit = 1e8))
  seconds <- c(seconds, t[[3]]); processor <- c(processor, t[[1]] + t[[2]])
}
out <- file(a[9], "wb")
writeBin(c(length(f$lambda), min(seconds), min(processor)), out)
writeBin(f$lambda, out); writeBin(unname(f$a0), out); writeBin(as.numeric(as.matrix(f$beta)), out)
close(out)
