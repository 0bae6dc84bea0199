# Estimates and standard errors of glm for coded.csv: Rscript coded.R FOLDER (coded.py calls it). Observed information is expected information for
# canonical links, so glm's standard errors, dispersion 1, are ours.
folder <- commandArgs(trailingOnly = TRUE)[1]
data <- read.csv(file.path(folder, "coded.csv"), stringsAsFactors = TRUE)
numbers <- function(v) paste0("[", paste(sprintf("%.17g", v), collapse = ","), "]")
control <- glm.control(epsilon = 1e-15, maxit = 100)
cases <- character()
for (right in c("g + h + x", "g * x", "0 + g + h")) {
  for (weighted in c(FALSE, TRUE)) {
    for (noise in c("poisson", "bernoulli")) {
      response <- if (noise == "poisson") "count" else "binary"
      family <- if (noise == "poisson") poisson() else binomial()
      data$use <- if (weighted) data$w else 1
      fit <- glm(as.formula(paste(response, "~", right)), family = family, data = data, weights = use, control = control)
      modifier <- if (weighted) " | weights(w)" else ""
      cases <- c(cases, paste0('{"noise":"', noise, '","formula":"', response, modifier, " ~ ", right, '","sd":null,"estimates":', numbers(coef(fit)),
                               ',"errors":', numbers(sqrt(diag(vcov(fit, dispersion = 1)))), "}"))
    }
  }
}
writeLines(paste0("[", paste(cases, collapse = ",\n"), "]"), file.path(folder, "glm.json"))
