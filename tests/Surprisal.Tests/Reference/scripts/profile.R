# Profile likelihood intervals of glm, exact (uniroot on fits with the coefficient as offset) and by confint (splines).
# Writes Reference/profile/glm.json. Run from the project's root: Rscript tests/Surprisal.Tests/Reference/scripts/profile.R
tight <- list(epsilon = 1e-14, maxit = 200)
q <- qchisq(0.95, 1)
cases <- list(
  list(name = "birthwt", data = "samples/birthwt.csv", noise = "bernoulli", link = "logit", formula = "low ~ age + lwt + smoke + ht", family = binomial()),
  list(name = "menarche", data = "samples/menarche.csv", noise = "binomial", link = "probit", formula = "menarche | trials(total) ~ age", family = binomial("probit"),
       r = "cbind(menarche, total - menarche) ~ age"),
  list(name = "insectsprays", data = "samples/insectsprays.csv", noise = "poisson", link = "log", formula = "count ~ spray", family = poisson()))
out <- c()
for (case in cases) {
  d <- read.csv(case$data, stringsAsFactors = TRUE)
  f <- as.formula(if (is.null(case$r)) case$formula else case$r)
  fit <- glm(f, case$family, d, control = tight)
  x <- model.matrix(fit)
  y <- model.response(model.frame(fit))
  ci <- suppressMessages(confint(fit))
  rows <- c()
  for (j in seq_len(ncol(x))) {
    loss <- function(b) glm.fit(x[, -j, drop = FALSE], y, offset = b * x[, j], family = case$family, control = tight, weights = rep(1, nrow(x)))$deviance - fit$deviance
    b <- coef(fit)[j]; se <- sqrt(vcov(fit)[j, j])
    end <- function(side) uniroot(function(t) loss(b + side * t * se) - q, c(0.5, 5), tol = 1e-12)$root * side * se + b
    rows <- c(rows, sprintf('{"term":"%s","estimate":%.17g,"lower":%.17g,"upper":%.17g,"statistic":%.17g,"confintLower":%.10g,"confintUpper":%.10g}',
                            sub("^spray(.)$", "spray[\\1]", colnames(x)[j]), b, end(-1), end(1), sign(b) * sqrt(loss(0)), ci[j, 1], ci[j, 2]))
  }
  out <- c(out, sprintf('{"name":"%s","data":"%s","noise":"%s","link":"%s","formula":"%s","coefficients":[\n %s]}', case$name, basename(case$data), case$noise, case$link, case$formula, paste(rows, collapse = ",\n ")))
}
writeLines(paste0("[", paste(out, collapse = ",\n"), "]"), "tests/Surprisal.Tests/Reference/profile/glm.json")
