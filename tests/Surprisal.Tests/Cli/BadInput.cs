using System.Text;

namespace Surprisal.Tests.Cli;

/// <summary>One thing that a user may get wrong, and what the message must tell of it.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Csv">The file's bytes; null where the arguments name none.</param>
/// <param name="Arguments">The arguments; <c>{csv}</c> stands for the file's path.</param>
/// <param name="Says">What standard error must contain: what, where, remedy.</param>
internal sealed record BadInput(string Name, byte[]? Csv, string[] Arguments, params string[] Says)
{
    private const string Plain = "x,y,k,n,g\n1,2.5,1,3,a\n2,3.5,0,3,b\n3,5.1,2,3,a\n4,7.9,3,3,b\n5,8.2,1,3,a\n";

    public static IReadOnlyList<BadInput> All { get; } =
    [
        .. Files(),
        .. Names(),
        .. Values(),
        .. Usage(),
    ];

    private static IEnumerable<BadInput> Files() =>
    [
        new("missing file", null, ["fit", "no/such/file.csv", "y ~ x", "--noise", "gaussian"], "no/such/file.csv", "no such"),
        new("directory", null, ["fit", Path.GetTempPath(), "y ~ x", "--noise", "gaussian"], "is a directory", "CSV file"),
        Of("empty file", "", "y ~ x", "gaussian", "{csv}", "empty"),
        Of("header only", "x,y\n", "y ~ x", "gaussian", "{csv}", "header", "no rows"),
        Of("a row too short", "x,y\n1,2\n3\n4,5\n", "y ~ x", "gaussian", "{csv}", "row 3"),
        Of("a row too long", "x,y\n1,2\n3,4\n5,6,7\n", "y ~ x", "gaussian", "{csv}", "row 4"),
        Of("duplicate column names", "x,y,x\n1,2,3\n4,5,6\n", "y ~ x", "gaussian", "{csv}", "'x'", "columns 1 and 3"),
        new("bytes that are not UTF-8", [.. "x,y,g\n1,2,a\n2,3,"u8, 0xE9, .. "\n"u8], ["fit", "{csv}", "y ~ x + g", "--noise", "gaussian"], "{csv}", "row 3", "UTF-8"),
        new("a header that is not UTF-8", [.. "x,y"u8, 0xE9, .. "\n1,2\n"u8], ["fit", "{csv}", "y ~ x", "--noise", "gaussian"], "{csv}", "row 1", "UTF-8"),
        Of("a quote never closed", "x,y\n1,\"2\n3,4\n", "y ~ x", "gaussian", "{csv}", "row 2", "quote"),
        Of("levels of no column", Plain, "y ~ x", "gaussian", ["--levels", "h=a,b"], "'h'", "'x', 'y'"),
        Of("a cell outside the declared levels", Plain, "y ~ g", "gaussian", ["--levels", "g=a,c"], "row 3", "'g'", "'b'"),
    ];

    private static IEnumerable<BadInput> Names() =>
    [
        Of("unknown column", Plain, "y ~ xx", "gaussian", "'xx'", "did you mean 'x'"),
        Of("unknown response", Plain, "yy ~ x", "gaussian", "'yy'", "did you mean 'y'"),
        Of("formula that ends early", Plain, "y ~ x +", "gaussian", "  y ~ x +\n         ^\n"),
        Of("formula with a stray character", Plain, "y ~ x ? g", "gaussian", "  y ~ x ? g\n        ^\n"),
        Of("formula without tilde", Plain, "y", "gaussian", "'~'", "y ~ x"),
        Of("unknown function", Plain, "y ~ lgo(x)", "gaussian", "lgo", "log"),
        Of("unknown noise model", Plain, "y ~ x", "gausian", "unknown noise model 'gausian'", "did you mean 'gaussian'"),
        Of("a combination that makes no sense", Plain, "y ~ x", "zero-inflated(gaussian)", "'zero-inflated(gaussian)' makes no sense", "use hurdle"),
        Of("unknown link", Plain, "y ~ x", "gaussian", ["--link", "mu=lgo"], "unknown link 'lgo'", "did you mean 'log'"),
        Of("a link that does not suit", Plain, "y ~ x", "gaussian", ["--link", "mu=logit"], "'logit'", "identity"),
        Of("a link for an unknown parameter", Plain, "y ~ x", "gaussian", ["--link", "sgma=log"], "'sgma'", "did you mean 'sigma'"),
        Of("a formula for an unknown parameter", Plain, "y ~ x", "gaussian", ["sgma ~ x"], "'sgma'", "did you mean 'sigma'"),
        Of("a value for an unknown parameter", Plain, "y ~ x", "student-t(n=4)", "'n'", "nu"),
        Of("a value outside its range", Plain, "y ~ x", "student-t(nu=-1)", "nu", "greater than 0"),
        Of("a held parameter with a formula", Plain, "y ~ x", "gaussian(sigma=1)", ["sigma ~ x"], "'sigma'", "held"),
        Of("unknown weights column", Plain, "y ~ x", "gaussian", ["--weights", "w"], "'w'"),
        Of("unknown offset column", Plain, "y ~ x", "gaussian", ["--offset", "o"], "'o'"),
        Of("unknown loss", Plain, "y ~ x", null, ["--loss", "msee"], "unknown loss 'msee'", "did you mean 'mse'"),
    ];

    private static IEnumerable<BadInput> Values() =>
    [
        Of("a text cell in a used numeric column", "x,y\n1,2\noops,3\n3,4\n4,4.5\n", "y ~ x", "gaussian", "{csv}", "row 3", "'x'", "'oops'", "not a number"),
        Of("a text cell in a numeric response", "x,y\n1,2\n2,3\n3,?\n4,4.5\n", "y ~ x", "gaussian", "{csv}", "row 4", "'y'", "'?'", "not a number"),
        Of("decimal commas", "x;y\n1;2,5\n2;3,5\n3;4,1\n", "y ~ x", "gaussian", "{csv}", "row 2", "'y'", "'2,5'", "--decimal"),
        Of("all values missing", "x,y\nNA,1\nNA,2\nNA,3\n", "y ~ x", "gaussian", "{csv}", "'x'", "missing"),
        Of("no row complete", "x,y\nNA,1\n2,NA\n3,NA\n", "y ~ x", "gaussian", "{csv}", "missing"),
        Of("a missing cell where none may be", "x,y\n1,1\nNA,2\n3,2.5\n", "y ~ x", "gaussian", ["--missing", "fail"], "{csv}", "row 3", "'x'", "missing"),
        Of("infinite predictor", "x,y\n1,2\nInf,3\n3,4\n4,6\n", "y ~ x", "gaussian", "{csv}", "row 3", "'x'", "infinite"),
        Of("infinite response", "x,y\n1,2\n2,-Infinity\n3,4\n4,6\n", "y ~ x", "gaussian", "{csv}", "row 3", "'y'", "infinite"),
        Of("logarithm of zero", "x,y\n1,2\n0,3\n3,4\n4,6\n", "y ~ log(x)", "gaussian", "{csv}", "row 3", "log(x)"),
        Of("negative weight", "x,y,w\n1,2,1\n2,3,-2\n3,4,1\n4,6,1\n", "y ~ x", "gaussian", ["--weights", "w"], "{csv}", "row 3", "w", "below 0"),
        Of("infinite weight", "x,y,w\n1,2,1\n2,3,Inf\n3,4,1\n4,6,1\n", "y ~ x", "gaussian", ["--weights", "w"], "{csv}", "row 3", "w", "infinite"),
        Of("all weights zero", "x,y,w\n1,2,0\n2,3,0\n", "y ~ x", "gaussian", ["--weights", "w"], "{csv}", "weight"),
        Of("precision weights without gaussian", Plain, "k ~ x", "poisson", ["--weights", "x", "--weights-kind", "precision"], "precision", "gaussian"),
        Of("negative trials", "k,n,x\n1,3,1\n2,-3,2\n0,3,3\n", "k | trials(n) ~ x", "binomial", "{csv}", "row 3", "n", "below 0"),
        Of("successes above trials", "k,n,x\n1,3,1\n4,3,2\n0,3,3\n", "k | trials(n) ~ x", "binomial", "{csv}", "row 3", "4 of 3"),
        Of("binomial without trials", Plain, "k ~ x", "binomial", "trials"),
        Of("one-level factor", "x,y,g\n1,2,a\n2,3,a\n3,5,a\n", "y ~ x + g", "gaussian", "{csv}", "g", "'a'"),
        Of("negative counts", "k,x\n1,1\n-2,2\n0,3\n-1,4\n", "k ~ x", "poisson", "{csv}", "'k'", "2 rows", "row 3", "row 5", "-2", "gaussian"),
        Of("fractions for counts", "k,x\n1,1\n2.5,2\n0,3\n", "k ~ x", "negative-binomial", "{csv}", "'k'", "2.5", "row 3", "gaussian"),
        Of("zero for gamma", "y,x\n1,1\n0,2\n2,3\n", "y ~ x", "gamma", "{csv}", "'y'", "row 3", "greater than 0", "gaussian"),
        Of("one for beta", "y,x\n0.1,1\n1,2\n0.5,3\n", "y ~ x", "beta", "{csv}", "'y'", "row 3", "strictly between 0 and 1", "gaussian"),
        Of("two for bernoulli", "y,x\n0,1\n1,2\n2,3\n1,4\n", "y ~ x", "bernoulli", "{csv}", "'y'", "row 4", "0 or 1", "poisson"),
        Of("three texts for bernoulli", "y,x\na,1\nb,2\nc,3\na,4\n", "y ~ x", "bernoulli", "'y'", "categorical"),
        Of("text response for gaussian", "y,x\na,1\nb,2\nc,3\na,4\n", "y ~ x", "gaussian", "'y'", "text", "categorical"),
    ];

    private static IEnumerable<BadInput> Usage() =>
    [
        new("nothing", null, [], "no command", "--help"),
        new("unknown verb", null, ["fti"], "unknown command 'fti'", "did you mean 'fit'"),
        new("no data", null, ["fit"], "DATA", "--help"),
        Of("unknown option", Plain, "y ~ x", null, ["--nois", "gaussian"], "unknown option '--nois'", "did you mean '--noise'"),
        Of("unknown option with a value", Plain, "y ~ x", "gaussian", ["--lvel=0.9"], "unknown option '--lvel'", "did you mean '--level'"),
        Of("unknown option as a value", Plain, "y ~ x", null, ["--noise", "--jsn"], "unknown option '--jsn'", "did you mean '--json'"),
        Of("unknown short option", Plain, "y ~ x", "gaussian", ["-x"], "unknown option '-x'"),
        Of("an unknown penalty", Plain, "y ~ x", "gaussian", ["--penalty", "laso(0.1)"], "unknown penalty 'laso'", "did you mean 'lasso'"),
        Of("a prior and a penalty", Plain, "y ~ x", "gaussian", ["--prior", "gaussian(sd=1)", "--penalty", "lasso(1)"], "both --prior and --penalty are given", "give one"),
        Of("standardised nothing", Plain, "y ~ x", "gaussian", ["--standardize"], "without '--prior' or '--penalty'", "leave it out"),
        Of("an unknown prior", Plain, "y ~ x", "gaussian", ["--prior", "gausian(sd=2)"], "unknown prior 'gausian'", "did you mean 'gaussian'"),
        Of("seed, which nothing would use", Plain, "y ~ x", "gaussian", ["--seed", "1"], "option '--seed' is of cross-validation", "--penalty lasso(cv)"),
        Of("a score that there is not", Plain, "y ~ x", "gaussian", ["--penalty", "lasso(cv)", "--score", "lgo"], "unknown score 'lgo'", "did you mean 'log'"),
        Of("more folds than rows", Plain, "y ~ x", "gaussian", ["--penalty", "lasso(cv)", "--folds", "1"], "'1' is not a number of folds", "2 or more"),
        Of("groups of no column", Plain, "y ~ x", "gaussian", ["--penalty", "lasso(cv)", "--groups", "h"], "no column 'h'"),
        Of("no noise model", Plain, "y ~ x", null, [], "no noise model", "--noise gaussian"),
        Of("noise and loss", Plain, "y ~ x", "gaussian", ["--loss", "mse"], "--noise and --loss"),
        Of("noise twice", Plain, "y ~ x", "gaussian", ["--noise", "huber"], "'--noise'", "more than once"),
        Of("option without a value", Plain, "y ~ x", null, ["--noise"], "'--noise'", "no value"),
        Of("level above one", Plain, "y ~ x", "gaussian", ["--level", "95"], "'95'", "0.95"),
        Of("no number of threads", Plain, "y ~ x", "gaussian", ["--threads", "0"], "'0'", "1 or more"),
        Of("unknown covariance", Plain, "y ~ x", "gaussian", ["--covariance", "HC9"], "'HC9'", "HC0"),
        Of("unknown policy", Plain, "y ~ x", "gaussian", ["--missing", "keep"], "'keep'", "drop or fail"),
        Of("link without a name", Plain, "y ~ x", "gaussian", ["--link", "log"], "'log'", "mu=log"),
        Of("weights kind without weights", Plain, "y ~ x", "gaussian", ["--weights-kind", "frequency"], "--weights"),
        Of("separator of two characters", Plain, "y ~ x", "gaussian", ["--separator", "||"], "'||'", "one character"),
        Of("a quote in levels that is not closed", Plain, "y ~ g", "gaussian", ["--levels", "g=\"a,b"], "--levels", "quote"),
        new("unknown noise model to show", null, ["noise", "posson"], "unknown noise model 'posson'", "did you mean 'poisson'"),
        new("two noise models to show", null, ["noise", "poisson", "gaussian"], "'gaussian'"),
    ];

    private static BadInput Of(string name, string csv, string formula, string? noise, params string[] says) => Of(name, csv, formula, noise, [], says);

    private static BadInput Of(string name, string csv, string formula, string? noise, string[] further, params string[] says) =>
        new(name, Encoding.UTF8.GetBytes(csv), ["fit", "{csv}", formula, .. (string[])(noise is null ? [] : ["--noise", noise]), .. further], says);
}
