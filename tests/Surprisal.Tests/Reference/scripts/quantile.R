# Standard errors and rank-inversion intervals of quantreg: Rscript quantile.R > ../quantile/errors.csv
# Columns: data, formula, tau, covariance, term, estimate, standard error (NA for rank), lower, upper (rank only, level 0.9).
suppressMessages(library(quantreg))
options(warn = 1)
arguments <- commandArgs(FALSE)
folder <- dirname(sub("--file=", "", grep("--file=", arguments, value = TRUE)[1]))
read <- function(name) read.csv(file.path(folder, "..", "data", name))
cases <- list(list("engel.csv", foodexp ~ income, c(0.1, 0.25, 0.5, 0.75, 0.9)),
              list("stackloss.csv", stackloss ~ airflow + watertemp + acidconc, c(0.25, 0.5, 0.75)))
number <- function(v) ifelse(is.na(v), "", sprintf("%.17g", v))
cat("data,formula,tau,covariance,term,estimate,error,lower,upper\n")
for (case in cases) {
  data <- read(case[[1]])
  names(data) <- tolower(names(data))
  for (tau in case[[3]]) {
    fit <- rq(case[[2]], tau = tau, data = data)
    for (se in c("iid", "nid", "ker", "rank")) {
      table <- coef(summary(fit, se = se))
      for (term in rownames(table))
        cat(case[[1]], deparse(case[[2]]), tau, se, term, number(table[term, 1]),
            if (se == "rank") "" else number(table[term, 2]),
            if (se == "rank") number(table[term, 2]) else "", if (se == "rank") number(table[term, 3]) else "", sep = ",")
      cat("", sep = "")
    }
  }
}
