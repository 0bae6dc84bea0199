# Writes model-matrix.json: the columns that R's model.matrix makes, names with our brackets.
# Run: Rscript model-matrix.R > model-matrix.json (R 4.2.2 made the file in use).
d <- data.frame(
  x = c(1,2.5,-1,4,0.5,3,7,-2,1.5,6,2,5),
  z = c(2,1,3,5,4,2.5,1.5,8,6,7,3.5,0.25),
  a = factor(c("p","q","r","p","q","r","p","q","r","p","q","r"), levels=c("p","q","r")),
  b = factor(c("u","u","u","u","v","v","v","v","u","v","u","v")),
  c = factor(c("k","l","k","l","k","l","k","l","l","k","m","m")),
  t = c(TRUE,FALSE,TRUE,TRUE,FALSE,FALSE,TRUE,FALSE,TRUE,FALSE,FALSE,TRUE),
  n = c(10,2,1,10,2,1,10,2,1,10,2,1))
fs <- c("x","x+z","0+x","x-1","1","0","a","a-1","0+b+a","a+b","a*b","a:b","a+a:b","b+a:b","0+a:b","a*b-a","x:a","x*a","0+x*a","x+x:a","0+x:a","x:z","x*z","a:x:z","a*b*c","(a+b+c)^2",
 "(a+b+c)^2-a:c","a/b","b%in%a","a/x","t","0+t","t:x","a*t","poly(x,2)","poly(x,3):b","a:poly(x,2)","poly(x,1)","poly(z,4)","log(z)","I(x^2)","I(x^2)+x","sqrt(z)*a","exp(x/10)","log1p(z)+expm1(z/9)","log2(z)+log10(z)","abs(x)",
 "scale(x)","scale(x):a","a:b+b:c","a:b+a:b:c","a:b:c","b:a+a","x+a+x:a:b","0+x+a:b","z+a*x+b:x","a*b*c-a:b:c","I(x*z/2)-1","I(-x^2)","b:c+a","0+x+b:x+c","(x+z)^2","(z*x:(x+t))^2","(a*b)^3","((a-log(z)):(t+x)/c)^2","(x+z+a)^3","a+b+c-b","x+0+1","a*x+b*x","I((x+9)^-1.5)","t*b-1","(a+b)/x","z:x+x","0+a:x+b","a:b:x+c","c:b + b:a + a:c")
# R's C(n) chooses contrasts; ours makes a factor, as factor(n) does in R; ref= moves the base of the contrasts, not the level.
ours <- list(c("C(n)","factor(n)"), c("C(n)*b","factor(n)*b"), c("0+C(n)","0+factor(n)"),
  c("C(a,ref=\"q\")", "C(a, contr.treatment(3, base = 2))"), c("x:C(a,ref=\"q\")+x", "x:C(a, contr.treatment(3, base = 2))+x"))
fs <- c(lapply(fs, function(f) c(f, f)), ours)
bracket <- function(name) {
  part <- function(p) {
    p <- sub("^C\\(a, contr.treatment\\(3, base = 2\\)\\)([13])$", "C(a,ref=\"q\")[\\1]", p)
    p <- sub("^(C\\(a,ref=\"q\"\\))\\[1\\]$", "\\1[p]", p)
    p <- sub("^(C\\(a,ref=\"q\"\\))\\[3\\]$", "\\1[r]", p)
    p <- sub("^(C\\(a, contr.treatment\\(3, base = 2\\)\\))([pqr])$", "C(a,ref=\"q\")[\\2]", p)
    p <- sub("^([abc])([pqruvklm])$", "\\1[\\2]", p)
    p <- sub("^t(TRUE|FALSE)$", "t[\\L\\1]", p, perl = TRUE)
    p <- sub("^factor\\(n\\)([0-9]+)$", "C(n)[\\1]", p)
    p <- sub("^poly\\((.), ([0-9])\\)$", "poly(\\1,\\2)", p)
    sub("^poly\\((.), ([0-9])\\)([0-9])$", "poly(\\1,\\2)[\\3]", p)
  }
  paste(vapply(strsplit(name, ":")[[1]], part, ""), collapse = ":")
}
q <- function(s) paste0('"', gsub('"', '\\\\"', s), '"')
num <- function(v) paste(vapply(v, function(w) sub("^0$|^-0$", "0", format(w, digits = 15)), ""), collapse = ",")
one <- function(f) {
  m <- model.matrix(as.formula(paste("~", f[2])), d)
  columns <- vapply(seq_len(ncol(m)), function(j)
    paste0("{\"name\":", q(bracket(colnames(m)[j])), ",\"values\":[", num(m[, j]), "]}"), "")
  paste0("{\"formula\":", q(f[1]), ",\"columns\":[", paste(columns, collapse = ",\n    "), "]}")
}
cat("[\n", paste(vapply(fs, one, ""), collapse = ",\n"), "\n]\n", sep = "")
