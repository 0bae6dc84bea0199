# Standard errors and rank-inversion intervals of quantreg: Rscript quantile.R > ../quantile/errors.csv
# Columns: data, formula, tau, covariance, term, estimate, standard error (NA for rank), lower, upper (rank only, level 0.9).
suppressMessages(library(quantreg))
options(warn = 1)
arguments <- commandArgs(FALSE)
folder <- dirname(sub("--file=", "", grep("--file=", arguments, value = TRUE)[1]))
read <- function(name) read.csv(file.path(folder, "..", "data", name))
cases <- list(list("engel.csv", foodexp ~ income, c(0.1, 0.25, 0.5, 0.75, 0.9)),
              list("stackloss.csv", stack_loss ~ air_flow + water_temp + acid_conc, c(0.25, 0.5, 0.75)))
number <- function(v) ifelse(is.na(v), "", sprintf("%.17g", v))
cat("data,formula,tau,covariance,term,estimate,error,lower,upper\n")
for (case in cases) {
  data <- read(case[[1]])
  names(data) <- tolower(names(data))
  for (tau in case[[3]]) {
    fit <- rq(case[[2]], tau = tau, data = data)
    for (se in c("iid", "nid", "ker", "rank")) {
      table <- coef(summary(fit, se = se))
      for (term in rownames(table)) {
        value <- number(table[term, 2])
        upper <- if (se == "rank") number(table[term, 3]) else ""
        row <- c(case[[1]], deparse(case[[2]]), tau, se, term, number(table[term, 1]), if (se == "rank") c("", value, upper) else c(value, "", ""))
        cat(paste(row, collapse = ","), "\n", sep = "")
      }
    }
  }
}
